/** Commands about copies of the database. */
export type BackupAction =
  | { readonly kind: 'backup-create'; readonly outPath: string }
  | { readonly kind: 'backup-verify'; readonly path: string }
  | { readonly kind: 'backup-restore'; readonly path: string }
