/** How a column may be written. */
import type { ColumnType } from 'kysely'

export type WrittenOnce<T> = ColumnType<T, T, never>
export type SetByDatabase<T> = ColumnType<T, never, never>
