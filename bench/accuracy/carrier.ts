/** In which clothes a fact travels: the parts and encodings a planted mail puts it into. */
import { gzip, tar, zip } from '../../test/mail-builder/archive.ts'
import { encodedWord } from '../../test/mail-builder/header.ts'
import {
  type Entity,
  filePart,
  type HeaderField,
  mail,
  multipart,
  textPart,
} from '../../test/mail-builder/mime.ts'
import { odt } from '../../test/mail-builder/odf.ts'
import { docx, xlsx } from '../../test/mail-builder/ooxml.ts'
import { msg, rtf, tnef } from '../../test/mail-builder/outlook.ts'
import { pdf } from '../../test/mail-builder/pdf.ts'
import type { Dice } from './dice.ts'
import { escapeHtml, htmlOf, htmlText, plainOf } from './layout.ts'
import type { Letter } from './letter.ts'

/** What is planted: a sentence for running text, cells for tables; one line. */
export interface Secret {
  readonly sentence: string
  readonly cells: readonly { readonly label: string; readonly value: string }[]
}

export interface Wrapped {
  readonly entity: Entity
  readonly headers?: readonly HeaderField[]
}

export interface Carrier {
  readonly name: string
  /** Only for facts that are strong alone: the place holds one value, or has no sentence around it. */
  readonly needsIdentifier?: boolean
  wrap(letter: Letter, secret: Secret, dice: Dice): Wrapped | Promise<Wrapped>
}

const withSentence = (letter: Letter, { sentence }: Secret): Letter => ({
  ...letter,
  paragraphs: [...letter.paragraphs, sentence],
})

/** An invisible character somewhere inside each value. */
function laced(secret: Secret, dice: Dice): Secret {
  let sentence = secret.sentence
  for (const { value } of secret.cells) {
    const at = 1 + dice.below(Math.max(1, value.length - 1))
    const invisible = dice.pick(['\u00ad', '\u200b', '\u2060', '\u200d', '\ufeff'])
    sentence = sentence.replace(value, `${value.slice(0, at)}${invisible}${value.slice(at)}`)
  }
  return { ...secret, sentence }
}

/** Tags and entities inside each value. */
function tagged(secret: Secret, dice: Dice): string {
  const marks = Array.from(secret.sentence, (character) => {
    const roll = dice.next()
    if (roll < 0.1) return `<b>${escapeHtml(character)}</b>`
    if (roll < 0.15) return `<!-- -->${escapeHtml(character)}`
    if (roll < 0.35) return `&#${character.codePointAt(0)};`
    return escapeHtml(character)
  })
  return `<p>${marks.join('')}</p>`
}

const asText: readonly Carrier[] = [
  {
    name: 'plain text',
    wrap: (letter, secret) => ({ entity: textPart(plainOf(withSentence(letter, secret))) }),
  },
  {
    name: 'short quoted-printable lines',
    wrap: (letter, secret, dice) => ({
      entity: textPart(plainOf(withSentence(letter, secret)), {
        quoted: { lineWidth: 8 + dice.below(30), escapeAll: dice.chance(0.3) },
      }),
    }),
  },
  {
    name: 'odd base64 lines',
    wrap: (letter, secret, dice) => ({
      entity: textPart(plainOf(withSentence(letter, secret)), {
        transfer: 'base64',
        base64Width: 3 + dice.below(20),
      }),
    }),
  },
  {
    name: 'UTF-8 without a label',
    wrap: (letter, secret) => ({
      entity: textPart(plainOf(withSentence(letter, secret)), { transfer: '8bit', label: null }),
    }),
  },
  {
    name: 'UTF-16',
    wrap: (letter, secret, dice) => ({
      entity: textPart(plainOf(withSentence(letter, secret)), {
        charset: dice.pick(['utf-16le', 'utf-16be']),
        label: 'utf-16',
        byteOrderMark: true,
        transfer: 'base64',
      }),
    }),
  },
  {
    name: 'invisible characters',
    wrap: (letter, secret, dice) => ({
      entity: textPart(plainOf(withSentence(letter, laced(secret, dice)))),
    }),
  },
]

