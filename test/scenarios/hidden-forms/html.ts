/** Facts in HTML, as read by a person and by a curious person. */

import { mail, textPart } from '../../mail-builder/mime.ts'
import { envelope, type HiddenForm, html, juergen, katharina } from './town.ts'

type Row = readonly [
  name: string,
  markup: string,
  dataSubject: string,
  kinds: HiddenForm['kinds'],
  rule?: HiddenForm['rule'],
]

const number = ['customer-number'] as const
const email = ['email'] as const
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const base64url = (text: string): string => Buffer.from(text).toString('base64url')

const rows: readonly Row[] = [
  ['tags inside the number', '<p>Konto <b>44</b>71<i>09</i>3582</p>', juergen.number, number],
  [
    'a span around every character',
    `<p>${Array.from('Konto 4471093582', (c) => `<span>${c}</span>`).join('')}</p>`,
    juergen.number,
    number,
  ],
  ['a comment inside the number', '<p>Konto 4471<!-- x -->093582</p>', juergen.number, number],
  [
    'a wbr and an empty font inside the number',
    '<p>Konto 4471<wbr>093<font></font>582</p>',
    juergen.number,
    number,
  ],
  ['decimal entities', '<p>Konto &#52;&#52;&#55;&#49;093582</p>', juergen.number, number],
  [
    'hexadecimal entities without semicolon',
    '<p>Konto &#x34&#x34&#x37&#x31 093582</p>',
    juergen.number,
    number,
  ],
  ['&shy; and &zwnj; inside the number', '<p>Konto 4471&shy;093&zwnj;582</p>', juergen.number, number],
  ['&nbsp; groups', '<p>Konto 4471&nbsp;093&nbsp;582</p>', juergen.number, number],
  [
    'named entities in a name',
    '<p>Katharina Br&uuml;ckner, Lindenstra&szlig;e&nbsp;48</p>',
    katharina.number,
    ['name', 'address'],
    'corroborated',
  ],
  [
    'a tag inside a name',
    '<p>Katharina Br<b>ück</b>ner<br>Lindenstraße 48</p>',
    katharina.number,
    ['name', 'address'],
    'corroborated',
  ],
  ['a comment', '<!-- Datensatz K1002044 -->', katharina.number, number],
  ['a conditional comment', '<!--[if mso]><p>Konto K1002044</p><![endif]-->', katharina.number, number],
  ['an attribute', '<p data-kunde="K1002044">Hallo</p>', katharina.number, number],
  ['a title attribute', '<p title="Konto K1002044">Hallo</p>', katharina.number, number],
  ['an attribute without quotation marks', '<p data-kunde=K1002044>Hallo</p>', katharina.number, number],
  ['an id glued to a word', '<p id="row_K1002044">Hallo</p>', katharina.number, number],
  [
    'a hidden element',
    '<div style="display:none;max-height:0">Konto K1002044</div>',
    katharina.number,
    number,
  ],
  ['the hidden attribute', '<div hidden>Konto K1002044</div>', katharina.number, number],
  [
    'a hidden input',
    '<form><input type="hidden" name="kunde" value="K1002044"></form>',
    katharina.number,
    number,
  ],
  [
    'white text of size zero',
    '<span style="font-size:0;color:#fff">katharina.brueckner@mail.test</span>',
    katharina.number,
    email,
  ],
  [
    'an alternative text',
    '<img src="https://bibliothek.test/l.png" alt="Ausweis K1002044" width="1" height="1">',
    katharina.number,
    number,
  ],
  [
    'the name of an image',
    '<img src="https://bibliothek.test/ausweis/K1002044.png" width="1" height="1">',
    katharina.number,
    number,
  ],
  [
    'a link target',
    '<a href="https://bibliothek.test/konto?nr=K1002044">Konto</a>',
    katharina.number,
    number,
  ],
  [
    'a percent-encoded link target',
    '<a href="https://bibliothek.test/?m=katharina.brueckner%40mail.test">Konto</a>',
    katharina.number,
    email,
  ],
  [
    'a link target percent-encoded twice',
    '<a href="https://r.test/?u=https%3A%2F%2Fb.test%2F%3Fm%3Dkatharina.brueckner%2540mail.test">Konto</a>',
    katharina.number,
    email,
  ],
  [
    'a base64url token in a link',
    `<a href="https://bibliothek.test/u/${base64url('katharina.brueckner@mail.test')}">Abmelden</a>`,
    katharina.number,
    email,
  ],
  [
    'JSON in a base64 token',
    `<a href="https://bibliothek.test/?t=${encodeURIComponent(base64('{"kunde":"K1002044","art":"n"}'))}">Abmelden</a>`,
    katharina.number,
    number,
  ],
  [
    'the payload of a JSON web token',
    `<a href="https://b.test/?t=${base64url('{"alg":"HS256"}')}.${base64url('{"sub":"K1002044","exp":1}')}.c2lnbmF0dXJl">Konto</a>`,
    katharina.number,
    number,
  ],
  [
    'the subject of a mailto link',
    '<a href="mailto:info@bibliothek.test?subject=Konto%20K1002044">Antwort</a>',
    katharina.number,
    number,
  ],
  ['a telephone link', '<a href="tel:+492214710123">Anrufen</a>', katharina.number, ['phone']],
  [
    'a link with escaped entities',
    '<a href="https://b.test/?a=1&amp;nr=K1002044">Konto</a>',
    katharina.number,
    number,
  ],
  [
    'a srcset',
    '<img srcset="https://b.test/K1002044.png 2x" width="1" height="1">',
    katharina.number,
    number,
  ],
  [
    'a data: URI of text',
    `<a href="data:text/plain;base64,${base64('Konto K1002044')}">Beleg</a>`,
    katharina.number,
    number,
  ],
  [
    'a data: URI of percent-encoded HTML',
    '<iframe src="data:text/html,%3Cp%3EKonto%20%4B1002044%3C%2Fp%3E"></iframe>',
    katharina.number,
    number,
  ],
  ['a script', '<script>var kunde = {"nr": "K1002044"}</script>', katharina.number, number],
  [
    'JSON-LD',
    '<script type="application/ld+json">{"@type":"Order","customer":{"email":"katharina.brueckner@mail.test"}}</script>',
    katharina.number,
    email,
  ],
  ['a template', '<template><p>Konto K1002044</p></template>', katharina.number, number],
  ['a noscript', '<noscript><p>Konto K1002044</p></noscript>', katharina.number, number],
  ['a text area', '<textarea>Konto K1002044</textarea>', katharina.number, number],
  ['an SVG inside', '<svg><text>Konto K1002044</text></svg>', katharina.number, number],
  ['CDATA', '<p><![CDATA[Konto K1002044]]></p>', katharina.number, number],
  ['a tag that never closes', '<p>Konto K1002044 <b', katharina.number, number],
  [
    'a fact inside an attribute that never closes',
    '<p>Hallo <img alt="Konto K1002044',
    katharina.number,
    number,
  ],
  ['text behind the end of the document', '</body></html><p>Konto K1002044', katharina.number, number],
  [
    'name and street in one row',
    '<table><tr><th>Name</th><th>Straße</th><th>Titel</th></tr><tr><td>Katharina Brückner</td><td>Lindenstraße 48</td><td>Faust</td></tr><tr><td>N. N.</td><td>Am Tor 1</td><td>Nathan</td></tr></table>',
    katharina.number,
    ['name', 'address'],
    'corroborated',
  ],
  [
    'name and street in a layout table',
    '<table><tr><td>Katharina Brückner</td></tr><tr><td>Lindenstraße 48</td></tr></table>',
    katharina.number,
    ['name', 'address'],
    'corroborated',
  ],
  [
    'given name and surname in two cells',
    '<table><tr><th>Vorname</th><th>Nachname</th><th>Geburtsdatum</th></tr><tr><td>Katharina</td><td>Brückner</td><td>23.05.1979</td></tr><tr><td>Max</td><td>N.</td><td>01.01.1999</td></tr></table>',
    katharina.number,
    ['name', 'birth-date'],
    'corroborated',
  ],
  [
    'a list',
    '<ul><li>Katharina Brückner</li><li>geb. 23.05.1979</li></ul>',
    katharina.number,
    ['name', 'birth-date'],
    'corroborated',
  ],
]

