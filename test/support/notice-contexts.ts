/** Records of invented recipients that fit the schemas of the fixtures under test/fixtures/notices: none, one and many of everything. */
import type { RenderContext, RenderValue } from '../../src/notice/renderer.ts'

type Rows = readonly RenderContext[]

const isoDay = (offset: number) => new Date(Date.UTC(2026, 10, 25 + offset)).toISOString().slice(0, 10)

/** For each recipient: how many rows he has, and whether what may be empty is. */
const recipients = [0, 1, 2, 5].flatMap((rows) => [false, true].map((isSparse) => ({ rows, isSparse })))

const rowsOf = (count: number, make: (at: number) => RenderContext): Rows =>
  Array.from({ length: count }, (_, at) => make(at))

const library = {
  name: 'Stadtbücherei Musterhausen',
  street: 'Markt 1',
  city: 'Musterhausen',
  email: 'info@buecherei.invalid',
  phone: '030 23125 001',
  url: 'https://buecherei.invalid',
}
const branch = { name: 'Zentrale', opening_hours: 'Di bis Sa' }
const item = (at: number) => ({
  title: `Der Weg nach Zobalo ${at}`,
  author: 'Kemira Deno',
  signature: `Zo ${at}`,
})

export const libraryContexts: readonly RenderContext[] = recipients.map(({ rows, isSparse }, number) => {
  const person = {
    number: `L-100000${number}`,
    salutation: isSparse ? '' : 'Frau',
    first_name: number % 4 === 1 ? '' : 'Änne',
    last_name: `Kolo-Öl${number}`,
    full_name: `Änne Kolo-Öl${number}`,
    email: `kolo.${number}@rehearsal.invalid`,
    phone: isSparse ? '' : '030 23125 100',
    street: 'Badeweg 3',
    postcode: '00123',
    city: 'Debahausen',
    birth_date: '1980-02-29',
    language: 'de',
    card_expires: isoDay(30),
    is_blocked: number % 3 === 0,
    balance: isSparse ? 0 : 12.5,
  }
  const loans = rowsOf(rows, (at) => ({
    barcode: `3000000${number}${at}`,
    item: item(at),
    due: isoDay(at - 1),
    issued: isoDay(-30),
    renewals: at % 3,
    is_recalled: at % 2 === 0,
    branch,
  }))
  const holds = rowsOf(rows, (at) => ({
    item: item(at),
    ready_since: isSparse ? '' : isoDay(-2),
    pick_up_until: isSparse ? '' : isoDay(7),
    pick_up_code: `77${number}${at}`,
    branch,
  }))
  const fees = rowsOf(rows, (at) => ({
    invoice: `R-${number}-${at}`,
    reason: 'Mahngebühr',
    amount: 1.5 + at * 9,
    paid: isSparse,
    item: isSparse ? null : item(at),
  }))
  const lists = rowsOf(rows, (at) => ({ name: `Urlaub ${at}` }))
  const customer = { ...person, loans, holds, fees, lists }
  return { customer, loans, holds, fees, lists, count: rows, library, today: isoDay(0) }
})

const provider = {
  name: 'Hosthaus',
  street: 'Rechnerweg 1',
  city: 'Musterhausen',
  email: 'hilfe@hosthaus.invalid',
  phone: '030 23125 002',
  url: 'https://hosthaus.invalid',
}

export const hosterContexts: readonly RenderContext[] = recipients.map(({ rows, isSparse }, number) => {
  const product = { name: 'Webspace M' }
  const domains = rowsOf(rows, (at) => ({
    handle: `D${number}${at}`,
    expires: isoDay(at),
    renews_itself: at % 2 === 0,
    price: 12.9,
  }))
  const servers = rowsOf(rows, (at) => ({
    serial: `S${number}${at}`,
    plan: product,
    site: { name: 'Halle 1', work_on: isoDay(3) },
  }))
  const contracts = rowsOf(rows, (at) => ({
    number: `V${number}${at}`,
    product,
    ends: isoDay(60),
    notice_by: isoDay(30),
    is_cancelled: at % 2 === 0,
  }))
  const invoices = rowsOf(rows, (at) => ({
    number: `R${number}${at}`,
    issued: isoDay(-20),
    due: isoDay(-6),
    amount: at === 4 ? 0 : 9.99 + at,
    reminders: at,
    is_debited: at % 2 === 0,
    contract: contracts[at] ?? {},
  }))
  const customer = {
    number: `H-200000${number}`,
    company: isSparse ? '' : 'Zobalo GmbH',
    first_name: number % 4 === 1 ? '' : 'Bodo',
    last_name: `Fage${number}`,
    email: `fage.${number}@rehearsal.invalid`,
    street: 'Lamoweg 9',
    postcode: '00456',
    city: 'Nepahausen',
    iban: 'DE02000000000000000000',
    language: 'de',
    is_business: rows > 1,
    domains,
    servers,
    contracts,
    invoices,
  }
  return { customer, domains, servers, contracts, invoices, count: rows, provider, today: isoDay(0) }
})

export const officeContexts: readonly RenderContext[] = recipients.map(({ rows, isSparse }, number) => {
  const service = { name: 'Personalausweis', room: '12' }
  const appointments = rowsOf(rows, (at) => ({
    code: `T${number}${at}`,
    day: isoDay(at),
    is_by_video: at % 2 === 1,
    service,
  }))
  const applications = rowsOf(rows, (at) => ({
    reference: `A${number}${at}`,
    service,
    filed: isoDay(-40),
    decided: isSparse ? '' : isoDay(-1),
    is_granted: at % 2 === 0,
    missing_papers: at,
  }))
  const permits = rowsOf(rows, (at) => ({ number: `P${number}${at}`, service, expires: isoDay(20) }))
  const fees = rowsOf(rows, (at) => ({
    reference: `G${number}${at}`,
    service,
    amount: 37 + at,
    due: isoDay(-3),
    is_second_notice: at % 2 === 1,
  }))
  const citizen: Record<string, RenderValue> = {
    number: `B-300000${number}`,
    salutation: isSparse ? '' : 'Herr',
    first_name: 'Jokela',
    last_name: `O’Tesa${number}`,
    email: `tesa.${number}@rehearsal.invalid`,
    street: 'Sarotoweg 2',
    postcode: '00789',
    city: 'Wemohausen',
    birth_date: '1975-05-05',
    language: 'de',
    appointments,
    applications,
    permits,
    fees,
  }
  const office = {
    name: 'Bürgerbüro',
    street: 'Rathausplatz 1',
    city: 'Musterhausen',
    email: 'buero@musterhausen.invalid',
    phone: '030 23125 003',
    opening_hours: 'Mo bis Fr 8 bis 12 Uhr',
  }
  return { citizen, appointments, applications, permits, fees, count: rows, office, today: isoDay(0) }
})
