/** Commands about accounts of staff. */
interface OfStaff {
  readonly organisation?: string
}

/** Somebody of another body who is the second person where there is nobody else. */
interface OutsidePerson {
  readonly name: string
  readonly body: string
}

interface OfAnswer extends OfStaff {
  readonly request: string
  /** File with the code of the outside person; or address, password and one-time password, a line each. */
  readonly proofPath: string
}

export type StaffAction =
  | (OfStaff & {
      readonly kind: 'staff-add'
      readonly name: string
      readonly email: string
      readonly roles: readonly string[]
      readonly outside?: OutsidePerson
    })
  | (OfStaff & {
      readonly kind: 'staff-first'
      readonly name: string
      readonly email: string
      readonly outside?: OutsidePerson
    })
  | (OfStaff & { readonly kind: 'staff-list' })
  | (OfStaff & {
      readonly kind: 'staff-role-grant'
      readonly email: string
      readonly roles: readonly string[]
      readonly outside?: OutsidePerson
    })
  | (OfStaff & { readonly kind: 'staff-role-withdraw'; readonly email: string; readonly role: string })
  | (OfStaff & { readonly kind: 'staff-reset'; readonly email: string; readonly outside?: OutsidePerson })
  | (OfStaff & { readonly kind: 'staff-disable'; readonly email: string })
  | (OfStaff & { readonly kind: 'staff-requests' })
  | (OfAnswer & { readonly kind: 'staff-approve' })
  | (OfAnswer & { readonly kind: 'staff-refuse'; readonly reason: string })
  | (OfStaff & { readonly kind: 'staff-token-list' })
  | (OfStaff & { readonly kind: 'staff-token-revoke'; readonly id: string })
  | {
      readonly kind: 'staff-token-make'
      readonly name: string
      readonly roles: readonly string[]
      readonly days: number
      readonly proofPath: string
    }
