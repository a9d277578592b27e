import { readlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  childrenOf,
  noPartials,
  rendererContract,
  templateOf,
  textOf,
} from '../../../test/contracts/renderer.contract.ts'
import { openTemplateToolkitRenderer } from './renderer.ts'

const caught = (call: string) => `[% TRY %][% ${call} %][% CATCH %]Own[% END %]`

rendererContract({
  engine: 'template-toolkit',
  open: openTemplateToolkitRenderer,
  words: {
    field: (path) => `[% ${path} %]`,
    each: (list, body) => `[% FOREACH row IN ${list} %]${body}[% END %]`,
    rowField: (_, field) => `[% row.${field} %]`,
    choose: (flag, yes, no) => `[% IF ${flag} %]${yes}[% ELSE %]${no}[% END %]`,
    include: (name) => `[% INCLUDE "${name}" %]`,
  },
  fieldColumn: undefined,
  faulty: [
    ['a\n[% FOREACH x IN loans %]', 2, undefined],
    ['a\n\n[% END %]', 3, undefined],
    ['[% IF %]x[% END %]', 1, undefined],
    ['a\n[% customer name %]', 2, undefined],
  ],
  attacks: [
    ['Perl', '[% PERL %]print 1[% END %]', ['forbidden']],
    ['raw Perl', '[% RAWPERL %]$output .= 1;[% END %]', ['forbidden']],
    ['Perl as a filter', '[% FILTER perl %]system("id")[% END %]', ['forbidden']],
    ['a template out of a record', '[% customer.name | eval %]', ['forbidden']],
    ['a file to write', '[% customer.name | redirect("/tmp/x") %]', ['forbidden']],
    ['the output of the process', '[% customer.name | stdout %]', ['forbidden']],
    ['a file to insert', '[% INSERT "/etc/passwd" %]', ['forbidden']],
    ['a file by a variable', '[% f = "/etc/passwd"; INCLUDE $f %]', ['forbidden']],
    ['the file plugin', '[% USE File("/etc/passwd") %]', ['forbidden']],
    ['the folder plugin', '[% USE Directory("/") %]', ['forbidden']],
    ['the data file plugin', '[% USE Datafile("/etc/passwd") %]', ['forbidden']],
    ['a plugin by the name of its class', '[% USE Template::Plugin::File("/etc/passwd") %]', ['forbidden']],
    ['the environment by a plugin', '[% USE CGI %]', ['forbidden']],
    ['everything that is known', '[% USE Dumper %][% Dumper.dump(component) %]', ['forbidden']],
    ['the engine’s own scope', '[% USE Stash %]', ['forbidden']],
    ['code as a document', '[% component.new({ "BLOCK" => "sub { q(Own) }" }) %]', ['forbidden']],
    [
      'code as a document, by a reference',
      '[% f = component.can("new"); f("Template::Document", { "BLOCK" => "sub { q(Own) }" }) %]',
      ['forbidden'],
    ],
    ['a document to a file', '[% component.write_perl_file("/tmp/x", { "BLOCK" => "1" }) %]', ['forbidden']],
    ['a document as Perl', '[% component.as_perl({ "BLOCK" => "1" }) %]', ['forbidden']],
    ['the code of a document', '[% component.block %]', ['forbidden']],
    ['code within a pattern', '[% customer.name.search("(?{ die })") %]', ['value']],
    ['a view', '[% VIEW v %][% END %]', ['forbidden']],
    ['debugging', '[% DEBUG on %]', ['forbidden']],
    ['a partial that calls itself', '[% INCLUDE again %]', ['time']],
    ['a macro that calls itself', '[% MACRO f BLOCK; f; END; f %]', ['memory', 'time']],
    ['a loop without end', '[% WHILE 1 %]x[% END %]', ['time']],
    ['loops within loops', '[% FOREACH i IN [1..2000]; FOREACH j IN [1..2000]; END; END %]', ['time']],
    ['a text that doubles', '[% x = "ab"; FOREACH i IN [1..60]; x = x _ x; END; x %]', ['memory', 'output']],
    ['a huge output', '[% x = "ab"; x.repeat(20000000) %]', ['output', 'memory']],
    [
      'a slow pattern',
      '[% x = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"; x.match("^(a|aa)+$").size %]',
      ['time', 'value', '1'],
    ],
    ['a private name', '[% customer._name %]', ['missing-field']],
    ['errors that are caught', caught('INSERT "/etc/passwd"'), ['Own']],
  ],
  keepers: [
    '[% global.n = "x"; global.keys.size %]',
    '[% b = component.blocks; b.keys.size; b.x = customer.name %]',
    '[% TRY; component.caller; CATCH; "none"; END; INCLUDE foo; BLOCK foo; "x"; END %]',
    '[% loans.push({ title => "x" }); loans.size %]',
    '[% customer.name = "x"; customer.delete("email"); customer.keys.join %]',
    '[% DEFAULT seen = 0; seen = seen + 1; seen %]',
    '[% USE date; date.format(date.now, "%s") %]',
  ],
})

