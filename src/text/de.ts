/** Every sentence a person reads, in German: one file for each room. */
import { check } from './de/check.ts'
import { faults } from './de/faults.ts'
import { serve } from './de/serve.ts'
import { state } from './de/state.ts'

export const de = { ...check, ...faults, ...serve, ...state } as const
