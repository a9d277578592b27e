/** Settings that an environment variable or an option may give instead of the file. */
import { resolve } from 'node:path'

/** Who says a value: the option stands above the environment, the environment above the file. */
export interface Override {
  readonly by: 'option' | 'environment'
  /** `--state`, `SCHLEUSE_STATE`. */
  readonly name: string
  readonly key: readonly [section: string, key: string]
  /** As it would be written in the file. */
  readonly raw: unknown
}

/** The whole list: a variable that is not here changes nothing. */
export function overridesIn(
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly state?: string | undefined },
): readonly Override[] {
  const { SCHLEUSE_STATE: state, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = environment
  return [
    ...given(state, (folder): Override => {
      return { by: 'environment', name: 'SCHLEUSE_STATE', key: ['state', 'folder'], raw: resolve(folder) }
    }),
    ...given(url, (): Override => ofEnvironment('DATABASE_URL', 'url')),
    ...given(ownerUrl, (): Override => ofEnvironment('DATABASE_OWNER_URL', 'owner_url')),
    ...given(options.state, (folder): Override => {
      return { by: 'option', name: '--state', key: ['state', 'folder'], raw: resolve(folder) }
    }),
  ]
}

/** It may hold a password, so the setting refers to the variable and does not repeat it. */
function ofEnvironment(name: string, key: string): Override {
  return { by: 'environment', name, key: ['database', key], raw: { environment: name } }
}

/** An empty variable is an unset one. */
function given(value: string | undefined, override: (value: string) => Override): readonly Override[] {
  return value ? [override(value)] : []
}
