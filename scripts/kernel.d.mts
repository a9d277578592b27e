export interface GeneratedFile {
  /** Below the project's root. */
  readonly path: string
  readonly text: string
}
export function generatedKernel(): Promise<readonly GeneratedFile[]>