const asHtml: readonly Carrier[] = [
  { name: 'HTML', wrap: (letter, secret) => ({ entity: htmlOf(withSentence(letter, secret)) }) },
  {
    name: 'tags and entities',
    wrap: (letter, secret, dice) => ({ entity: htmlText(letter, tagged(secret, dice)) }),
  },
  {
    name: 'a comment',
    wrap: (letter, secret) => ({
      entity: htmlText(letter, `<!-- ${secret.sentence.replace(/--/g, '- -')} -->`),
    }),
  },
  {
    name: 'an attribute',
    wrap: (letter, secret) => ({
      entity: htmlText(letter, `<p title="${escapeHtml(secret.sentence)}">mehr</p>`),
    }),
  },
  {
    name: 'a hidden element',
    wrap: (letter, secret) => ({
      entity: htmlText(letter, `<div style="display:none">${escapeHtml(secret.sentence)}</div>`),
    }),
  },
  {
    name: 'only the HTML alternative',
    wrap: (letter, secret) => ({
      entity: multipart('alternative', [textPart(plainOf(letter)), htmlOf(withSentence(letter, secret))]),
    }),
  },
  {
    name: 'only the plain alternative',
    wrap: (letter, secret) => ({
      entity: multipart('alternative', [textPart(plainOf(withSentence(letter, secret))), htmlOf(letter)]),
    }),
  },
  { name: 'a row of a table', wrap: (letter, secret) => ({ entity: htmlText(letter, htmlTable(secret)) }) },
  {
    name: 'a link',
    needsIdentifier: true,
    wrap: (letter, secret) => ({
      entity: htmlText(
        letter,
        `<a href="https://stadtbibliothek.example/k?x=${encodeURIComponent(valueIn(secret))}">Konto</a>`,
      ),
    }),
  },
  {
    name: 'a token in a link',
    needsIdentifier: true,
    wrap: (letter, secret) => ({
      entity: htmlText(
        letter,
        `<a href="https://stadtbibliothek.example/k/${Buffer.from(valueIn(secret)).toString('base64url')}">Konto</a>`,
      ),
    }),
  },
]

const asHeader: readonly Carrier[] = [
  {
    name: 'a header of the organisation',
    needsIdentifier: true,
    wrap: (letter, secret) => ({
      entity: textPart(plainOf(letter)),
      headers: [['X-Vorgang', encodedWord(secret.sentence)]],
    }),
  },
  {
    name: 'List-Unsubscribe',
    needsIdentifier: true,
    wrap: (letter, secret) => ({
      entity: textPart(plainOf(letter)),
      headers: [
        ['List-Unsubscribe', `<https://stadtbibliothek.example/ab?k=${encodeURIComponent(valueIn(secret))}>`],
      ],
    }),
  },
]

const file = (bytes: Uint8Array | string, mediaType: string, name: string): Entity =>
  filePart(typeof bytes === 'string' ? Buffer.from(bytes) : bytes, mediaType, { name })

