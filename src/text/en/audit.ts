/** Signed heads, witnesses and what shows in a trail, in English. */
import type { audit as german } from '../de/audit.ts'

export const audit = {
  'fault.SCH_URL_UNSAFE':
    'To {host} it would be sent unencrypted, or the address is of a kind that does not work here.',
  'fault.SCH_ARCHIVE_BROKEN':
    'The trail is not whole; its archive could not be verified. Nothing was taken out.',
  'hint.SCH_ARCHIVE_BROKEN': 'See what is wrong: schleuse audit verify. All entries are still there.',
  'fault.SCH_KEY_ROOT': 'The root cannot be revoked: it is the one that revokes.',
  'hint.SCH_KEY_ROOT': 'If it is lost or in strange hands: docs/keys.md, “The root”. Nothing was changed.',
  'fault.SCH_REVOCATIONS': 'This is no list of revoked keys, or a revocation in it was changed.',
  'hint.SCH_REVOCATIONS': 'Take the list that “schleuse keys revocations” has written, unchanged.',
  'hint.SCH_URL_UNSAFE':
    'Name an address with https (webhook, witness) or smtp/smtps (mail); unencrypted only on the same machine.',
  'state.head-signed': '{organisation}: signed after {entries} {entries|entry|entries}.',
  'state.head-unmoved': '{organisation}: already signed after {entries} {entries|entry|entries}.',
  'state.head-refused':
    '{organisation}: the trail does NOT continue the head that was signed last; nothing was signed. Look with: schleuse audit verify',
  'state.witness-kept': 'Witness {witness} ({organisation}): {heads} new {heads|head|heads} handed over.',
  'state.witness-waits': 'Witness {witness} ({organisation}): another process is handing over.',
  'state.witness-failed':
    'Witness {witness} ({organisation}): not handed over ({why}), since {since}. Nothing is lost; it is tried again.',
  'state.witness-same-device':
    'Witness {witness} lies on the same device as the state: it protects against neither its loss nor somebody who can change both.',
  'state.witness-none':
    'No witness is set up: signed heads lie in the database only, and whoever owns it can delete them.',
  'state.witness':
    'Witness {witness} ({organisation}): last handed over {lastSuccess}, last failed {lastFailure} ({why}), {waiting} {waiting|head waits|heads wait}.',
  'state.why.none': 'no failure',
  'state.why.unreachable': 'cannot be reached',
  'state.why.timeout': 'does not answer in time',
  'state.why.untrusted': 'certificate or encryption not trusted',
  'state.why.refused': 'refused',
  'state.why.redirected': 'points to another address',
  'state.why.unwritable': 'folder is missing or cannot be written to',
  'state.why.occupied': 'ANOTHER head lies in its place',
  'state.lastSuccess.never': 'never',
  'state.lastFailure.never': 'never',
  'state.witness-revoked':
    '{heads} {heads|head|heads} from outside {heads|is|are} signed with a key that was revoked since: compared, but not counted as proof.',
  'state.file-revoked':
    '{file} is unchanged ({document}), but signed with the key {key}, which was revoked on {revokedAt}. Whoever has that key can write any date: the file counts only if it can be shown that it was there before.',
  'state.key-tell-others':
    'Whoever verifies files we have signed needs the list of revocations: schleuse keys revocations --out FILE. What to do: docs/keys.md',
  'state.revocations': '{file} names {keys} revoked {keys|key|keys}.',
  'state.damage.key-revoked': 'The signature is made with a revoked key',
  'help.keys.revocations': 'Writes the list of revoked keys, for everybody who verifies our files.',
  'help.verify.revocations': 'list of revoked keys (schleuse keys revocations)',
  'state.witness-file-bad': '{file} is no genuine head of this trail ({why}).',
  'state.witness-foreign':
    '{heads} {heads|head|heads} in the folder are of other installations and were not compared.',
  'state.trail-missing':
    'There are signed heads of organisation {id}, but NOTHING of it is left in the database.',
  'state.trail-witnessed':
    'Up to entry {entries} (signed {at}) this is proven against heads that lie outside the database. After it only changes show that do not recompute everything.',
  'state.trail-unwitnessed':
    'Without a head that lies outside the database (--checkpoint) it can NOT be seen whether the end was cut off together with all heads in the database, nor whether everything was recomputed.',
  'state.why.no-signed-file': 'no signed file',
  'state.why.not-certified': 'signed with a strange key',
  'state.why.changed': 'changed after it was signed',
  'state.segment-none': 'No part of the trail has expired.',
  'state.segment-sealed': 'Entries {first} to {last} were taken out: {file}',
  'state.segment': 'Entries {first} to {last} were taken out; {archive}.',
  'state.archive.whole': 'their archive is whole',
  'state.archive.broken': 'their archive is NOT whole',
  'state.archive.absent':
    'their archive is not there, only the signed record speaks for them, and heads of that time were not compared',
  'state.trail-exported':
    '{file} holds {entries} {entries|entry|entries}. Anybody can verify it: schleuse verify {file} --root {root}',
  'state.trail-file-whole':
    '{file} is genuine: entries {first} to {last}, {heads} signed {heads|head|heads}, {batches} {batches|batch|batches}, {segments} {segments|part|parts} taken out, compared with {checkpoints} {checkpoints|checkpoint|checkpoints} from outside.',
  'state.trail-file-whole-root-open':
    '{file} is genuine in itself: entries {first} to {last}, {heads} signed {heads|head|heads}, compared with {checkpoints} {checkpoints|checkpoint|checkpoints} from outside. Who signed it is said by the fingerprint of the root; please compare: {fingerprint}',
  'state.trail-file-broken': '{file} is NOT whole (entries {first} to {last}).',
  'state.trail-file-fault': 'Line {line}: {damage}',
  'state.damage.line-unreadable': 'does not belong here or cannot be read',
  'state.damage.file-changed': 'The file was changed, added to or cut off after it was signed',
  'state.damage.segment-forged':
    'should be covered by the signed record of a part that was taken out, which is missing or wrong',
  'state.damage.archive-broken':
    'begins a part that was taken out, whose archive was changed or contradicts a checkpoint',
  'state.damage.entry-stray': 'stands in the database although it was taken out: it was slipped in',
  'state.document.audit-segment': 'record of a part of the trail that was taken out',
  'state.document.trail-export': 'signature below a trail',
  'state.damage.checkpoint-forged':
    'stands in a checkpoint of the database that this installation has not signed',
  'state.damage.batch-changed': 'does not fit its batch: single decisions of it were changed',
  'state.damage.batch-stray':
    'is no batch, but single decisions refer to it: it was taken out, or they are invented',
  'witness.mail.subject': 'Schleuse: audit trail of {organisation}, {entries} {entries|entry|entries}',
  'witness.mail.text':
    'Attached is the signed head of the audit trail of {organisation} on {at}, after {entries} {entries|entry|entries}.\n\nPlease keep it and do not edit it. With this file it can be shown later whether the trail was changed or cut off:\n\n  schleuse audit verify --checkpoint FILE\n',
  'help.audit.sign': 'Signs the heads of all trails now and hands them to the witnesses.',
  'help.audit.sign.witness': 'folder that receives the signed heads as a witness; may be given several times',
  'help.audit.seal':
    'Takes out what is older than retention.audit: into a signed archive and out of the database.',
  'help.audit.export': 'Writes the trail to a file that third parties verify without our database.',
  'state.retention-show': '{what}: {keep}; {expired} {expired|row|rows} expired',
  'state.retention-would': '{what}: {expired} {expired|row|rows} would be removed',
  'state.retention-done': '{what}: {rows} {rows|row|rows} removed',
  'state.retention-failed': '{what}: NOT removed ({code}); everything is still there',
  'state.what.audit': 'audit trail',
  'state.what.checkpoints': 'signed heads in the database',
  'state.what.alerts': 'alerts acknowledged or over',
  'state.what.allowances': 'Allowances that are over',
  'state.what.waiting-loads': 'Loads nobody has answered',
  'state.what.sessions': 'Sessions that are over',
  'help.retention': 'Retention: what is kept how long.',
  'help.retention.show': 'Shows what is kept how long, and how much has expired.',
  'help.retention.run': 'Removes what has expired; each removal stands in the trail.',
  'help.retention.run.dry': 'only show what would be removed',
  'help.audit.witnesses': 'Shows how far each witness is and what failed last.',
} as const satisfies Readonly<Record<keyof typeof german, string>>
