import { readlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  childrenOf,
  noPartials,
  rendererContract,
  templateOf,
  textOf,
} from '../../../test/contracts/renderer.contract.ts'
import { openEngineRenderer } from '../engine/renderer.ts'
import { engineProgram, openTemplateToolkitRenderer, templateToolkitLaunch } from './renderer.ts'

const date = '[% USE d = date %]'
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
    ['the blocks of a document', '[% b = component.blocks; b.keys.size %]', ['forbidden']],
    ['code by its full name', `${date}[% m = "POSIX::getpid"; d.$m %]`, ['forbidden']],
    [
      'code of the class by its full name',
      `${date}[% m = "Schleuse::Plugin::Date::now"; d.$m %]`,
      ['forbidden'],
    ],
    [
      'code that an object knows',
      `${date}[% f = d.can("main::write_answer"); f({ "kind" => "rendered" }) %]`,
      ['forbidden'],
    ],
    ['a method that is not on the list', `${date}[% d.new %]`, ['forbidden']],
    ['a method of every class', '[% FOREACH x IN [1]; loop.isa("Template::Base"); END %]', ['forbidden']],
    ['code that is assigned to', `${date}[% m = "POSIX::getpid"; d.$m = 1 %]`, ['forbidden']],
    ['code by a reference', `${date}[% m = "POSIX::getpid"; f = \\d.$m; f %]`, ['forbidden']],
    [
      'code to sort by',
      `${date}[% m = "POSIX::_exit"; l = [d, d]; l.sort(m).size; l.nsort(m).size %]`,
      ['22'],
    ],
    ['code of an error', '[% TRY; THROW a "b"; CATCH; m = "POSIX::getpid"; error.$m; END %]', ['forbidden']],
    [
      'code as a template',
      '[% MACRO m(c) BLOCK; c.stash.keys.size; END; l = [\\m]; INCLUDE $l %]',
      ['forbidden'],
    ],
    ['the surrounding scope', '[% x = [["_PARENT", "global"], 0]; y = \u0024{x}; y.size %]', ['forbidden']],
    ['a lax scope by import', '[% import({ "_STRICT" => 0, "_PARENT" => {} }); nope %]', ['missing-field']],
    ['a lax scope by a loop', '[% FOREACH _STRICT IN [0]; nope; END %]', ['missing-field']],
    ['a lax scope by a macro', '[% MACRO m BLOCK; nope; END; m({ "_STRICT" => 0 }) %]', ['missing-field']],
    [
      'a lax scope by a block',
      '[% BLOCK b; nope; END; INCLUDE b _STRICT = 0 _PARENT = 1 %]',
      ['missing-field'],
    ],
    ['a class as a list', '[% FOREACH x IN "Template::Iterator"; x; END %]', ['value']],
    ['code behind a backslash', `[% x = 'a\\' %][% x = "); die(POSIX::getpid()); #" %]\nz`, ['\nz']],
    ['code behind two backslashes', `[% x = 'a\\\\\\' %][% x = "); die(POSIX::getpid()); #" %]\nz`, ['\nz']],
    [
      'code in the name of a block',
      `[% BLOCK 'a\\' %]x[% END; x = "); die(POSIX::getpid()); #" %]\nz`,
      ['\nz'],
    ],
    ['a pattern that asks code', '[% customer.name.match("\\\\p{POSIX::Inf}") %]', ['value']],
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
    '[% INCLUDE foo; BLOCK foo; component.callers.push(customer.name); component.callers.size; END %]',
    '[% INCLUDE foo; BLOCK foo; component.modtime; END %]',
    '[% TRY; component.caller; CATCH; "none"; END; INCLUDE foo; BLOCK foo; "x"; END %]',
    '[% loans.push({ title => "x" }); loans.size %]',
    '[% customer.name = "x"; customer.delete("email"); customer.keys.join %]',
    '[% DEFAULT seen = 0; seen = seen + 1; seen %]',
    '[% USE date; date.format(date.now, "%s") %]',
  ],
})

