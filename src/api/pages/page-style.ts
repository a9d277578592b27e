/** How pages look: readable from 320 pixels on, in light and dark, without anything from elsewhere. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #17212b; --paper: #fbfbf8; --line: #c9cfd4; --deep: #0b5c7a; --on-deep: #fff; --bad: #a3160f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecef; --paper: #14191e; --line: #47525c; --deep: #6fc3e0; --on-deep: #08222e; --bad: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { border-bottom: 4px solid var(--deep); padding: .5rem 1rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; }
nav { display: flex; gap: 1rem; }
nav a { color: inherit; }
nav a[aria-current] { font-weight: 600; text-decoration: none; }
header .name { margin: 0; font-weight: 700; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
form { display: grid; gap: 1rem; max-width: 26rem; }
form.line { margin-top: 1rem; }
label { display: grid; gap: .25rem; font-weight: 600; }
input, textarea { font: inherit; font-weight: 400; color: inherit; background: transparent; padding: .6rem; border: 1px solid var(--ink); border-radius: .3rem; width: 100%; }
button, a.button { font: inherit; cursor: pointer; display: inline-block; padding: .6rem 1rem; border: 1px solid var(--deep); border-radius: .3rem; background: transparent; color: var(--deep); text-decoration: none; }
button.main { background: var(--deep); color: var(--on-deep); font-weight: 600; }
:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
#error, .error { border-left: 4px solid var(--bad); color: var(--bad); padding: .5rem .75rem; font-weight: 600; }
[hidden] { display: none; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; }
.card { border: 1px solid var(--line); border-radius: .3rem; padding: 1rem; overflow-wrap: anywhere; }
.card h2, .card h3, dialog h2 { margin: 0 0 .5rem; font-size: 1.15rem; line-height: 1.3; }
.card p { margin: .5rem 0; }
.card :last-child { margin-bottom: 0; }
.closed .card { padding: .75rem 1rem; }
.card h3 { font-size: 1rem; margin-bottom: .25rem; }
.outcome, .reason { margin: 0; }
.reason { white-space: pre-line; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .75rem 0; }
dd { margin: 0; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 0; }
.standing, .told:not(:empty) { border-left: 4px solid var(--deep); padding: .25rem .75rem; }
.told:not(:empty) { font-weight: 600; }
dialog { color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .3rem; padding: 1.25rem; width: 30rem; max-width: calc(100vw - 1rem); overflow-wrap: anywhere; }
dialog::backdrop { background: rgb(0 0 0 / .5); }
dialog form { max-width: none; }
dialog p, dialog h2 { margin: 0; }
.reason:empty { display: none; }
fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 1rem; min-width: 0; }
.or { margin: 1rem 0 .5rem; }
.who { font-weight: 600; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td.long { white-space: normal; min-width: 12rem; overflow-wrap: anywhere; }
button { white-space: nowrap; }
a.button, #passkey-button { margin: 0 .5rem .5rem 0; }
.codes { columns: 2; max-width: 26rem; font-family: ui-monospace, monospace; padding-left: 1.2rem; }
code { overflow-wrap: anywhere; font-family: ui-monospace, monospace; }
#picture { background: #fff; border: 1px solid var(--line); width: 14rem; max-width: 100%; }
#picture svg { display: block; width: 100%; height: auto; }
[aria-busy=true] { cursor: progress; }
`