test('the process has left the file system', async () => {
  const renderer = openTemplateToolkitRenderer({ nowMs: 0, timeZone: 'UTC', processes: 1 })
  const before = childrenOf(process.pid)
  const job = {
    template: templateOf('template-toolkit', 'x'),
    partials: noPartials,
    contexts: [{}],
    trace: false,
  }
  await renderer.render(job)
  const [pid] = childrenOf(process.pid).filter((child) => !before.includes(child))
  expect(readlinkSync(`/proc/${pid}/root`)).toMatch(/\(deleted\)$/)
  expect(readlinkSync(`/proc/${pid}/cwd`)).toMatch(/\(deleted\)$/)
  await renderer.close()
})

const setup = { nowMs: Date.parse('2026-11-25T23:30:00Z'), timeZone: 'Europe/Berlin' }
const context = {
  due: '2026-06-01',
  at: '2026-06-01 10:00:00',
  utc: '2026-06-01T10:00:00Z',
  fee: 12.5,
  odd: 'soon',
}

const formatted: readonly (readonly [source: string, text: string])[] = [
  ['[% USE date %][% date.format(date.now, "%Y-%m-%d %H:%M") %]', '2026-11-26 00:30'],
  ['[% USE date %][% date.format(at, "%a %d.%m.%Y %H:%M") %]', 'Mon 01.06.2026 10:00'],
  ['[% USE date %][% date.format(utc, "%H:%M") %]', '12:00'],
  ['[% USE date %][% date.format("2024-02-29", "%a") %]', 'Thu'],
  ['[% USE date %][% date.format(odd) %]', 'value'],
  ['[% USE KohaDates %][% due | $KohaDates %]', '01.06.2026'],
  ['[% USE KohaDates %][% at | $KohaDates with_hours = 1 %]', '01.06.2026 10:00'],
  ['[% USE KohaDates %][% odd | $KohaDates %]', 'soon'],
  ['[% USE Price %][% fee | $Price %]', '12,50'],
  ['[% USE format %][% f = format("%03d"); f(7) %]', '007'],
  ['[% USE wrap %][% x = "aa bb cc"; x | wrap(5) %]', 'aa\nbb\ncc'],
]

for (const [source, text] of formatted) {
  test(`what letters need is there, on the day of the rehearsal: ${source}`, async () => {
    const renderer = openTemplateToolkitRenderer({ ...setup, processes: 1 })
    const job = {
      template: templateOf('template-toolkit', source),
      partials: noPartials,
      contexts: [context],
      trace: false,
    }
    expect((await renderer.render(job)).map(textOf)).toEqual([text])
    await renderer.close()
  })
}

const lines: readonly (readonly [source: string, line: number])[] = [
  ['a\n[% IF nope %]\n\n[% END %]', 7],
  ['a\n[% IF due == "" %]\n[% ELSIF nope %]\n\n[% END %]', 8],
  ['a\n[% FOREACH x IN nope %]\n\n[% END %]', 7],
  ['a\n[% SWITCH nope %]\n[% CASE 1 %]\n[% END %]', 7],
  ['a\n\n[% due | nope %]', 8],
  ['a\n\n[% USE nope %]', 8],
  ['[% FOREACH x IN [1] %]\n\n[% x.nope %][% END %]', 8],
]

for (const [source, line] of lines) {
  test(`the line is the one of the tag, not of its end: ${JSON.stringify(source)}`, async () => {
    const renderer = openTemplateToolkitRenderer({ ...setup, processes: 1 })
    const job = {
      template: templateOf('template-toolkit', source),
      partials: noPartials,
      contexts: [context],
      trace: false,
    }
    expect(await renderer.render(job)).toMatchObject([{ kind: 'failed', line }])
    await renderer.close()
  })
}