const setup = { nowMs: Date.parse('2026-11-25T23:30:00Z'), timeZone: 'Europe/Berlin' }
const context = {
  due: '2026-06-01',
  at: '2026-06-01 10:00:00',
  utc: '2026-06-01T10:00:00Z',
  fee: 12.5,
  odd: 'soon',
}

const forgeries: readonly (readonly [name: string, source: string])[] = [
  [
    'by a name in full',
    `[% USE d = date(kind = "rendered", residentBytes = 0, results = [{ texts => ["x", "x", "Own"] }]) %][% m = "main::write_answer"; TRY; d.$m; CATCH; ""; END %]`,
  ],
  [
    'with what others are told',
    `${date}[% TRY; m = "main::read_order"; o = d.$m; FOREACH c IN o.batch.contexts; c.own.name; END; CATCH; ""; END %]`,
  ],
  [
    'as code that the engine makes of it',
    `[% x = 'a\\' %][% x = "); main::write_answer({ kind => q(rendered), results => [{ texts => [1, 2, q(Own)] }] }); #" %]\n`,
  ],
]

for (const [name, source] of forgeries) {
  test(`no template forges an answer or reads the order of others: ${name}`, async () => {
    const renderer = openTemplateToolkitRenderer({ ...setup, processes: 1 })
    const contexts = Array.from({ length: 150 }, (_, at) => ({ name: `N${at}` }))
    const template = templateOf('template-toolkit', `${source}[% name %]`)
    const mails = await renderer.render({ template, partials: noPartials, contexts, trace: false })
    expect(mails.map((mail) => textOf(mail).trim())).toEqual(contexts.map((context) => context.name))
    await renderer.close()
  })
}

/** The engine, but for a hole: what `CALL` is given in quotes becomes code. */
const holed = `require Template::Directive;
  *Template::Directive::call = sub { $_[1] =~ /^'(.*)'$/s ? "$1;" : die };
  do $ARGV[0]; die $@ || $!`

const injected: readonly (readonly [code: string, ends: RegExp])[] = [
  ['$output .= q(code)', /^code$/],
  ['$output .= POSIX::getpid()', /^value$/],
  ['main::write_answer({ kind => q(ready) })', /^value$/],
  ['main::read_order()', /^value$/],
  ['$output .= B::svref_2object([])', /^value$/],
  ['Opcode::opmask_add(1)', /^value$/],
  ['$output .= join q(,), caller(0)', /^syntax$/],
  ['$output .= (sub { bless [], q(Schleuse::Callable) })->()', /^syntax$/],
  ['open(F, q(/etc/passwd))', /^syntax$/],
  ['system(q(id))', /^syntax$/],
  ['eval q(1)', /^syntax$/],
  ['require POSIX', /^syntax$/],
]

for (const [code, ends] of injected) {
  test(`where a template came to be code, it would find nothing to call: ${code}`, async () => {
    const parameters = ['-e', holed, engineProgram]
    const renderer = openEngineRenderer({ ...setup, processes: 1 }, { ...templateToolkitLaunch, parameters })
    const template = templateOf('template-toolkit', `[% CALL '${code}' %]`)
    const [mail] = await renderer.render({ template, partials: noPartials, contexts: [{}], trace: false })
    expect(textOf(mail)).toMatch(ends)
    await renderer.close()
  })
}

