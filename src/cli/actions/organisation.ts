/** Commands about organisations and what is between them. */
export type OrganisationAction =
  | { readonly kind: 'organisation-add'; readonly name: string; readonly role: 'controller' | 'processor' }
  | { readonly kind: 'organisation-list' }
  | {
      readonly kind: 'organisation-relate'
      readonly controller: string
      readonly processor: string
      readonly contract: string
      /** Days, as `2026-12-31`. */
      readonly fromOn: string
      readonly untilOn?: string
    }
  | { readonly kind: 'organisation-relations'; readonly organisation?: string }
  | {
      readonly kind: 'organisation-part'
      readonly id: string
      readonly untilOn: string
      readonly organisation?: string
    }

/** A processor hands something over to the controller he works for. */
export type HandOverAction =
  | {
      readonly kind: 'hand-over-offer'
      readonly path: string
      readonly subject: 'case' | 'data-set'
      readonly to: string
      readonly organisation?: string
    }
  | { readonly kind: 'hand-over-list'; readonly organisation?: string }
  | {
      readonly kind: 'hand-over-accept'
      readonly id: string
      readonly path: string
      readonly organisation?: string
    }
  | { readonly kind: 'hand-over-refuse'; readonly id: string; readonly organisation?: string }
