/** Every sentence a person reads, in English. The compiler proves that no key of German is missing or added. */
import { check } from './en/check.ts'
import { faults } from './en/faults.ts'
import { serve } from './en/serve.ts'
import { state } from './en/state.ts'

export const en = { ...check, ...faults, ...serve, ...state } as const