const inHead: readonly Row[] = [
  ['a style sheet', '<style>.k::after { content: "Konto K1002044" }</style>', katharina.number, number],
  [
    'a style sheet with escapes',
    '<style>.k::after { content: "katharina.brueckner\\40 mail.test" }</style>',
    katharina.number,
    email,
  ],
  ['a meta element', '<meta name="kunde" content="K1002044">', katharina.number, number],
  ['a title', '<title>Konto K1002044</title>', katharina.number, number],
]

const salutations: readonly Row[] = [
  [
    'a salutation in a paragraph',
    '<html><body><p>Sehr geehrte Frau <b>Brückner</b>,</p><p>Ihr Buch liegt bereit.</p></body></html>',
    katharina.number,
    ['name'],
    'addressed',
  ],
  [
    'a salutation in a table cell',
    '<table><tr><td>Sehr geehrte Frau Br&uuml;ckner,</td></tr><tr><td>Ihr Buch liegt bereit.</td></tr></table>',
    katharina.number,
    ['name'],
    'addressed',
  ],
  [
    'a salutation behind a hidden preheader',
    '<div style="display:none">Neues aus der Bibliothek</div><div>Hallo&nbsp;Katharina&nbsp;Brückner,<br>Ihr Buch liegt bereit.</div>',
    katharina.number,
    ['name'],
    'addressed',
  ],
  [
    'a character set only the document names',
    '<meta charset="windows-1252"><p>Katharina Brückner, Lindenstraße 48</p>',
    katharina.number,
    ['name', 'address'],
    'corroborated',
  ],
]

const form = ([name, , dataSubject, kinds, rule = 'identifier']: Row, written: Buffer): HiddenForm => ({
  name: `html: ${name}`,
  mail: written,
  dataSubject,
  kinds,
  rule,
  place: /^text\/html/,
})

export const htmlForms: readonly HiddenForm[] = [
  ...rows.map((row) => form(row, html(row[1]))),
  ...inHead.map((row) => form(row, html('<p>Hallo</p>', row[1]))),
  ...salutations.map((row) =>
    form(
      row,
      mail(
        envelope(),
        row[1].startsWith('<meta charset')
          ? textPart(row[1], { subtype: 'html', charset: 'windows-1252', label: null })
          : textPart(row[1], { subtype: 'html' }),
      ),
    ),
  ),
]
