/** Commands about organisations. */
export type OrganisationAction =
  | { readonly kind: 'organisation-add'; readonly name: string; readonly role: 'controller' | 'processor' }
  | { readonly kind: 'organisation-list' }
