/** What every renderer keeps, whatever engine stands behind it. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { RenderContext, Rendered, Renderer, RendererSetup } from '../../src/notice/renderer.ts'
import type { Partials, Template, TemplateEngine } from '../../src/notice/template/template.ts'

export interface RendererUnderTest {
  readonly engine: TemplateEngine
  readonly open: (setup: RendererSetup) => Renderer
  /** How the engine writes what every engine can. */
  readonly words: {
    readonly field: (path: string) => string
    readonly each: (list: string, body: string) => string
    /** A field of the row within `each`. */
    readonly rowField: (list: string, field: string) => string
    /** Undefined where the language has none. */
    readonly choose: ((flag: string, yes: string, no: string) => string) | undefined
    readonly include: ((name: string) => string) | undefined
  }
  /** Column, behind the tag's begin, at which a missing field is told; undefined: the engine knows lines only. */
  readonly fieldColumn: number | undefined
  /** What cannot be read → line and column that are told. */
  readonly faulty: readonly (readonly [source: string, line: number, column: number | undefined])[]
  /** What no template may do → how it ends. */
  readonly attacks: readonly (readonly [name: string, source: string, ends: readonly string[] | 'harmless'])[]
  /** Templates that try to keep something for the next mail; each writes what it finds. */
  readonly keepers: readonly string[]
}

const setup: RendererSetup = {
  nowMs: Date.parse('2026-11-25T23:30:00Z'),
  timeZone: 'Europe/Berlin',
  processes: 1,
}

const context: RenderContext = {
  customer: { name: 'Özgür Müller-Weiß', email: 'a@b.invalid', isBlocked: false },
  loans: [{ title: 'Eins' }, { title: 'Zwei' }],
  none: [],
  today: '2026-11-25',
}

export const noPartials: Partials = new Map()

export function templateOf(
  engine: TemplateEngine,
  text: string,
  { to = 'anna@example.invalid', subject = 'S', name = 'text' as 'text' | 'html' } = {},
): Template {
  return {
    noticeType: 'loan',
    language: 'de',
    engine,
    file: 'loan.de',
    parts: [
      { name: 'to', source: to, firstLine: 2, firstColumn: 5 },
      { name: 'subject', source: subject, firstLine: 3, firstColumn: 10 },
      { name, source: text, firstLine: 6, firstColumn: 1 },
    ],
  }
}

/** The text of a mail, or why there is none. */
export function textOf(rendered: Rendered | undefined): string {
  if (rendered === undefined) return 'nothing'
  return rendered.kind === 'mail' ? (rendered.text ?? rendered.html ?? '') : rendered.reason
}

