/** Commands about keys. */
export type KeyAction =
  | { readonly kind: 'keys-list' }
  | { readonly kind: 'keys-rotate'; readonly purpose: string }
  | { readonly kind: 'keys-revoke'; readonly id: string }
  | { readonly kind: 'keys-revocations'; readonly outPath: string }
