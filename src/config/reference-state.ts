/** Whether what the settings refer to can be used: secrets, certificates, files. Nothing of their content comes out. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { Fault, type FaultCode, type Problem } from '../std/fault.ts'
import type { GivenValue } from './given-values.ts'
import { readSecret } from './secret-value.ts'
import { pathOf, type SettingsPlace } from './value/path.ts'
import { referenceOf, type Secret } from './value/secret.ts'
import type { Form } from './value/written.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** @limit enough for the remarks that programs write above a certificate */
const headBytes = 65_536

/** The reference behind a value, if it is one. */
export function secretOf({ form, raw }: GivenValue, place: SettingsPlace): Secret | undefined {
  return form.kind === 'secret' || form.kind === 'connection' ? referenceOf(raw, place) : undefined
}

/** @returns undefined if it can be read */
export function secretProblem(secret: Secret, environment: Environment): Problem | undefined {
  try {
    readSecret(secret, environment)
    return undefined
  } catch (error) {
    if (error instanceof Fault) return error.problems[0]
    throw error
  }
}

/** Every reference that cannot be used, at the place where the settings name it. */
export function referenceProblems(
  values: readonly GivenValue[],
  place: SettingsPlace,
  environment: Environment,
): readonly Problem[] {
  return values.flatMap((value) => {
    const secret = secretOf(value, place)
    const problem = secret === undefined ? fileProblem(value, place) : secretProblem(secret, environment)
    if (problem === undefined) return []
    const { at: _, ...rest } = problem
    return [value.origin.kind === 'file' ? { ...rest, at: value.origin.at } : rest]
  })
}

function fileProblem({ key, form, raw }: GivenValue, { folder }: SettingsPlace): Problem | undefined {
  if (form.holds === undefined || typeof raw !== 'string') return undefined
  const path = pathOf(raw, folder)
  const code = path === undefined ? 'SCH_CONFIG_FILE_MISSING' : fileCode(path, form.holds)
  return code === undefined ? undefined : { code, params: { key, path: path ?? raw } }
}

function fileCode(path: string, holds: NonNullable<Form['holds']>): FaultCode | undefined {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return 'SCH_CONFIG_FILE_MISSING'
  }
  try {
    const status = fstatSync(descriptor)
    if (!status.isFile()) return 'SCH_CONFIG_FILE_MISSING'
    if (holds === 'anything') return undefined
    const head = Buffer.alloc(headBytes)
    const text = head.toString('latin1', 0, readSync(descriptor, head))
    if (holds === 'certificate') return text.includes(certificateMark) ? undefined : 'SCH_CONFIG_NO_PEM'
    if (!privateKeyMark.test(text)) return 'SCH_CONFIG_NO_PEM'
    return (status.mode & 0o007) === 0 ? undefined : 'SCH_CONFIG_KEY_EXPOSED'
  } finally {
    closeSync(descriptor)
  }
}

/** @source RFC 7468 sections 5, 10 and 11; older programs name the kind of key before the words */
const certificateMark = '-----BEGIN CERTIFICATE-----'
const privateKeyMark = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/
