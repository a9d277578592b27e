/**
 * The pages of staff: signing in, being invited, one's own account. Forms are sent by the script; where it has not come, nothing of them
 * must get into an address, so each says `post`.
 */
import type { Speech } from '../../text/speech.ts'
import { type Markup, markup, pageOf } from './page.ts'

/** As it is typed on the server; words in capitals are filled in. */
const firstCommand =
  'schleuse staff add ADDRESS --name NAME --role administrator --first --outside NAME --outside-body BODY'

/**
 * @param parts.providers other places to sign in at, by name
 * @param parts.isFirstRun there is no account yet
 */
export function signInPage(
  speech: Speech,
  { providers, isFirstRun }: { readonly providers: readonly string[]; readonly isFirstRun: boolean },
): string {
  const { say } = speech
  const title = say('page.sign-in')
  return pageOf({
    language: speech.language,
    title,
    script: 'sign-in.js',
    main: markup`${errorLine(speech)}
<section id="start" data-step="">
<h1>${title}</h1>
${isFirstRun ? markup`<p>${say('page.first')} <code id="first">${firstCommand}</code></p>` : markup``}
<form method="post" id="password-form">
${field({ label: say('page.email'), name: 'email', type: 'email', autocomplete: 'username' })}
${field({ label: say('page.password'), name: 'password', type: 'password', autocomplete: 'current-password' })}
<button class="main">${say('page.go-on')}</button>
</form>
<p class="or">${say('page.or')}</p>
<button type="button" id="passkey-button">${say('page.by-passkey')}</button>
${providers.map((name) => markup`<a class="button" href="/api/v1/auth/provider/${name}">${say('page.by-provider', { name })}</a>`)}
</section>
${codeSection(speech)}
${setUpSections(speech)}`,
  })
}

export function invitationPage(speech: Speech): string {
  const { say } = speech
  const title = say('page.invitation')
  return pageOf({
    language: speech.language,
    title,
    script: 'sign-in.js',
    main: markup`${errorLine(speech)}
<section id="invitation" data-step="">
<h1>${title}</h1>
<p>${say('page.invitation.why')}</p>
<form method="post" id="invitation-form">
${field({ label: say('page.invitation.word'), name: 'word', type: 'text', autocomplete: 'off' })}
<button class="main">${say('page.go-on')}</button>
</form>
</section>
<section id="choose" data-step="" hidden>
<h1>${say('page.choose')}</h1>
<p id="invited-name" class="who"></p>
<p>${say('page.choose.how')}</p>
<form method="post" id="choose-form">
<input id="invited-email" type="email" autocomplete="username" hidden>
${field({ label: say('page.password'), name: 'password', type: 'password', autocomplete: 'new-password', attributes: markup` minlength="12" maxlength="200"` })}
${field({ label: say('page.choose.again'), name: 'again', type: 'password', autocomplete: 'new-password', attributes: markup` id="choose-again" data-different="${say('page.choose.different')}"` })}
<button class="main">${say('page.go-on')}</button>
</form>
</section>
${codeSection(speech)}
${setUpSections(speech)}`,
  })
}

export function accountPage(speech: Speech): string {
  const { say } = speech
  const title = say('page.account')
  return pageOf({
    language: speech.language,
    title,
    script: 'sign-in.js',
    navigation: navigationTo(speech, '/staff'),
    words: { end: say('page.end'), remove: say('page.remove'), this: say('page.this') },
    main: markup`${errorLine(speech)}
<section>
<h1>${title}</h1>
<p id="who" class="who"></p>
<button type="button" id="sign-out-button">${say('page.sign-out')}</button>
</section>
<section>
<h2>${say('page.passkeys')}</h2>
<p>${say('page.passkeys.why')}</p>
<div class="scroll"><table>
<thead><tr><th>${say('page.passkeys.name')}</th><th>${say('page.since')}</th><th></th></tr></thead>
<tbody id="passkeys"></tbody>
</table></div>
<form method="post" id="passkey-form" class="line">
${field({ label: say('page.passkeys.name'), name: 'name', type: 'text', autocomplete: 'off', attributes: markup` maxlength="100"` })}
<button>${say('page.passkeys.add')}</button>
</form>
</section>
<section>
<h2>${say('page.sessions')}</h2>
<div class="scroll"><table>
<thead><tr><th>${say('page.since')}</th><th>${say('page.sessions.used')}</th><th>${say('page.sessions.client')}</th><th></th></tr></thead>
<tbody id="sessions"></tbody>
</table></div>
</section>`,
  })
}

/** @param here this page: said to whoever hears it, and no way to go */
export function navigationTo({ say }: Speech, here: '/staff' | '/staff/requests'): Markup {
  const ways = [
    ['/staff', say('page.account')],
    ['/staff/requests', say('page.requests')],
  ] as const
  return markup`<nav aria-label="${say('page.navigation')}">${ways.map(([path, name]) =>
    path === here
      ? markup`<a href="${path}" aria-current="page">${name}</a>`
      : markup`<a href="${path}">${name}</a>`,
  )}</nav>`
}

export function errorLine({ say }: Speech): Markup {
  return markup`<p id="error" role="alert" tabindex="-1" hidden data-unknown="${say('page.unknown-error')}"></p>`
}

function codeSection({ say }: Speech): Markup {
  return markup`<section id="code" data-step="" hidden>
<h1>${say('page.code')}</h1>
<p>${say('page.code.why')}</p>
<form method="post" id="code-form">
${field({ label: say('page.code'), name: 'code', type: 'text', autocomplete: 'one-time-code', attributes: markup` maxlength="40"` })}
<button class="main">${say('page.sign-in')}</button>
</form>
</section>`
}

function setUpSections({ say }: Speech): Markup {
  return markup`<section id="set-up" data-step="" hidden>
<h1>${say('page.set-up')}</h1>
<p>${say('page.set-up.why')}</p>
<form method="post" id="set-up-form">
${field({ label: say('page.password'), name: 'password', type: 'password', autocomplete: 'current-password' })}
<button class="main">${say('page.go-on')}</button>
</form>
</section>
<section id="confirm" data-step="" hidden>
<h1>${say('page.set-up')}</h1>
<p>${say('page.confirm.how')}</p>
<div id="picture" role="img" aria-label="${say('page.confirm.picture')}"></div>
<p>${say('page.confirm.secret')} <code id="secret"></code></p>
<h2>${say('page.recovery')}</h2>
<p>${say('page.recovery.why')}</p>
<ul id="recovery" class="codes"></ul>
<form method="post" id="confirm-form">
${field({ label: say('page.code'), name: 'code', type: 'text', autocomplete: 'one-time-code', attributes: markup` inputmode="numeric" maxlength="12"` })}
<button class="main">${say('page.confirm')}</button>
</form>
</section>`
}

export function field(input: {
  readonly label: string
  readonly name: string
  readonly type: string
  readonly autocomplete: string
  readonly attributes?: Markup
}): Markup {
  const { label, name, type, autocomplete, attributes = markup`` } = input
  return markup`<label>${label}<input name="${name}" type="${type}" autocomplete="${autocomplete}" required${attributes}></label>`
}
