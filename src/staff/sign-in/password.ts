/** Passwords: how they are kept, and which are refused. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** 64 MB and some 300 ms for each guess. @source OWASP Password Storage Cheat Sheet: scrypt N = 2^16, r = 8, p = 2 */
const cost = { N: 2 ** 16, r: 8, p: 2 } as const
const saltBytes = 16
const hashBytes = 32
/** scrypt takes 128 * N * r bytes; the limit of Node's own is half of that. */
const memoryMax = 128 * cost.N * cost.r * 2

/** @source NIST SP 800-63B-4, section 3.1.1.2: fifteen where a password stands alone; here a second factor is demanded, and twelve are enough */
export const passwordCharsMin = 12
/** @limit longer ones are no safer and cost work to refuse */
export const passwordCharsMax = 200

/** `scrypt$N$r$p$salt$hash`, the last two in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** False for whatever is not a hash we made. */
export async function verifyPassword(given: {
  readonly hash: string
  readonly password: string
}): Promise<boolean> {
  const [kind, n, r, p, salt, hash] = given.hash.split('$')
  const isOurs = kind === 'scrypt' && Number(n) === cost.N && Number(r) === cost.r && Number(p) === cost.p
  if (!isOurs || !salt || !hash) return false
  const expected = Buffer.from(hash, 'base64url')
  const found = await derive(given.password, Buffer.from(salt, 'base64url'), cost)
  return expected.length === found.length && timingSafeEqual(expected, found)
}

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One spelling for what looks the same, whatever keyboard it was typed on. @source RFC 8265, section 4.2 (OpaqueString)
    scrypt(password.normalize('NFC'), salt, hashBytes, { ...options, maxmem: memoryMax }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

export type PasswordRefusal = 'short' | 'long' | 'own-name' | 'common'

/**
 * Why a new password is not taken. No rules about kinds of characters: they make passwords that are written down.
 *
 * @param own what everybody knows of the person: address and name
 * @source NIST SP 800-63B-4, section 3.1.1.2
 */
export function refusalOfPassword(password: string, own: readonly string[]): PasswordRefusal | undefined {
  const length = [...password].length
  if (length < passwordCharsMin) return 'short'
  if (length > passwordCharsMax) return 'long'
  const plain = plainOf(password)
  const names = own.flatMap((text) => plainOf(text).split(/[^a-z]+/)).filter((name) => name.length >= 4)
  if (names.some((name) => plain.includes(name) && plain.length - name.length < passwordCharsMin / 2))
    return 'own-name'
  return isCommon(password) ? 'common' : undefined
}

/** As whoever guesses would write it first. */
function plainOf(text: string): string {
  const looks: Readonly<Record<string, string>> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '7': 't',
    '@': 'a',
    $: 's',
    '!': 'i',
  }
  return [...text.normalize('NFKC').toLowerCase()].map((letter) => looks[letter] ?? letter).join('')
}

/** Words at the top of every published list of guessed passwords, in the form `plainOf` gives them. */
const commonWords = [
  'password',
  'passwort',
  'passwor',
  'qwerty',
  'qwertz',
  'asdfgh',
  'yxcvbn',
  'zxcvbn',
  'letmein',
  'welcome',
  'willkommen',
  'admin',
  'geheim',
  'schatz',
  'hallo',
  'sommer',
  'winter',
  'fruehling',
  'herbst',
  'iloveyou',
  'dragon',
  'monkey',
  'master',
  'login',
  'changeme',
  'schleuse',
  'abcdef',
  'secret',
  'football',
  'fussball',
  'bibliothek',
  'verwaltung',
  'stadt',
  'computer',
  'internet',
] as const

/** What is left of a password without common words, figures, runs and repetitions: too little to be guessed last. */
function isCommon(password: string): boolean {
  const letters = (text: string) => [...text].filter((letter) => /\p{L}/u.test(letter)).join('')
  return [letters(password.normalize('NFKC').toLowerCase()), letters(plainOf(password))].some(
    (form) => new Set(withoutCommon(form)).size < 4,
  )
}

function withoutCommon(letters: string): string {
  const rest = commonWords.reduce((text, word) => text.replaceAll(word, ' '), letters)
  return rest
    .split(' ')
    .filter((piece) => !isRun(piece))
    .join('')
}

/** `aaaa`, `abcd`, `dcba`. */
function isRun(piece: string): boolean {
  const steps = new Set([...piece].slice(1).map((_, at) => piece.charCodeAt(at + 1) - piece.charCodeAt(at)))
  return piece.length < 2 || (steps.size === 1 && [...steps].every((step) => Math.abs(step) <= 1))
}
