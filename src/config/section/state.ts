/** `state`: where the installation keeps what must survive. */
import { z } from 'zod'
import { path, type SettingsPlace } from '../value/path.ts'

export function stateSection(place: SettingsPlace) {
  return z.strictObject({ folder: path(place).optional() })
}
