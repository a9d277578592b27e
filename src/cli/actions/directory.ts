/** Commands about the directory of customers. */
interface OfOrganisation {
  readonly organisation?: string
}

export type DirectoryAction = OfOrganisation &
  (
    | {
        readonly kind: 'directory-import'
        readonly source?: string
        readonly customersPath?: string
        readonly factsPath?: string
        readonly mode: 'full' | 'incremental' | 'as-it-can'
      }
    | { readonly kind: 'directory-accept'; readonly load: string }
    | { readonly kind: 'directory-sync'; readonly source?: string; readonly isForced: boolean }
    | { readonly kind: 'directory-push'; readonly path: string; readonly source?: string }
    | { readonly kind: 'directory-erase'; readonly number: string }
    | { readonly kind: 'directory-readmit'; readonly number: string }
    | { readonly kind: 'directory-status' }
    | { readonly kind: 'directory-rebuild'; readonly isKeyGone: boolean }
    /** Of the sources themselves, now. */
    | { readonly kind: 'directory-ask'; readonly asked: string }
    | { readonly kind: 'directory-explain'; readonly asked: string; readonly reveal: boolean }
    | {
        readonly kind: 'allowance-add'
        readonly of: 'domain' | 'address' | 'list' | 'phrase' | 'number' | 'file' | 'household'
        readonly values: readonly string[]
        readonly reason: string
        readonly until: string
      }
    | { readonly kind: 'allowance-list' }
    | { readonly kind: 'allowance-end'; readonly id: string }
  )
