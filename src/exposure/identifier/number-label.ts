/** Labels that say what a number is: "Kundennummer:", "card no", a column heading, a key of JSON or of a link. */
import type { FoldedText } from '../fold.ts'
import { DOT, HYPHEN, SPACE, signsBehind, UNDERSCORE } from './gap.ts'
import { type WordSet, wordMap, wordSet } from './word-set.ts'

/** The number behind is a customer's. */
export const CUSTOMER = 1
/** The number behind is an invoice's, a loan's, a ticket's. */
export const OWNED = 2
/** The word is a label only with "Nummer", "no", "ID" behind it, or directly in front of a number. */
const HEAD = 4

export const numberLabels = wordMap<number>([
  [
    `kundennummer kundennummern kundennr kundenid kundenkennung kundnr kdnr kdnummer kundennumer kundennumber ausweisnummer ausweisnummern ausweisnr
    bibliotheksausweis bibliotheksausweisnummer bibliotheksnummer leserausweis leserausweisnummer lesernummer lesernr leserid
    benutzernummer benutzernr benutzerid benutzerkennung benutzerausweis nutzernummer nutzernr nutzerid
    mitgliedsnummer mitgliedsnummern mitgliedsnr mitgliednr mitgliedernummer mitgliedsausweis vertragskonto kartennummer kartennr
    customernumber customernumbers customerno customernr customerid custno custid cardnumber cardno cardid librarycard librarycardnumber
    patronnumber patronid patronbarcode borrowernumber borrowerid memberid memberno membernumber membershipid membershipno membershipnumber
    clientid clientno clientnumber accountnumber accountno accountid readerid readernumber
    abonummer abonentennummer abonnentennummer teilnehmernummer debitorennummer debitor musterino muster klientnr numerklienta`,
    CUSTOMER,
  ],
  [
    `kunde kunden kundin kd kdn customer customers cust client card account acct library patron borrower member membership reader
    ausweis leser benutzer nutzer mitglied mitglieds konto kundenkonto karte karten bibliothek teilnehmer debitoren musteri klient klienta abo`,
    CUSTOMER | HEAD,
  ],
  [
    `rechnungsnummer rechnungsnr rechnungnr rgnr renr vorgangsnummer vorgangsnr vorgangsid barcode barcodes mediennummer medennr mediennr
    exemplarnummer ticketnummer ticketnr ticketid vertragsnummer vertragsnr vertragsnummern signatur auftragsnummer auftragsnr bestellnummer bestellnr
    buchungsnummer buchungsnr belegnummer belegnr aktenzeichen fallnummer referenznummer sendungsnummer lieferscheinnummer verbuchungsnummer
    invoicenumber invoiceno invoiceid ordernumber orderno orderid contractnumber contractno contractid caseid casenumber itemid itembarcode
    loanid bookingnumber bookingid referencenumber trackingnumber ticketnumber serialnumber seriennummer`,
    OWNED,
  ],
  [
    `rechnung rechnungs vorgang vorgangs medien medium exemplar ticket vertrag vertrags auftrag auftrags bestellung buchung buchungs beleg
    fall referenz sendung invoice order contract case item loan booking reference ref tracking serial`,
    OWNED | HEAD,
  ],
])

/** Words that make a label of the word before them. */
export const tails: WordSet = wordSet(
  `nummer nummern nr nrn no num number numbers id ids kennung kennzeichen ausweis card barcode code
  konto numarasi numer`,
)

/** Words between a label and its number. */
export const fillers: WordSet =
  wordSet(`nummer nr no number id lautet lauten ist is war was are sind neu neue neuer alt alte bisher bisherige ihre ihr your the die der das des
  unter mit value wert num content text string lfd`)

/** A single letter-code ("K", "DE") in front of the digits, at most this long. */
export const MAX_PREFIX_LENGTH = 4

export interface NumberLabel {
  readonly kind: number
  /** A bare head ("Kunde 1234567"): only what is set off by a sign or long enough counts as its number. */
  readonly isBare: boolean
  /** Index of the last word of the label. */
  readonly last: number
}

/** The label that starts with word `i`. */
export function labelAt(text: FoldedText, i: number): NumberLabel | undefined {
  const kind = numberLabels.get(text.words[i]?.folded ?? '')
  if (kind === undefined) return undefined
  if ((kind & HEAD) === 0) return { kind, isBare: false, last: i }
  const tail = text.words[i + 1]
  const isJoined = tail !== undefined && (signsBehind(text, i) & ~(SPACE | HYPHEN | DOT | UNDERSCORE)) === 0
  if (isJoined && tails.has(tail.folded)) return { kind: kind & ~HEAD, isBare: false, last: i + 1 }
  return { kind: kind & ~HEAD, isBare: true, last: i }
}

/** What a column's heading (folded words) says about the numbers below it. */
export function labelOfHeading(heading: string): number {
  let kinds = 0
  for (const word of heading.split(' ')) kinds |= numberLabels.get(word) ?? 0
  return kinds & (CUSTOMER | OWNED)
}

/** What the letters at the beginning of a word say about its digits: `kdnr1000001`. */
export function labelOfPrefix(letters: string): number {
  return letters.length <= MAX_PREFIX_LENGTH - 1 ? 0 : (numberLabels.get(letters) ?? 0) & (CUSTOMER | OWNED)
}
