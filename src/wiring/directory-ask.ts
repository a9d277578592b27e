/** Runs `schleuse directory ask`. */
import { appendEvent } from '../audit/trail.ts'
import type { DirectoryAction } from '../cli/actions/directory.ts'
import type { StateAnswer } from '../cli/state-call.ts'
import { type AskAnswer, type AskedSource, openAsker } from '../directory/ask.ts'
import { sourceMade } from '../directory/source-row.ts'
import { emailKey } from '../exposure/identifier/email.ts'
import { fault } from '../std/fault.ts'
import { transact } from '../store/transaction.ts'
import { type DirectoryRun, sourcesOf, tellIgnored } from './directory-load.ts'
import { type DirectoryWork, directoryWork } from './directory-parts.ts'
import { openSource, sourceWanted } from './directory-source.ts'
import { readStandardInput } from './given-file.ts'
import { indexNow } from './index-now.ts'

type AskAction = Extract<DirectoryAction, { kind: 'directory-ask' }>

/** @throws SCH_DIRECTORY_ASK_ADDRESS, SCH_DIRECTORY_ASK_NONE, SCH_DIRECTORY_ASK_SILENT, SCH_DIRECTORY_STALE */
export async function runAsk(action: AskAction, run: DirectoryRun): Promise<StateAnswer> {
  const asked = action.asked === '-' ? readStandardInput().trim() : action.asked
  const key = emailKey(asked)
  if (key === undefined) throw fault('SCH_DIRECTORY_ASK_ADDRESS')
  const work = await directoryWork(action.organisation, run)
  const state = await indexNow(work, run)
  // An index that is behind may lack him; the source does not.
  const isKnown = state.kind === 'ready' && state.index.owners(key).length > 0
  if (isKnown) return answerOf('known', 0)
  const sources = await openSources(work, run)
  try {
    const answer = await openAsker({ ...work.parts, sources }).ask(asked)
    await tellTrail(answer, sources.length, work)
    return answered(answer)
  } finally {
    await Promise.all(sources.map(({ source }) => source.close()))
  }
}

async function openSources(
  { organisation, parts }: DirectoryWork,
  run: DirectoryRun,
): Promise<readonly AskedSource[]> {
  const asked: AskedSource[] = []
  for (const settings of sourcesOf(run.place, organisation.name)) {
    const source = openSource(settings, tellIgnored(run.place), run.place)
    if (source.ask === undefined) {
      await source.close()
      continue
    }
    const row = await sourceMade(run.database, parts.keys, sourceWanted(settings), run.place.now())
    asked.push({ row, source })
  }
  return asked
}

function answered(answer: AskAnswer): StateAnswer {
  switch (answer.kind) {
    case 'known':
      return answerOf('found', 0)
    case 'unknown':
      return answerOf('unknown', 1)
    case 'nobody-to-ask':
      throw fault('SCH_DIRECTORY_ASK_NONE')
    case 'silent': {
      const [first] = answer.sources
      throw fault('SCH_DIRECTORY_ASK_SILENT', {
        params: { name: first?.name ?? '', code: first?.code ?? '' },
      })
    }
  }
}

function answerOf(answer: 'known' | 'found' | 'unknown', exit: 0 | 1): StateAnswer {
  return { exit, facts: [{ kind: 'directory-asked', answer }] }
}

/** That an address was carried out to a source is told, the address is not. */
async function tellTrail(answer: AskAnswer, sources: number, { parts }: DirectoryWork): Promise<void> {
  if (answer.kind === 'nobody-to-ask') return
  const silent = answer.kind === 'silent' ? answer.sources.length : 0
  await transact(parts.database, async (transaction) => {
    const event = { kind: 'directory-asked', body: { sources, silent, answer: answer.kind } } as const
    await appendEvent(transaction, { organisationId: parts.keys.organisationId, actor: parts.actor, event })
  })
}
