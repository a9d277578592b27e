/** Accounts of staff, requests that need a second person, access tokens, approvals. */
import { z } from 'zod'

/** @limit names and addresses: what fits on a line */
const line = z.string().trim().min(1).max(200)
const id = z.uuid()

export const staffRoleWord = z.enum([
  'author',
  'approver',
  'operator',
  'data-protection-officer',
  'auditor',
  'administrator',
])

export const accountPath = z.strictObject({ email: z.email().max(254) })
export const accountRolePath = z.strictObject({ email: z.email().max(254), role: staffRoleWord })
export const idPath = z.strictObject({ id })

export const accountWish = z.strictObject({
  name: line,
  email: z.email().max(254),
  roles: z.array(staffRoleWord).min(1).max(6),
})
export const rolesWish = z.strictObject({ roles: z.array(staffRoleWord).min(1).max(6) })

export const account = z.object({
  id,
  name: z.string(),
  email: z.string(),
  state: z.enum(['waiting', 'invited', 'active', 'disabled']),
  roles: z.array(z.object({ role: staffRoleWord, grantedAt: z.iso.datetime(), isSeasoned: z.boolean() })),
})
export const accounts = z.object({ accounts: z.array(account) })

/** The link and the word are told this once. */
export const requested = z.object({
  request: id,
  invitation: z.object({ path: z.string(), word: z.string() }).optional(),
})

const somebody = z.object({ actor: z.string(), name: z.string().optional() })

export const staffRequests = z.object({
  requests: z.array(
    z.object({
      id,
      kind: z.enum(['add', 'grant', 'reset']),
      account: z.object({ id, name: z.string(), email: z.string() }),
      roles: z.array(staffRoleWord),
      requestedBy: somebody,
      requestedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      outside: z.object({ name: z.string(), body: z.string() }).optional(),
      state: z.enum(['open', 'expired', 'confirmed', 'refused']),
      answered: z.object({ by: somebody, at: z.iso.datetime(), reason: z.string().optional() }).optional(),
      /** Of whoever asks for the list. */
      standing: z.enum(['may-answer', 'closed', 'requester', 'concerned', 'not-second', 'too-new']),
    }),
  ),
})

const confirmed = z.strictObject({ answer: z.literal('confirmed') })
/** @limit as the database has it */
const refused = z.strictObject({
  answer: z.literal('refused'),
  reason: z.string().trim().min(1).max(500),
})
export const answerQuestion = z.discriminatedUnion('answer', [confirmed, refused])
/** `proof`: of the sign-in, over the digest of this very answer. */
export const answerWish = z.discriminatedUnion('answer', [
  confirmed.extend({ proof: id }),
  refused.extend({ proof: id }),
])
export const digest = z.object({ over: z.string() })
export const done = z.object({ status: z.literal('done') })

export const tokenWish = z.strictObject({
  name: z.string().trim().min(1).max(100),
  roles: z.array(staffRoleWord).min(1).max(6),
  days: z.int().min(1).max(365).default(90),
})
/** The token is told this once. */
export const tokenMade = z.object({ id, token: z.string(), expiresAt: z.iso.datetime() })
export const tokens = z.object({
  tokens: z.array(
    z.object({
      id,
      name: z.string(),
      roles: z.array(staffRoleWord),
      expiresAt: z.iso.datetime(),
      lastUsedAt: z.iso.datetime().optional(),
      state: z.enum(['valid', 'expired', 'revoked']),
    }),
  ),
})

/** @limit parts of what is approved: template set, data scope, result and a few more */
export const approvalWish = z.strictObject({
  hashes: z
    .record(z.string().max(60), z.string().regex(/^[0-9a-f]{64}$/))
    .refine((all) => Object.keys(all).length <= 50),
  proof: id,
})
