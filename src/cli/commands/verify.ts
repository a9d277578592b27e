/** `schleuse verify FILE`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, type RunCall } from './state-options.ts'

export function verifyCommand(speech: Speech, run: RunCall): Command {
  return new Command('verify')
    .usage('FILE [OPTION]...')
    .description(speech.say('help.verify'))
    .argument('<FILE>', speech.say('help.verify.file'))
    .option('--root <FINGERPRINT>', speech.say('help.verify.root'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--json', speech.say('help.json'))
    .action((path: string, options: CommonOptions & { readonly root?: string }) =>
      run(
        callOf({ kind: 'verify', path, ...(options.root ? { rootFingerprint: options.root } : {}) }, options),
      ),
    )
}
