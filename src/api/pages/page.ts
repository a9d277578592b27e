/** Pages as the server writes them: every text escaped, no program and no style inside. */
import type { Language } from '../../text/render.ts'

/** Markup that is known to be well-formed: made by `markup` only. */
export interface Markup {
  readonly html: string
}

/** Texts between the pieces are escaped; markup is taken as it is; of a list each in turn. */
export function markup(
  pieces: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup {
  const written = values.map((value) => {
    if (typeof value === 'string') return escaped(value)
    return 'html' in value ? value.html : value.map(({ html }) => html).join('')
  })
  return { html: pieces.reduce((page, piece, at) => page + (written[at - 1] ?? '') + piece) }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? '')
}

export function pageOf(page: {
  readonly language: Language
  readonly title: string
  readonly main: Markup
  /** The file of `console/` that runs on it. */
  readonly script: 'sign-in.js' | 'requests.js'
  /** Ways to the other pages, for whoever has signed in. */
  readonly navigation?: Markup
  /** Words that the script needs, by name: they stand as `data-…` at the body. */
  readonly words?: Readonly<Record<'end' | 'remove' | 'this', string>>
}): string {
  const {
    language,
    title,
    main,
    script,
    navigation = markup``,
    words = { end: '', remove: '', this: '' },
  } = page
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - Schleuse</title>
<link rel="icon" href="/staff/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/staff/page.css">
<script type="module" src="/staff/${script}"></script>
</head>
<body data-end="${words.end}" data-remove="${words.remove}" data-this="${words.this}">
<header><p class="name">Schleuse</p>${navigation}</header>
<main>
${main}
</main>
</body>
</html>
`.html
}
