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
  'fault.SCH_SIGN_IN_INVITATION': 'This invitation does not hold (any more), or its word is wrong.',
  'hint.SCH_SIGN_IN_INVITATION':
    'Compare link and word once more. After five wrong words, after four days and after its first use a new invitation is needed.',
  'fault.SCH_SIGN_IN_PROOF': 'The proof is wrong or counts no more; nothing was changed.',
  'hint.SCH_SIGN_IN_PROOF':
    'Try again with a passkey, or with password and a new code. Each code counts once, each proof for a few minutes and for what is shown only.',
  'page.sign-in': 'Sign in',
  'page.email': 'E-mail address',
  'page.password': 'Password',
  'page.go-on': 'Continue',
  'page.or': 'or',
  'page.first':
    'There is no account here yet. The first administrator is made on the server itself, with a second person from outside:',
  'page.by-passkey': 'Sign in with a passkey',
  'page.by-provider': 'Sign in at {name}',
  'page.invitation': 'Accept an invitation',
  'page.invitation.why': 'A word belongs to your invitation, which you were told another way.',
  'page.invitation.word': 'Word of the invitation',
  'page.choose': 'Choose a password',
  'page.choose.how':
    'At least 12 characters. Best four or five words that have nothing to do with each other.',
  'page.choose.again': 'Repeat the password',
  'page.choose.different': 'The two are different.',
  'page.code': 'One-time code',
  'page.code.why': 'The code your authenticator app shows, or a recovery code.',
  'page.set-up': 'Set up a second factor',
  'page.set-up.why': 'Without a second factor you cannot go on. Please confirm your password first.',
  'page.confirm': 'Confirm',
  'page.confirm.how': 'Take a picture of this with an authenticator app and enter the code it shows.',
  'page.confirm.picture': 'QR code for the authenticator app',
  'page.confirm.secret': 'For typing:',
  'page.recovery': 'Recovery codes',
  'page.recovery.why':
    'Each lets you in once if the app is lost. They are shown only now: print them and lock them away.',
  'page.account': 'My access',
  'page.sign-out': 'Sign out',
  'page.passkeys': 'Passkeys',
  'page.passkeys.why':
    'With a passkey you sign in without a password, and sign approvals. One can be added in the first ten minutes after signing in.',
  'page.passkeys.name': 'Name',
  'page.passkeys.add': 'Add a passkey',
  'page.since': 'Since',
  'page.sessions': 'Sessions',
  'page.sessions.used': 'Last used',
  'page.sessions.client': 'Browser',
  'page.remove': 'Remove',
  'page.end': 'End',
  'page.this': 'this one',
  'page.unknown-error': 'That did not work. Nothing was changed; please try again.',
} as const satisfies Readonly<Record<keyof typeof german, string>>
