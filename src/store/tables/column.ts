/** How a column may be written. */
import type { ColumnType } from 'kysely'

export type WrittenOnce<T> = ColumnType<T, T, never>
/** May be left out when a row is made. */
export type WithDefault<T> = ColumnType<T, T | undefined, T>
export type SetByDatabase<T> = ColumnType<T, never, never>
