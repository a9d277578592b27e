/** The sources of one template - parts and partials -, each read once, and what was met in them. */
import { type Branch, branchesPerSource, numberBranches, sourcesOf } from '../template/branch.ts'
import { type Partials, type Position, positionInFile, type Template } from '../template/template.ts'
import type { EnteredPartial, Machine, Surroundings } from './machine.ts'
import type { ReadSource, TemplateSyntax } from './syntax.ts'

export interface Sources {
  programOf(name: string, text: string): ReadSource
  surroundings(part: string): Surroundings
  /** The ways of all that was read, without a third turn of sections whose value is never a list. */
  branches(): readonly Branch[]
}

interface Reading {
  readonly template: Template
  readonly partials: Partials
  readonly syntax: TemplateSyntax
  readonly read: Map<string, ReadSource>
  /** Section by its place → whether its value is ever a list. */
  readonly sections: Map<string, boolean>
}

/** @limit partials within partials */
const partialDepthMax = 16

export function openSources(given: Pick<Reading, 'template' | 'partials' | 'syntax'>): Sources {
  const reading: Reading = { ...given, read: new Map(), sections: new Map() }
  return {
    programOf: (name, text) => programOf(reading, name, text),
    surroundings: (part) => surroundings(reading, part, []),
    branches: () => branchesOf(reading),
  }
}

function programOf({ read, syntax }: Reading, name: string, text: string): ReadSource {
  const known = read.get(name) ?? syntax.read(text)
  read.set(name, known)
  return known
}

/** @param path partials that are being gone through, outermost first */
function surroundings(reading: Reading, part: string, path: readonly string[]): Surroundings {
  return {
    has: (name) => reading.partials.has(name),
    metSection(at, isList) {
      const key = sectionKey(path.at(-1) ?? part, at)
      reading.sections.set(key, isList || (reading.sections.get(key) ?? false))
    },
    enter(machine, name, at) {
      const source = `partials/${name}`
      if (!reading.partials.has(name)) machine.findings.open(at, 'missing-partial', name)
      else if (path.includes(source) || path.length >= partialDepthMax)
        machine.findings.open(at, 'endless-partial', name)
      else return enter(reading, { machine, name, part, path: [...path, source] })
      return undefined
    },
  }
}

interface Entering {
  readonly machine: Machine
  readonly name: string
  readonly part: string
  readonly path: readonly string[]
}

function enter(reading: Reading, { machine, name, part, path }: Entering): EnteredPartial | undefined {
  const { file = '', source = '' } = reading.partials.get(name) ?? {}
  const findings = machine.findings.within({ part, file, positionOf: (within) => within })
  const program = programOf(reading, `partials/${name}`, source)
  if (program.kind === 'program')
    return {
      program: program.body,
      machine: { ...machine, findings },
      around: surroundings(reading, part, path),
    }
  findings.open(program, 'unreadable', program.words)
  return undefined
}

function branchesOf(reading: Reading): readonly Branch[] {
  const names = sourcesOf(reading.template, reading.partials)
  return [...reading.read]
    .flatMap(([name, source]) => {
      if (source.kind !== 'program') return []
      const base = names.indexOf(name) * branchesPerSource
      const part = reading.template.parts.find((one) => one.name === name)
      return numberBranches([name], new Map([[name, source.sites]]))
        .filter(
          ({ kind, ...at }) => kind !== 'loop-n' || reading.sections.get(sectionKey(name, at)) !== false,
        )
        .map(
          (branch): Branch => ({
            ...branch,
            id: base + branch.id,
            ...(part && positionInFile(part, branch)),
          }),
        )
    })
    .toSorted((left, right) => left.id - right.id)
}

function sectionKey(source: string, { line, column }: Position): string {
  return `${source}:${line}:${column}`
}
