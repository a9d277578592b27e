/** Commands about background work. */
export type WorkAction = { readonly kind: 'work-list' }
