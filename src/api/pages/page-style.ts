/** How pages look: readable from 320 pixels on, in light and dark, without anything from elsewhere. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #17212b; --paper: #fbfbf8; --line: #c9cfd4; --deep: #0b5c7a; --on-deep: #fff; --bad: #a3160f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecef; --paper: #14191e; --line: #47525c; --deep: #6fc3e0; --on-deep: #08222e; --bad: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { border-bottom: 4px solid var(--deep); padding: .5rem 1rem; }
header .name { margin: 0; font-weight: 700; }
main { max-width: 44rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.2; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
form { display: grid; gap: 1rem; max-width: 26rem; }
form.line { margin-top: 1rem; }
label { display: grid; gap: .25rem; font-weight: 600; }
input { font: inherit; color: inherit; background: transparent; padding: .6rem; border: 1px solid var(--ink); border-radius: .3rem; width: 100%; }
button, a.button { font: inherit; cursor: pointer; display: inline-block; padding: .6rem 1rem; border: 1px solid var(--deep); border-radius: .3rem; background: transparent; color: var(--deep); text-decoration: none; }
button.main { background: var(--deep); color: var(--on-deep); font-weight: 600; }
:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px; }
#error { border-left: 4px solid var(--bad); color: var(--bad); padding: .5rem .75rem; font-weight: 600; }
[hidden] { display: none; }
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
