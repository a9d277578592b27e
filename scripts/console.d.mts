export interface GeneratedFile {
  /** Below the project's root. */
  readonly path: string
  readonly text: string
}
export function generatedConsole(): Promise<{ readonly path: string; readonly text: string }>
