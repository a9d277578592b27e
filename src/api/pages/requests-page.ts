/** The page on which a second person confirms or refuses what somebody asked for: accounts, roles, credentials. */
import type { Speech } from '../../text/speech.ts'
import { type Markup, markup, pageOf } from './page.ts'
import { errorLine, field, navigationTo } from './staff-pages.ts'

export function requestsPage(speech: Speech): string {
  const { say } = speech
  const title = say('page.requests')
  return pageOf({
    language: speech.language,
    title,
    script: 'requests.js',
    navigation: navigationTo(speech, '/staff/requests'),
    main: markup`${errorLine(speech)}
<section>
<h1>${title}</h1>
<p>${say('page.requests.why')}</p>
<p id="told" class="told" role="status" tabindex="-1"></p>
<p id="none" hidden>${say('page.requests.none')}</p>
<ul id="open" class="cards"></ul>
</section>
<section id="closed-section" hidden>
<h2>${say('page.requests.closed')}</h2>
<ul id="closed" class="cards closed"></ul>
</section>
${answerDialog(speech)}
${cards(speech)}
${words(speech)}`,
  })
}

function answerDialog({ say }: Speech): Markup {
  return markup`<dialog id="answer" aria-labelledby="answer-title" aria-describedby="answer-effect">
<form method="post" id="answer-form">
<h2 id="answer-title"></h2>
<p id="answer-effect"></p>
<p id="answer-error" class="error" role="alert" tabindex="-1" hidden data-unknown="${say('page.unknown-error')}"></p>
<fieldset id="why" hidden disabled>
<label>${say('page.requests.reason')}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
</fieldset>
<fieldset id="by-password" hidden disabled>
<p>${say('page.requests.prove')}</p>
${field({ label: say('page.password'), name: 'password', type: 'password', autocomplete: 'current-password' })}
${field({ label: say('page.code'), name: 'code', type: 'text', autocomplete: 'one-time-code', attributes: markup` inputmode="numeric" maxlength="12"` })}
</fieldset>
<p id="by-passkey" hidden>${say('page.requests.prove-passkey')}</p>
<p class="buttons"><button class="main" id="answer-button"></button> <button type="button" id="answer-cancel">${say('page.cancel')}</button></p>
</form>
</dialog>`
}

function cards({ say }: Speech): Markup {
  return markup`<template id="open-card"><li class="card">
<h2 class="title"></h2>
<p class="effect"></p>
<dl>
<dt>${say('page.requests.by')}</dt><dd class="by"></dd>
<dt>${say('page.requests.at')}</dt><dd class="at"></dd>
<dt>${say('page.requests.until')}</dt><dd class="until"></dd>
<dt class="outside-name">${say('page.requests.outside')}</dt><dd class="outside"></dd>
</dl>
<p class="standing"></p>
<p class="buttons"><button type="button" class="main">${say('page.confirm')}</button> <button type="button">${say('page.refuse')}</button></p>
</li></template>
<template id="closed-card"><li class="card">
<h3 class="title"></h3>
<p class="outcome"></p>
<p class="reason"></p>
</li></template>`
}

/** What the script says, by name; what it fills in stands in braces. */
function words({ say }: Speech): Markup {
  const filled = { name: '{name}', email: '{email}', roles: '{roles}' }
  const sentences: Readonly<Record<string, string>> = {
    'title.add': say('page.requests.title.add', filled),
    'title.grant': say('page.requests.title.grant', filled),
    'title.reset': say('page.requests.title.reset', filled),
    'effect.add': say('page.requests.effect.add', filled),
    'effect.grant': say('page.requests.effect.grant', filled),
    'effect.reset': say('page.requests.effect.reset', filled),
    'no-effect': say('page.requests.no-effect'),
    'actor.shell': say('page.requests.actor.shell', { id: '{id}' }),
    'actor.staff': say('page.requests.actor.staff'),
    'actor.outside': say('page.requests.actor.outside'),
    'actor.program': say('page.requests.actor.program'),
    outside: say('page.requests.outside-person', { name: '{name}', body: '{body}' }),
    'standing.requester': say('page.requests.standing.requester'),
    'standing.concerned': say('page.requests.standing.concerned'),
    'standing.not-second': say('page.requests.standing.not-second'),
    'standing.too-new': say('page.requests.standing.too-new'),
    'asking.confirmed': say('page.requests.asking.confirmed', { title: '{title}' }),
    'asking.refused': say('page.requests.asking.refused', { title: '{title}' }),
    'button.confirmed': say('page.confirm'),
    'button.refused': say('page.refuse'),
    'told.confirmed': say('page.requests.told.confirmed', { title: '{title}' }),
    'told.refused': say('page.requests.told.refused', { title: '{title}' }),
    'outcome.confirmed': say('page.requests.outcome.confirmed', { by: '{by}', at: '{at}' }),
    'outcome.refused': say('page.requests.outcome.refused', { by: '{by}', at: '{at}' }),
    'outcome.expired': say('page.requests.outcome.expired', { at: '{at}' }),
    'role.author': say('page.role.author'),
    'role.approver': say('page.role.approver'),
    'role.operator': say('page.role.operator'),
    'role.data-protection-officer': say('page.role.data-protection-officer'),
    'role.auditor': say('page.role.auditor'),
    'role.administrator': say('page.role.administrator'),
  }
  return markup`<template id="words">${Object.entries(sentences).map(
    ([name, sentence]) => markup`<span data-word="${name}">${sentence}</span>`,
  )}</template>`
}
