/** `schleuse verify FILE`. */
import { Command } from 'commander'
import type { Speech } from '../../text/speech.ts'
import { type CommonOptions, callOf, collect, type RunCall } from './state-options.ts'

export function verifyCommand(speech: Speech, run: RunCall): Command {
  return new Command('verify')
    .usage('FILE [OPTION]...')
    .description(speech.say('help.verify'))
    .argument('<FILE>', speech.say('help.verify.file'))
    .option('--root <FINGERPRINT>', speech.say('help.verify.root'))
    .option('--checkpoint <PATH>', speech.say('help.audit.verify.checkpoint'), collect, [])
    .option('--revocations <FILE>', speech.say('help.verify.revocations'))
    .option('--lang <de|en>', speech.say('help.check.lang'))
    .option('--json', speech.say('help.json'))
    .action((path: string, options: VerifyOptions) => {
      const root = options.root ? { rootFingerprint: options.root } : {}
      const revoked = options.revocations ? { revocationsPath: options.revocations } : {}
      const given = { ...root, ...revoked, checkpointPaths: options.checkpoint }
      return run(callOf({ kind: 'verify', path, ...given }, options))
    })
}

interface VerifyOptions extends CommonOptions {
  readonly root?: string
  readonly checkpoint: readonly string[]
  readonly revocations?: string
}
