/** Commands about the settings. */
export type ConfigAction = { readonly kind: 'config-check' } | { readonly kind: 'config-show' }
