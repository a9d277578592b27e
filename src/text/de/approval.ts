/** Approvals and the files that show them, in German. */
export const approval = {
  'help.staff.approval':
    'Freigaben zeigen und zum Prüfen weitergeben; gegeben werden sie nur von einem Menschen, der sich angemeldet hat.',
  'help.staff.approval.list': 'Zeigt alle Freigaben und was auf eine wartet.',
  'help.staff.approval.show':
    'Zeigt, was genau freigegeben ist, von wem, wann und womit bewiesen; die Unterschriften werden dabei geprüft.',
  'help.staff.approval.export':
    'Schreibt eine Freigabe als unterschriebene Datei, die jeder mit „schleuse verify“ prüft.',
  'help.staff.approval.id': 'Kennung der Freigabe',
  'state.document.approval': 'Freigabe',
  'state.approval':
    '{id}  {approvalKind}, beantragt von {requestedBy} am {requestedAt}: {approvalState}; Zustimmungen: {approvers}',
  'state.approvalState.waiting': 'wartet',
  'state.approvalState.approved': 'freigegeben',
  'state.approvalState.withdrawn': 'zurückgezogen',
  'state.approval-subject':
    'Freigabe {approval} ({approvalKind}) der Organisation {organisation}: verfasst von {author}, zuletzt geändert von {lastEditor}, beantragt von {requestedBy} am {requestedAt}. Prüfsumme über alles: {digest}',
  'state.approval-hash': '  {part}: {hash}',
  'state.approval-given-passkey':
    'Freigegeben am {at} von {approver}, mit eigener Unterschrift über genau diese Prüfsumme (Passkey {passkey}, auf {origin}); sie hält.',
  'state.approval-given-password':
    'Freigegeben am {at} von {approver}, mit Passwort und zweitem Faktor, OHNE Passkey: Dafür steht allein diese Installation ein, eine eigene Unterschrift der Person gibt es nicht.',
  'state.approval-nobody': 'NICHT FREIGEGEBEN: Bisher hat niemand zugestimmt.',
  'state.approval-withdrawn': 'NICHT MEHR FREIGEGEBEN: zurückgezogen am {at} von {by}.',
  'state.approval-broken-unreadable': 'UNGÜLTIG: Das ist keine vollständige Freigabe.',
  'state.approval-broken-subject-changed':
    'UNGÜLTIG: Was freigegeben sein soll, ist nicht das, worüber die Prüfsumme geht.',
  'state.approval-broken-own': 'UNGÜLTIG: {approver} hat es selbst verfasst, geändert oder beantragt.',
  'state.approval-broken-twice': 'UNGÜLTIG: {approver} ist zweimal genannt.',
  'state.approval-broken-assertion':
    'UNGÜLTIG: Die Unterschrift des Passkeys von {approver} gilt nicht für das, was hier freigegeben sein soll.',
  'state.approval-not-exported':
    'Es wurde nichts unterschrieben und keine Datei geschrieben. In der Datenbank wurde etwas verändert: schleuse audit verify',
  'state.approval-exported':
    '{file}: die Freigabe {approval} ({approvalState}), unterschrieben. Prüfen: schleuse verify {file}',
} as const
