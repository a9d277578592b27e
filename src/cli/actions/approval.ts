/** Commands about approvals. Giving one is none: behind it stands a person at a screen. */
interface OfApprovals {
  readonly organisation?: string
}

export type ApprovalAction =
  | (OfApprovals & { readonly kind: 'approval-list' })
  | (OfApprovals & { readonly kind: 'approval-show'; readonly id: string })
  | (OfApprovals & { readonly kind: 'approval-export'; readonly id: string; readonly outPath: string })
