/** Every event the trail knows. The list is closed: what is not here cannot be written, so a reader knows what to expect. */

/**
 * Event → what it says. Values are ids, counts, digests and words of closed lists; never a name, an address or any other
 * identifier of a customer.
 */
export interface AuditEvents {
  readonly 'organisation-added': { readonly role: 'controller' | 'processor' }
  readonly 'schema-upgraded': { readonly versions: readonly number[] }
}

export type AuditEventKind = keyof AuditEvents

export type AuditEvent = {
  [Kind in AuditEventKind]: { readonly kind: Kind; readonly body: AuditEvents[Kind] }
}[AuditEventKind]

/** Who acted: a member of staff by id, or the program itself. */
export type AuditActor = `staff:${string}` | 'program'
