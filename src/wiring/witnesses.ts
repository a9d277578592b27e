/** The witnesses that the settings name. */
import { fileWitness } from '../adapters/file/witness.ts'
import { httpWitness } from '../adapters/http/witness.ts'
import { mailWitness } from '../adapters/smtp/witness.ts'
import type { Witness, WitnessedHead } from '../audit/witness.ts'
import { readConnection, readSecret } from '../config/secret-value.ts'
import type { Settings } from '../config/settings.ts'
import { languageOfLocale } from '../text/language.ts'
import { type Speech, speechIn } from '../text/speech.ts'
import type { StatePlace } from './state-parts.ts'

type Setting = Settings['audit']['witnesses'][number]

/** @throws SCH_SECRET_*, SCH_URL_UNSAFE: a witness that is set up and cannot be used is not left out silently */
export function witnessesOf(
  place: Pick<StatePlace, 'settings' | 'environment' | 'folder'>,
): readonly Witness[] {
  const speech = speechIn(languageOfLocale(place.environment))
  return place.settings.audit.witnesses.map((setting) => witnessOf(setting, place, speech))
}

function witnessOf(
  setting: Setting,
  { environment, folder }: Pick<StatePlace, 'environment' | 'folder'>,
  speech: Speech,
): Witness {
  const { name } = setting
  switch (setting.kind) {
    case 'file':
      return fileWitness({ name, folder: setting.path, stateFolder: folder })
    case 'http': {
      const token = setting.token === undefined ? {} : { token: readSecret(setting.token, environment) }
      return httpWitness({ name, url: readConnection(setting.url, environment), ...token })
    }
    case 'mail': {
      const url = readConnection(setting.connection, environment)
      const words = (head: WitnessedHead) => mailWords(head, speech)
      return mailWitness({ name, url, from: setting.from, to: setting.to, words })
    }
  }
}

function mailWords({ organisation, seq, signedAt }: WitnessedHead, speech: Speech) {
  const entries = String(seq)
  return {
    subject: speech.say('witness.mail.subject', { organisation, entries }),
    text: speech.say('witness.mail.text', { organisation, entries, at: signedAt.toISOString() }),
  }
}
