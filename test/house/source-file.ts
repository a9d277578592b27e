/** The program's own sources, as the house tests look at them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** Below the project's root, with forward slashes. */
  readonly path: string
  readonly text: string
}

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Every TypeScript file below a folder of the project, tests and generated files included. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      path: relative(projectRoot, file).replaceAll('\\', '/'),
      text: readFileSync(file, 'utf8'),
    }))
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

export function isGenerated(path: string): boolean {
  return path.includes('/generated/')
}
