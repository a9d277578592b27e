/** Signing in, in English. */
import type { signIn as german } from '../de/sign-in.ts'

export const signIn = {
  'fault.SCH_SIGN_IN_WRONG': 'Address or password is wrong.',
  'hint.SCH_SIGN_IN_WRONG':
    'Enter them again. Whoever has forgotten the password asks the administration for a new access.',
  'fault.SCH_SIGN_IN_CODE_WRONG': 'This code is wrong or was used before.',
  'hint.SCH_SIGN_IN_CODE_WRONG':
    'Wait for the next code and enter it. If the clock of the phone is wrong, so is the code.',
  'fault.SCH_SIGN_IN_PASSKEY_WRONG': 'This passkey is not accepted here.',
  'hint.SCH_SIGN_IN_PASSKEY_WRONG': 'Try again with finger, face or PIN, or sign in with password and code.',
  'fault.SCH_SIGN_IN_PROVIDER': 'Signing in elsewhere did not work.',
  'hint.SCH_SIGN_IN_PROVIDER':
    'Only who is invited gets in, and only under the address that was invited. Else sign in with password and code.',
  'fault.SCH_SIGN_IN_LOCKED':
    'Too many failed attempts: signing in is locked for {seconds} more {seconds|second|seconds}.',
  'hint.SCH_SIGN_IN_LOCKED': 'Wait and try again. Tell the administration if it was not you.',
  'fault.SCH_SIGN_IN_PASSWORD': 'This password is not accepted ({why}).',
  'hint.SCH_SIGN_IN_PASSWORD':
    'At least 12 characters that nobody guesses first: best four or five words that have nothing to do with each other.',
  'fault.SCH_SIGN_IN_PROOF': 'A fresh proof is missing for this step.',
  'hint.SCH_SIGN_IN_PROOF':
    'Confirm what is shown with a passkey, or with password and code. The proof holds for that only, and for a few minutes.',
} as const satisfies Readonly<Record<keyof typeof german, string>>
