/** Who may do what, in English. */
export const staff = {
  'state.action-refused':
    'Refused: this needs the permission “{permission}”. Nothing was changed; the attempt stands in the audit trail.',
  'state.permission.organisation-read': 'see organisations',
  'state.permission.organisation-add': 'add organisations',
  'state.permission.relation-change': 'change who works for whom',
  'state.permission.hand-over-read': 'see hand-overs',
  'state.permission.hand-over-offer': 'hand something over for one’s own organisation',
  'state.permission.hand-over-answer': 'accept or refuse a hand-over for one’s own organisation',
  'state.permission.audit-read': 'read and verify the audit trail',
  'state.permission.audit-keep': 'keep the audit trail',
  'state.permission.keys-read': 'see keys',
  'state.permission.keys-change': 'change keys',
  'state.permission.directory-read': 'see the state of the directory',
  'state.permission.directory-change': 'synchronise the directory',
  'state.permission.directory-reveal': 'see customers’ values in clear',
  'state.permission.backup-make': 'make and verify backups',
  'state.permission.backup-restore': 'restore backups',
  'state.permission.installation-run': 'run the program',
} as const