const silent: readonly (readonly [source: string, field: string | undefined])[] = [
  ['[% row.nope %]', 'row.nope'],
  ['[% row.nope(fee) %]', 'row.nope'],
  ['[% INCLUDE nope %]', 'nope'],
  ['[% due | nope %]', 'nope'],
  ['[% USE nope %]', 'nope'],
  ['[% row.$odd %]', undefined],
  ['[% $odd %]', undefined],
  ['[% row.\u0024{odd}.more %]', undefined],
  ['[% f = \\row.$odd; f.more %]', 'f.more'],
  ['[% INCLUDE $odd %]', undefined],
  ['[% INCLUDE "$odd" %]', undefined],
  ['[% INSERT $odd %]', undefined],
  ['[% FILTER $odd; END %]', undefined],
  ['[% USE $odd %]', undefined],
  ['[% THROW var.undef "undefined variable: $odd" %]', undefined],
  ['[% THROW file "$odd: not found" %]', undefined],
  ['[% THROW schleuse.forbidden odd %]', undefined],
  ['[% THROW a "x at schleuse:0 line $fee" %]', undefined],
]

for (const [source, field] of silent) {
  test(`what is told of a mail that fails holds no value of it: ${source}`, async () => {
    const renderer = openTemplateToolkitRenderer({ ...setup, processes: 1 })
    const values = { due: 'x', odd: 'Erika', fee: 4711, row: {} }
    const template = templateOf('template-toolkit', source)
    const [failed] = await renderer.render({
      template,
      partials: noPartials,
      contexts: [values],
      trace: false,
    })
    expect(failed?.kind).toBe('failed')
    expect(failed).toHaveProperty('line', 6)
    expect(failed?.kind === 'failed' ? failed.field : 'none').toBe(field)
    expect(JSON.stringify(failed)).not.toMatch(/Erika|4711/)
    await renderer.close()
  })
}

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
  ['[% USE f = format("%03d"); f(7) %]', '007'],
  ['[% USE wrap %][% x = "aa bb cc"; x | wrap(5); wrap(x, 5) %]', 'aa\nbb\nccaa\nbb\ncc'],
  [
    '[% USE html; html.element("a", { y => 1, x => 2, z => 3 }); html.escape("<") %]',
    '<a x="2" y="1" z="3">&lt;',
  ],
  ['[% USE i = iterator([1, 2, 3]); FOREACH x IN i; i.index; i.last; ","; END %]', '00,10,21,'],
  ['[% FOREACH x IN [5, 6]; loop.count; "/"; loop.size; loop.first; loop.parity; END %]', '1/21odd2/20even'],
  [
    '[% USE s = String("ab"); s.append("c").upper; s.length; s.filter("lower"); s.new("x").text %]',
    'ABC3abcx',
  ],
  [
    '[% USE t = table([1, 2, 3, 4], rows = 2); FOREACH c IN t.cols; c.join("-"); ","; END; t.rows.size %]',
    '1-2,3-4,2',
  ],
  ['[% TRY; THROW food "cold"; CATCH; error.type; error.info; error; END %]', 'foodcoldfood error - cold'],
  ['[% TRY; THROW food "cold", 7; CATCH food; error.info.args.1; END %]', '7'],
  ['[% MACRO f(a, b) BLOCK; a; b.x; END; f(1, { x => 2 }); MACRO g GET due; g %]', '122026-06-01'],
  ['[% x = "o"; f = \\x; x = "n"; f; g = \\due.length; g %]', 'n10'],
  [
    '[% l = ["b", "A"]; l.sort.join; r = [{ n => 10 }, { n => 9 }]; FOREACH x IN r.nsort("n"); x.n; END %]',
    'A b910',
  ],
  [
    '[% h = { b => 1, a => 2 }; h.keys.join; h.values.join; h.each.join; h.list("keys").join; h.sort.join %]',
    'a b2 1a 2 b 1a bb a',
  ],
  ['[% META title = "T"; component.title %]', 'T'],
  ["[% x = \"it's\"; y = 'a\\\\b'; z = 'd\\'e'; x; y; z %]", "it'sa\\bd'e"],
  [
    '[% FOREACH [{ k => 1 }, { k => 2 }]; k; END; n = "k"; h = { k => 3 }; h.$n; \u0024{n} = 4; k; h.\u0024{n} = 5; h.k %]',
    '12345',
  ],
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
