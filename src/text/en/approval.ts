/** Approvals and the files that show them, in English. */
export const approval = {
  'help.staff.approval':
    'Shows approvals and hands them on to be checked; they are given only by a person who has signed in.',
  'help.staff.approval.list': 'Shows all approvals and what waits for one.',
  'help.staff.approval.show':
    'Shows what exactly is approved, by whom, when and by which proof; signatures are checked.',
  'help.staff.approval.export':
    'Writes an approval as a signed file that anybody checks with “schleuse verify”.',
  'help.staff.approval.id': 'id of the approval',
  'state.document.approval': 'approval',
  'state.approval':
    '{id}  {approvalKind}, requested by {requestedBy} at {requestedAt}: {approvalState}; approvals: {approvers}',
  'state.approvalState.waiting': 'waits',
  'state.approvalState.approved': 'approved',
  'state.approvalState.withdrawn': 'withdrawn',
  'state.approval-subject':
    'Approval {approval} ({approvalKind}) of organisation {organisation}: written by {author}, last edited by {lastEditor}, requested by {requestedBy} at {requestedAt}. Digest of all of it: {digest}',
  'state.approval-hash': '  {part}: {hash}',
  'state.approval-given-passkey':
    'Approved at {at} by {approver}, with a signature of their own over exactly this digest (passkey {passkey}, at {origin}); it holds.',
  'state.approval-given-password':
    'Approved at {at} by {approver}, with password and second factor, WITHOUT a passkey: only this installation vouches for it, there is no signature of the person.',
  'state.approval-nobody': 'NOT APPROVED: nobody has agreed so far.',
  'state.approval-withdrawn': 'NOT APPROVED ANY MORE: withdrawn at {at} by {by}.',
  'state.approval-broken-unreadable': 'INVALID: this is no complete approval.',
  'state.approval-broken-subject-changed':
    'INVALID: what is said to be approved is not what the digest is of.',
  'state.approval-broken-own': 'INVALID: {approver} wrote, edited or requested it.',
  'state.approval-broken-twice': 'INVALID: {approver} is named twice.',
  'state.approval-broken-assertion':
    'INVALID: the signature of the passkey of {approver} is not one over what is said to be approved here.',
  'state.approval-not-exported':
    'Nothing was signed and no file was written. Something in the database was changed: schleuse audit verify',
  'state.approval-exported':
    '{file}: approval {approval} ({approvalState}), signed. To check: schleuse verify {file}',
} as const
