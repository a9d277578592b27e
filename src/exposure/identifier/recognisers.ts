/** Every kind of identifier that is found anywhere in a text. Who a text speaks to is found by `addressee`. */
import type { Recogniser } from '../candidate.ts'
import { postalAddress } from './address-in-text.ts'
import { birthDate } from './birth-date.ts'
import { customerNumber } from './customer-number.ts'
import { email } from './email.ts'
import { fullName } from './full-name.ts'
import { iban } from './iban.ts'
import { phone } from './phone.ts'

export const recognisers: readonly Recogniser[] = [
  customerNumber,
  email,
  phone,
  iban,
  fullName,
  postalAddress,
  birthDate,
]