export function rendererContract({ engine, open, words, ...cases }: RendererUnderTest): void {
  const renderer = open(setup)
  afterAll(() => renderer.close())
  const render = (
    text: string,
    contexts: readonly RenderContext[] = [context],
    partials = noPartials,
    trace = false,
  ) => renderer.render({ template: templateOf(engine, text), partials, contexts, trace })

  test(`${engine}: each recipient’s mail is made of his own record, in the order asked for`, async () => {
    const contexts = Array.from({ length: 200 }, (_, at) => ({
      customer: { name: `N${at}`, email: `n${at}@b.invalid` },
    }))
    const template = templateOf(engine, `Hallo ${words.field('customer.name')}!`, {
      to: words.field('customer.email'),
      subject: `Für ${words.field('customer.name')}`,
    })
    const mails = await renderer.render({ template, partials: noPartials, contexts, trace: false })
    expect(mails).toEqual(
      contexts.map(({ customer: { name, email } }) => ({
        kind: 'mail',
        to: email,
        subject: `Für ${name}`,
        text: `Hallo ${name}!`,
      })),
    )
  })

  test(`${engine}: rows are repeated, and what stands around them stays`, async () => {
    const row = `[${words.rowField('loans', 'title')}]`
    const [mail] = await render(`A${words.each('loans', row)}B${words.each('none', 'x')}C`)
    expect(textOf(mail).replaceAll('\n', '')).toBe('A[Eins][Zwei]BC')
  })

  for (const path of [
    'customer.surname',
    'nobody.name',
    'customer.constructor',
    'customer.__proto__',
    'toString',
    'customer.hasOwnProperty',
  ]) {
    test(`${engine}: ${path}, which the record does not have, is an error with file, line, column and field`, async () => {
      const [failed] = await render(`Erste\nZweite ${words.field(path)}`)
      const column = cases.fieldColumn === undefined ? {} : { column: 8 + cases.fieldColumn }
      expect(failed).toMatchObject({
        kind: 'failed',
        reason: 'missing-field',
        file: 'loan.de',
        line: 7,
        ...column,
      })
      expect(failed).toHaveProperty('field', expect.stringContaining(path.split('.').at(-1) ?? ''))
    })
  }

  test(`${engine}: a missing field of the head is told at its place in the head`, async () => {
    const template = templateOf(engine, 'x', { subject: `An ${words.field('customer.surname')}` })
    const [failed] = await renderer.render({
      template,
      partials: noPartials,
      contexts: [context],
      trace: false,
    })
    const column = cases.fieldColumn === undefined ? {} : { column: 13 + cases.fieldColumn }
    expect(failed).toMatchObject({ kind: 'failed', reason: 'missing-field', line: 3, ...column })
  })

  test(`${engine}: a missing field of one row is an error`, async () => {
    const [failed] = await render(words.each('loans', `\n${words.rowField('loans', 'due')}`))
    expect(failed).toMatchObject({ reason: 'missing-field', line: 7 })
  })

  test(`${engine}: a mail that fails takes no other with it`, async () => {
    const contexts = Array.from({ length: 100 }, (_, at) => ({
      customer: at % 10 === 3 ? {} : { name: `N${at}` },
    }))
    const mails = await render(words.field('customer.name'), contexts)
    expect(mails.map(textOf)).toEqual(contexts.map(({ customer: { name } }) => name ?? 'missing-field'))
  })

  for (const [source, line, column] of cases.faulty) {
    test(`${engine}: what cannot be read is told with its place: ${JSON.stringify(source)}`, async () => {
      const place = { line: line + 5, ...(column !== undefined && { column }) }
      const expected = {
        kind: 'failed',
        reason: 'syntax',
        file: 'loan.de',
        words: expect.any(String),
        ...place,
      }
      expect(await render(source, [context, context])).toMatchObject([expected, expected])
      const template = templateOf(engine, source)
      expect(await renderer.branches({ template, partials: noPartials })).toMatchObject(expected)
    })
  }

  for (const [name, source, ends] of cases.attacks) {
    test(`${engine}: ${name} ends as it should, and the next mail is made`, async () => {
      const partials: Partials = new Map([
        ['again', { file: 'partials/again', source: words.include?.('again') ?? '' }],
      ])
      const [ended] = await render(source, [context], partials)
      if (ends === 'harmless') expect(textOf(ended)).not.toMatch(/root:|PATH=|\[object|Own|function|native/)
      else expect(ends).toContain(ended?.kind === 'failed' ? ended.reason : textOf(ended).slice(0, 200))
      expect((await render(words.field('customer.name'))).map(textOf)).toEqual([
        context.customer && 'Özgür Müller-Weiß',
      ])
    })
  }

  for (const source of cases.keepers) {
    test(`${engine}: nothing is kept from one mail to the next: ${source}`, async () => {
      const contexts = Array.from({ length: 5 }, () => context)
      const mails = [...(await render(source, contexts)), ...(await render(source, contexts))]
      expect(new Set(mails.map(textOf)).size).toBe(1)
      expect(mails[0]?.kind).toBe('mail')
    })
  }

  test(`${engine}: several jobs at once keep apart, in several processes`, async () => {
    const several = open({ ...setup, processes: 2 })
    const jobs = Array.from({ length: 6 }, (_, job) => ({
      template: templateOf(engine, `${job}:${words.field('customer.name')}`),
      partials: noPartials,
      contexts: Array.from({ length: 150 }, (_, at) => ({ customer: { name: `N${job}-${at}` } })),
      trace: false,
    }))
    const all = await Promise.all(jobs.map((job) => several.render(job)))
    expect(all.map((mails) => mails.map(textOf))).toEqual(
      jobs.map(({ contexts }, job) => contexts.map(({ customer }) => `${job}:${customer.name}`)),
    )
    await several.close()
  })

  test(`${engine}: what recipients share is the same for each, and stays so`, async () => {
    const library = { name: 'Bücherei', rows: [{ n: 1 }, { n: 2 }] }
    const contexts = Array.from({ length: 60 }, (_, at) => ({ customer: { name: `N${at}` }, library }))
    const mails = await render(`${words.field('customer.name')} ${words.field('library.name')}`, contexts)
    expect(mails.map(textOf)).toEqual(contexts.map(({ customer }) => `${customer.name} Bücherei`))
    expect(library).toEqual({ name: 'Bücherei', rows: [{ n: 1 }, { n: 2 }] })
  })

  test(`${engine}: loops tell whether they turned never, once or more`, async () => {
    const template = templateOf(engine, `x${words.each('rows', 'y')}`)
    const contexts = [[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((rows) => ({
      rows: rows.map((title) => ({ title })),
    }))
    const answer = await renderer.branches({ template, partials: noPartials })
    if (answer.kind !== 'branches') throw new Error(answer.reason)
    expect(answer.branches).toMatchObject([{ kind: 'loop-0' }, { kind: 'loop-1' }, { kind: 'loop-n' }])
    expect(answer.branches[0]).toMatchObject({ source: 'text', line: 6 })
    const [none, one, more] = answer.branches.map(({ id }) => id)
    const mails = await renderer.render({ template, partials: noPartials, contexts, trace: true })
    expect(mails.map((mail) => mail.kind === 'mail' && mail.visited)).toEqual([[none], [one], [more], [more]])
  })

  const { choose, include } = words
  if (choose !== undefined) {
    test(`${engine}: decisions tell which way they went, also where nothing is written for it`, async () => {
      const template = templateOf(engine, `x\n${choose('customer.isBlocked', 'yes', '')}`)
      const contexts = [true, false].map((isBlocked) => ({ customer: { isBlocked } }))
      const answer = await renderer.branches({ template, partials: noPartials })
      if (answer.kind !== 'branches') throw new Error(answer.reason)
      const mails = await renderer.render({ template, partials: noPartials, contexts, trace: true })
      const visited = mails.map((mail) => (mail.kind === 'mail' ? mail.visited : undefined) ?? [])
      expect(visited[0]).not.toEqual(visited[1])
      expect(new Set(visited.flat()).size).toBeGreaterThanOrEqual(2)
      expect(answer.branches.map(({ id }) => id)).toEqual(expect.arrayContaining(visited.flat()))
      expect(answer.branches[0]).toMatchObject({ source: 'text', line: 7 })
    })
  }

  if (include !== undefined) {
    test(`${engine}: a partial is included, and its faults and branches stand in its own file`, async () => {
      const partialSource = `Fuß\n${words.field('customer.name')}${words.each('loans', '.')}`
      const partials: Partials = new Map([['foot', { file: 'partials/foot', source: partialSource }]])
      const contexts = [context, { customer: {}, loans: [] }]
      const template = templateOf(engine, include('foot'))
      const mails = await renderer.render({ template, partials, contexts, trace: true })
      expect(textOf(mails[0]).trim()).toBe('Fuß\nÖzgür Müller-Weiß..')
      expect(mails[1]).toMatchObject({ reason: 'missing-field', file: 'partials/foot', line: 2 })
      const answer = await renderer.branches({ template, partials })
      if (answer.kind !== 'branches') throw new Error(answer.reason)
      expect(answer.branches[0]).toMatchObject({ source: 'partials/foot', line: 2, kind: 'loop-0' })
      expect(mails[0]).toHaveProperty('visited', [(answer.branches[0]?.id ?? 0) + 2])
    })

    for (const name of ['nowhere', '/etc/passwd', '../../../../etc/passwd', 'file:///etc/passwd']) {
      test(`${engine}: ${name} cannot be included`, async () => {
        expect((await render(include(name))).map(textOf)).toEqual(['forbidden'])
      })
    }
  }

  test(`${engine}: its process has an empty environment, no network and nothing open but its pipes`, async () => {
    const before = new Set(childrenOf(process.pid))
    const another = open(setup)
    await another.render({
      template: templateOf(engine, 'x'),
      partials: noPartials,
      contexts: [context],
      trace: false,
    })
    const [pid] = childrenOf(process.pid).filter((child) => !before.has(child))
    const proc = `/proc/${pid}`
    expect(readFileSync(`${proc}/environ`, 'utf8')).toBe('')
    expect(interfacesIn(readFileSync(`${proc}/net/dev`, 'utf8'))).toEqual(['lo'])
    const open_ = readdirSync(`${proc}/fd`).map((fd) => readlinkSync(`${proc}/fd/${fd}`))
    expect(
      open_.filter((target) => !/^(socket|pipe|anon_inode):|^\/dev\/null$|^\/etc\/ssl/.test(target)),
    ).toEqual([])
    expect(readFileSync(`${proc}/limits`, 'utf8')).toMatch(/Max file size\s+0\s/)
    expect(readFileSync(`${proc}/status`, 'utf8')).toMatch(/NoNewPrivs:\s+1/)
    await another.close()
  })

  test(`${engine}: a renderer that is closed says so`, async () => {
    const another = open(setup)
    await another.close()
    const job = { template: templateOf(engine, 'x'), partials: noPartials, contexts: [context], trace: false }
    await expect(another.render(job)).rejects.toThrow('closed')
  })
}

/** Process ids. */
export function childrenOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
}

function interfacesIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /^\s*(\S+):/.exec(line)?.slice(1) ?? [])
}