const beside = (letter: Letter, attachment: Entity): Wrapped => ({
  entity: multipart('mixed', [textPart(plainOf(letter)), attachment]),
})

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const asFile: readonly Carrier[] = [
  {
    name: 'a text file',
    wrap: (letter, secret) => beside(letter, file(secret.sentence, 'text/plain', 'anlage.txt')),
  },
  {
    name: 'a CSV file',
    wrap: (letter, secret) =>
      beside(
        letter,
        file(
          rowsOf(secret)
            .map((row) => row.map((cell) => `"${cell}"`).join(';'))
            .join('\r\n'),
          'text/csv',
          'anlage.csv',
        ),
      ),
  },
  {
    name: 'JSON',
    wrap: (letter, secret) =>
      beside(
        letter,
        file(
          JSON.stringify([Object.fromEntries(secret.cells.map(({ label, value }) => [label, value]))]),
          'application/json',
          'anlage.json',
        ),
      ),
  },
  {
    name: 'XML',
    wrap: (letter, secret) =>
      beside(
        letter,
        file(
          `<?xml version="1.0" encoding="UTF-8"?><e><f v="${escapeHtml(secret.sentence)}"/></e>`,
          'application/xml',
          'anlage.xml',
        ),
      ),
  },
  {
    name: 'a calendar',
    wrap: (letter, secret) =>
      beside(
        letter,
        textPart(
          `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Termin\nDESCRIPTION:${secret.sentence.replace(/[,;]/g, '\\$&').replace(/\n/g, '\\n')}\nEND:VEVENT\nEND:VCALENDAR\n`,
          { subtype: 'calendar' },
        ),
      ),
  },
  {
    name: 'a message inside',
    wrap: (letter, secret) =>
      beside(letter, {
        headers: [['Content-Type', 'message/rfc822']],
        body: mail([['Subject', 'Vorgang']], textPart(secret.sentence)),
      }),
  },
  {
    name: 'zip',
    wrap: (letter, secret) =>
      beside(letter, file(zip({ 'anlage.txt': secret.sentence }), 'application/zip', 'anlage.zip')),
  },
  {
    name: 'zip in zip',
    wrap: (letter, secret) =>
      beside(
        letter,
        file(zip({ 'a.zip': zip({ 'anlage.txt': secret.sentence }) }), 'application/zip', 'anlage.zip'),
      ),
  },
  {
    name: 'tar in gzip',
    wrap: (letter, secret) =>
      beside(letter, file(gzip(tar({ 'anlage.txt': secret.sentence })), 'application/gzip', 'anlage.tar.gz')),
  },
  {
    name: 'Word, many runs',
    wrap: (letter, secret, dice) =>
      beside(letter, file(docx({ paragraphs: [cut(secret.sentence, dice)] }), word, 'anlage.docx')),
  },
  {
    name: 'Word, a comment',
    wrap: (letter, secret) => beside(letter, file(docx({ comment: secret.sentence }), word, 'anlage.docx')),
  },
  {
    name: 'Excel',
    wrap: (letter, secret, dice) =>
      beside(
        letter,
        file(
          xlsx({
            sheets: [{ rows: [['Titel', 'Preis']] }, { rows: rowsOf(secret), isHidden: dice.chance(0.5) }],
          }),
          sheet,
          'anlage.xlsx',
        ),
      ),
  },
  {
    name: 'OpenDocument',
    wrap: (letter, secret) =>
      beside(
        letter,
        file(odt({ annotation: secret.sentence }), 'application/vnd.oasis.opendocument.text', 'anlage.odt'),
      ),
  },
  {
    name: 'RTF',
    wrap: (letter, secret) => beside(letter, file(rtf(secret.sentence, 3), 'application/rtf', 'anlage.rtf')),
  },
  {
    name: 'winmail.dat',
    wrap: (letter, secret) =>
      beside(letter, file(tnef({ body: secret.sentence }), 'application/ms-tnef', 'winmail.dat')),
  },
  {
    name: 'an Outlook message',
    wrap: (letter, secret) =>
      beside(
        letter,
        file(msg({ subject: 'Vorgang', body: secret.sentence }), 'application/vnd.ms-outlook', 'anlage.msg'),
      ),
  },
  {
    name: 'PDF',
    wrap: async (letter, secret) =>
      beside(
        letter,
        file(await pdf({ lines: [printable(secret.sentence)] }), 'application/pdf', 'anlage.pdf'),
      ),
  },
  {
    name: 'PDF metadata',
    wrap: async (letter, secret) =>
      beside(letter, file(await pdf({ keywords: secret.sentence }), 'application/pdf', 'anlage.pdf')),
  },
]

export const carriers: readonly Carrier[] = [...asText, ...asHtml, ...asHeader, ...asFile]

/** The built-in fonts of a PDF hold western European letters only. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s/g, ' ')
    .replace(/[łŁıđĐ]/g, (letter) => ({ ł: 'l', Ł: 'L', ı: 'i', đ: 'd', Đ: 'D' })[letter] ?? letter)
    .replace(/[^ -ÿ]/gu, (letter) => letter.normalize('NFD').replace(/[^ -ÿ]/gu, ''))
}

function valueIn({ cells }: Secret): string {
  return cells[0]?.value ?? ''
}

/** A table of two records with headings, the secret in one of them. */
function rowsOf({ cells }: Secret): string[][] {
  return [
    ['Nr.', 'Bemerkung', ...cells.map(({ label }) => label)],
    ['1', 'keine', ...cells.map(() => '-')],
    ['2', 'siehe Akte', ...cells.map(({ value }) => value)],
  ]
}

function htmlTable(secret: Secret): string {
  const rows = rowsOf(secret).map(
    (row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  )
  return `<table>${rows.join('')}</table>`
}

function cut(text: string, dice: Dice): string[] {
  const runs: string[] = []
  for (let at = 0; at < text.length; ) {
    const length = 1 + dice.below(6)
    runs.push(text.slice(at, at + length))
    at += length
  }
  return runs
}
