/** Words by which a text turns to somebody, and those by which it only seems to. */
import { type WordMap, type WordSet, wordMap, wordSet } from './word-set.ts'

/** `formal` speaks to somebody wherever it stands ("geehrte"); `open` begins a line or a message ("Hallo"). */
export type Salutation = 'formal' | 'open'

export const salutations: WordMap<Salutation> = wordMap<Salutation>([
  [
    'geehrte geehrter geehrten geehrtes verehrte verehrter verehrten werte werter sayın szanowny szanowna szanowni',
    'formal',
  ],
  [
    `liebe lieber liebes hallo hi hey hej moin moinmoin servus hello ciao salut bonjour hola merhaba dear drogi droga witaj gruezi tag morgen
    abend morning afternoon evening day gott dobry cher chere querido querida estimado estimada gentile egregio`,
    'open',
  ],
])

/** First words of salutations that have two: "Guten Tag", "Good morning", "Grüß Gott", "Dzień dobry". */
export const secondHalves: WordMap<WordSet> = wordMap<WordSet>([
  ['tag morgen abend', wordSet('guten schönen gute')],
  ['morning afternoon evening day', wordSet('good')],
  ['gott', wordSet('grüß grüss')],
  ['dobry', wordSet('dzień')],
])

/** Labels in front of the person something is for; a surname alone is enough where the label says that it is a customer. */
export const labels: WordMap<'person' | 'customer'> = wordMap<'person' | 'customer'>([
  [
    `kunde kundin kunden kundenname leser leserin lesername benutzer benutzerin nutzer nutzerin mitglied mitgliedsname empfänger empfängerin
    adressat adressatin customer customername patron borrower member addressee recipient auftraggeber auftraggeberin rechnungsempfänger
    ausweisinhaber ausweisinhaberin kontoinhaber kontoinhaberin kundendaten müşteri klient klientka odbiorca`,
    'customer',
  ],
  ['name an to zh zhd hd co vollständiger fullname', 'person'],
])

/** Words for whoever reads the message; they stand where a name may follow ("Lieber Leser Max Muster"). */
export const readerWords: WordSet = wordSet(
  `kunde kundin kunden leser leserin mitglied nutzer nutzerin benutzer benutzerin customer patron member reader user borrower sehr
  lieber liebe geehrter geehrte`,
)

/** Words that end a salutation's name, though they have a capital: the sentence has begun. */
export const sentenceWords: WordSet = wordSet(
  `sie ihr ihre ihren ihrem ihrer ihnen wir ich es das die der den dem bitte vielen danke dank hiermit in am an auf mit anbei im zu zum zur
  wie heute leider und oder and or the your you we this please thank thanks as for if it is our dies diese dieser unser unsere von bei
  kundennummer kdnr betreff mahnung rechnung damen herren alle alles haben hat ist sind wird werden seit nach aus für vom`,
)

/** Words at the end of a letter: what stands below them is its writer. */
export const closingWords: WordSet = wordSet(
  `grüßen grüße gruß grüssen grüsse gruss regards sincerely greetings cheers wishes hochachtungsvoll mfg lg vg saygılarımla pozdrowieniami
  pozdrawiam cordialement saludos absender sender ansprechpartner ansprechpartnerin kontakt impressum herausgeber`,
)
