/** Commands about how long things are kept. */
export type RetentionAction =
  | { readonly kind: 'retention-show'; readonly organisation?: string }
  | { readonly kind: 'retention-run'; readonly organisation?: string; readonly isTrial: boolean }
