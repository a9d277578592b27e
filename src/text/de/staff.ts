/** Who may do what, in German. */
export const staff = {
  'state.action-refused':
    'Abgelehnt: Dafür fehlt das Recht „{permission}“. Es wurde nichts geändert; der Versuch steht im Protokoll.',
  'state.permission.organisation-read': 'Organisationen sehen',
  'state.permission.organisation-add': 'Organisationen anlegen',
  'state.permission.relation-change': 'Auftragsverhältnisse ändern',
  'state.permission.hand-over-read': 'Übergaben sehen',
  'state.permission.hand-over-offer': 'für die eigene Organisation etwas übergeben',
  'state.permission.hand-over-answer': 'für die eigene Organisation eine Übergabe annehmen oder ablehnen',
  'state.permission.audit-read': 'Protokoll lesen und prüfen',
  'state.permission.audit-keep': 'Protokoll aufbewahren',
  'state.permission.keys-read': 'Schlüssel sehen',
  'state.permission.keys-change': 'Schlüssel ändern',
  'state.permission.directory-read': 'Stand des Kundenverzeichnisses sehen',
  'state.permission.directory-change': 'Kundenverzeichnis abgleichen',
  'state.permission.directory-reveal': 'Angaben von Kunden im Klartext sehen',
  'state.permission.backup-make': 'Sicherungen machen und prüfen',
  'state.permission.backup-restore': 'Sicherungen zurückspielen',
  'state.permission.installation-run': 'Programm betreiben',
} as const
