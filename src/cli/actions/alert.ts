/** Commands about alerts to staff. */
export type AlertAction =
  | { readonly kind: 'alert-list'; readonly organisation?: string; readonly reach: 'open' | 'all' }
  | { readonly kind: 'alert-acknowledge'; readonly organisation?: string; readonly id: string }
  | { readonly kind: 'alert-tell' }
