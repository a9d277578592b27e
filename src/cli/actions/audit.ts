/** Commands about the audit trail, and about files we sign. */
export type AuditAction =
  | {
      readonly kind: 'audit-verify'
      readonly organisation?: string
      readonly checkpointPaths: readonly string[]
    }
  | { readonly kind: 'audit-checkpoint'; readonly organisation?: string; readonly outPath: string }
  | { readonly kind: 'audit-sign'; readonly witnessFolders: readonly string[] }
  | { readonly kind: 'audit-witnesses' }
  | { readonly kind: 'audit-seal'; readonly organisation?: string }
  | { readonly kind: 'audit-export'; readonly organisation?: string; readonly outPath: string }
  | {
      readonly kind: 'verify'
      readonly path: string
      readonly rootFingerprint?: string
      readonly checkpointPaths: readonly string[]
      readonly revocationsPath?: string
    }
