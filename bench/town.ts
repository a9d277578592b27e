/** A town of invented customers with six facts each, the same for the same size: for measuring, not for judging. */
import type { CustomerRecord } from '../src/exposure/fact.ts'

const onsets = 'b br d f g gr h j k kl kr l m n p r s sch st t w z'.split(' ')
const vowels = 'a e i o u au ei ie'.split(' ')
const codas = 'ber ck del ger hn ke l ler mann n ner nk r rt s sen ter tz x'.split(' ')

/** Word number `i`, of 22 * 8 * 19 = 3,344, then of two parts. */
function word(i: number): string {
  const part =
    onsets[i % 22] + (vowels[Math.floor(i / 22) % 8] ?? '') + (codas[Math.floor(i / 176) % 19] ?? '')
  return i < 3344 ? part : part + word(Math.floor(i / 3344))
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** @returns 0 … 2^32 - 1, spread evenly for consecutive numbers */
function scattered(i: number, salt: number): number {
  let x = Math.imul(i + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca77)
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d)
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39)
  return (x ^ (x >>> 15)) >>> 0
}

/** Frequent names are frequent: half of all customers have one of the first tenth. */
function skewed(i: number, salt: number, count: number): number {
  const share = scattered(i, salt) / 2 ** 32
  return Math.floor(share ** 3 * count)
}

/** An account of a bank in Germany, with its check digits. @source ISO 13616, ISO 7064 MOD 97-10 */
function iban(i: number): string {
  const account = `37040044${String(i).padStart(10, '0')}`
  const remainder = Number(BigInt(`${account}131400`) % 97n)
  return `DE${String(98 - remainder).padStart(2, '0')}${account}`
}

export function townsman(i: number): CustomerRecord {
  const firstName = capital(word(skewed(i, 1, 800) * 3))
  const lastName = capital(word(1000 + skewed(i, 2, 40_000)))
  const place = skewed(i, 3, 400)
  return {
    customerNumber: `K${10_000_000 + i * 7}`,
    firstName,
    lastName,
    emails: [`${firstName}.${lastName}${i}@example.org`],
    phones: [`+49151${20_000_000 + i}`],
    ibans: [iban(i)],
    street: `${capital(word(skewed(i, 4, 3_000)))}straße ${1 + (scattered(i, 5) % 150)}`,
    postcode: String(10_000 + place * 199),
    city: capital(word(place * 5)),
    isProtected: scattered(i, 6) % 200 === 0,
    ...(scattered(i, 7) % 3 === 0 ? { household: `H${i >>> 1}` } : {}),
  }
}

export function* townsmen(count: number): Generator<CustomerRecord> {
  for (let i = 0; i < count; i++) yield townsman(i)
}
