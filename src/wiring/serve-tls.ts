/** Takes up a renewed certificate: on SIGHUP, or when its files have changed. */
import { statSync } from 'node:fs'
import type { Api } from '../api/server.ts'
import { readTlsFiles, type TlsFiles } from '../api/tls-files.ts'
import { Fault } from '../std/fault.ts'
import type { Log } from '../std/log.ts'
import { traceOf } from '../std/trace.ts'

/** Renewed weeks before it ends; half a minute is soon. */
const lookEveryMs = 30_000

/** What cannot be used is told and left: the certificate that is loaded goes on. */
export function keepTlsFresh(
  { files }: { readonly files: TlsFiles },
  api: Pick<Api, 'renewTls'>,
  log: Log,
): { close(): void } {
  let seen = stampOf(files)
  const renew = (reason: string): void => {
    seen = stampOf(files)
    try {
      api.renewTls(readTlsFiles(files))
      log.write('info', 'certificate-renewed', { reason })
    } catch (error) {
      const code = error instanceof Fault ? error.problems[0].code : 'SCH_INTERNAL'
      log.write('error', 'fault', { code, ...traceOf(error) })
    }
  }
  const onHangup = (): void => renew('SIGHUP')
  process.on('SIGHUP', onHangup)
  const looking = setInterval(() => {
    if (stampOf(files) !== seen) renew('changed')
  }, lookEveryMs)
  looking.unref()
  return {
    close() {
      clearInterval(looking)
      process.off('SIGHUP', onHangup)
    },
  }
}

function stampOf(files: TlsFiles): string {
  return [files.certificate, files.key]
    .map((file) => {
      const there = statSync(file, { throwIfNoEntry: false })
      return `${there?.mtimeMs} ${there?.size} ${there?.ino}`
    })
    .join(' ')
}
