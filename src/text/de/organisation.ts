/** Organisationen: wer für wen arbeitet und was übergeben wird, auf Deutsch. */
export const organisation = {
  'fault.SCH_DAY': 'Das ist kein Tag des Kalenders in der Form 2026-12-31.',
  'fault.SCH_RELATION_ROLES':
    'Ein Auftragsverhältnis verbindet einen Verantwortlichen mit einem Auftragsverarbeiter.',
  'fault.SCH_RELATION_DAYS':
    'Das Ende passt nicht: Es liegt vor dem Beginn oder nach dem schon vereinbarten Ende.',
  'fault.SCH_RELATION_TWICE': 'Für einige dieser Tage gibt es zwischen beiden schon einen Vertrag.',
  'fault.SCH_RELATION_UNKNOWN': 'Dieses Auftragsverhältnis gibt es bei dieser Organisation nicht.',
  'fault.SCH_HAND_OVER_CONTRACT':
    'Zwischen beiden Organisationen gilt heute kein Vertrag; es wurde nichts übergeben.',
  'fault.SCH_HAND_OVER_UNKNOWN': 'Diese Übergabe wurde dieser Organisation nicht angeboten.',
  'fault.SCH_HAND_OVER_ANSWERED': 'Diese Übergabe ist schon angenommen oder abgelehnt.',
  'fault.SCH_HAND_OVER_OTHER_FILE':
    'Diese Datei ist nicht die, die angeboten wurde; nichts wurde angenommen.',
  'hint.SCH_DAY': 'Jahr, Monat und Tag mit Bindestrichen schreiben.',
  'hint.SCH_RELATION_ROLES': 'Alle Organisationen mit ihrer Rolle zeigt: schleuse organisation list',
  'hint.SCH_RELATION_DAYS': 'Bestehende Verträge zeigt: schleuse organisation relations',
  'hint.SCH_RELATION_TWICE': 'Den bestehenden erst beenden: schleuse organisation part ID --until TAG',
  'hint.SCH_RELATION_UNKNOWN': 'Alle zeigt: schleuse organisation relations',
  'hint.SCH_HAND_OVER_CONTRACT': 'Den Vertrag eintragen: schleuse organisation relate',
  'hint.SCH_HAND_OVER_UNKNOWN': 'Alle zeigt: schleuse hand-over list',
  'hint.SCH_HAND_OVER_ANSWERED':
    'Für einen neuen Stand eine neue Übergabe anbieten: schleuse hand-over offer',
  'hint.SCH_HAND_OVER_OTHER_FILE':
    'Die andere Seite um genau die angebotene Datei bitten oder ablehnen: schleuse hand-over refuse ID',
  'state.relation-added':
    '{processor} arbeitet ab {fromOn} im Auftrag von {controller} (Vertrag {contract}). Kennung {id}',
  'state.relation': '{id}  {processor} für {controller}, Vertrag {contract}, von {fromOn} bis {untilOn}',
  'state.untilOn.open': 'auf Weiteres',
  'state.relation-ended': 'Das Auftragsverhältnis {id} endet am {untilOn}.',
  'state.hand-over-offered':
    'Angeboten: {subject}, Prüfsumme {digest}. Kennung {id}. Die andere Seite nimmt an oder lehnt ab.',
  'state.hand-over': '{id}  {subject} von {giver} an {receiver}, {offeredAt}, Prüfsumme {digest}: {answer}',
  'state.hand-over-answered': 'Die Übergabe {id} ist {answer}.',
  'state.subject.case': 'Vorfall',
  'state.subject.data-set': 'Datenbestand',
  'state.answer.open': 'noch offen',
  'state.answer.accepted': 'angenommen',
  'state.answer.refused': 'abgelehnt',
  'help.organisation.relate':
    'Trägt ein, dass ein Auftragsverarbeiter für einen Verantwortlichen arbeitet (Art. 28 DSGVO).',
  'help.organisation.relations': 'Zeigt, wer für wen arbeitet.',
  'help.organisation.part': 'Beendet ein Auftragsverhältnis.',
  'help.organisation.controller': 'Name des Verantwortlichen',
  'help.organisation.processor': 'Name des Auftragsverarbeiters',
  'help.organisation.contract': 'wie der Vertrag in den eigenen Akten heißt',
  'help.organisation.from': 'erster Tag, wie 2026-12-31',
  'help.organisation.until': 'letzter Tag, wie 2026-12-31',
  'help.organisation.relation': 'Kennung des Auftragsverhältnisses',
  'help.hand-over': 'Übergaben eines Auftragsverarbeiters an seinen Verantwortlichen.',
  'help.hand-over.offer': 'Bietet eine Datei an; festgehalten wird ihre Prüfsumme, nicht ihr Inhalt.',
  'help.hand-over.list': 'Zeigt Übergaben der eigenen Organisation.',
  'help.hand-over.accept': 'Nimmt eine Übergabe an; die Datei muss die angebotene sein.',
  'help.hand-over.refuse': 'Lehnt eine Übergabe ab.',
  'help.hand-over.file': 'die Datei, die übergeben wird',
  'help.hand-over.subject': 'case (Vorfall) oder data-set (Datenbestand)',
  'help.hand-over.to': 'Name des Verantwortlichen',
  'help.hand-over.id': 'Kennung der Übergabe',
} as const
