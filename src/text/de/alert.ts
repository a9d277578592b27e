/** Alerts to staff, in German. */
export const alert = {
  'fault.SCH_ALERT_UNKNOWN': 'Eine offene Meldung mit dieser Kennung gibt es hier nicht.',
  'hint.SCH_ALERT_UNKNOWN': 'Alle zeigt: schleuse alert list',
  'alert.subject.raised': 'Schleuse: {organisation} - jemand muss nachsehen',
  'alert.subject.hour': 'Schleuse: {organisation} - seit einer Stunde offen',
  'alert.subject.day': 'Schleuse: {organisation} - seit einem Tag offen',
  'alert.text':
    '{what}\n\nOrganisation: {organisation}\nSeit: {raisedAt}\nMeldung: {id}\n\nWenn sich jemand darum kümmert, bitte bestätigen:\n\n  schleuse alert acknowledge {id}\n',
  'alert.reserved':
    'Was diese Meldung sagt, wird nicht verschickt. Nachsehen auf dem Rechner selbst: schleuse alert list',
  'alert.trail-broken':
    'Das Protokoll setzt den zuletzt unterschriebenen Stand nicht fort; es zeigt sich an Eintrag {entry}. Es wird nichts mehr unterschrieben. Nachsehen mit: schleuse audit verify',
  'alert.witness-failing':
    'Der Zeuge {witness} hat seit über einer Stunde keinen unterschriebenen Stand angenommen. Nichts ist verloren, es wird weiter versucht. Den Grund zeigt: schleuse audit witnesses',
  'alert.retention-failing':
    'Was abgelaufen ist, konnte nicht entfernt werden ({what}). Es ist noch da. Den Grund zeigt: schleuse retention run',
  'alert.directory-stale':
    'Die Kundenliste aus der Quelle {source} ist älter, als sie sein darf. Mails werden angehalten, bis sie wieder stimmt. Nachsehen mit: schleuse directory status',
  'alert.directory-asks':
    'Die Quelle {source} hat viel weniger Kunden geliefert als zuvor. Nichts wurde übernommen; jemand muss entscheiden. Nachsehen mit: schleuse directory status',
  'alert.directory-never':
    'Die Quelle {source} hat noch nie eine Kundenliste geliefert. Ihre Kunden sind hier nicht bekannt. Nachsehen mit: schleuse directory status',
  'alert.request-waiting':
    'Der Antrag {request} wartet seit über {waiting} auf eine zweite Person. Nichts gilt, bis jemand anderes ihn bestätigt. Nachsehen mit: schleuse staff requests',
  'alert.allowance-ending':
    'Die Ausnahme {allowance} endet in höchstens 14 Tagen; danach wird, was sie erlaubt, wieder angehalten. Nachsehen mit: schleuse directory allow list',
  'alert.allowance-ended':
    'Die Ausnahme {allowance} ist abgelaufen: Was sie erlaubte, wird wieder angehalten. Nachsehen mit: schleuse directory allow list',
  'alert.token-ending':
    'Der Zugangsschlüssel {token} läuft in höchstens 14 Tagen ab; danach wird abgewiesen, wer ihn benutzt. Nachsehen mit: schleuse staff token list',
  'alert.certificate-ending':
    'Das TLS-Zertifikat des Servers {left}. Mit einem abgelaufenen verbindet sich niemand. Neue Dateien werden von selbst übernommen.',
  'alert.backup-missing':
    'Seit über {hours} Stunden wurde keine Sicherung gemacht. Nachholen mit: schleuse backup create',
  'state.alert':
    '{raisedAt}  {id}  {alert} ({about}): {status}, {times}-mal gesehen, {failing} Boten nicht erreicht',
  'state.alert-none': 'Keine offene Meldung.',
  'state.alert-acknowledged': 'Meldung {id} ist bestätigt.',
  'state.alert-told': 'Meldung {id}: {messenger} benachrichtigt.',
  'state.alert-untold': 'Meldung {id}: {messenger} NICHT benachrichtigt ({why}); es wird weiter versucht.',
  'state.alert-nobody':
    'Niemand wird benachrichtigt: In den Einstellungen steht unter alerts weder mail noch webhooks.',
  'state.alert-quiet': 'Nichts ist fällig.',
  'state.alert.trail-broken': 'Protokoll nicht fortgesetzt',
  'state.alert.witness-failing': 'Zeuge nimmt nichts an',
  'state.alert.retention-failing': 'Abgelaufenes nicht entfernt',
  'state.alert.directory-stale': 'Kundenliste veraltet',
  'state.alert.directory-asks': 'Kundenliste fragt nach',
  'state.alert.directory-never': 'Kundenliste nie gelesen',
  'state.alert.request-waiting': 'Antrag wartet auf zweite Person',
  'state.alert.allowance-ending': 'Ausnahme endet bald',
  'state.alert.allowance-ended': 'Ausnahme abgelaufen',
  'state.alert.token-ending': 'Zugangsschlüssel läuft ab',
  'state.alert.certificate-ending': 'TLS-Zertifikat läuft ab',
  'state.alert.backup-missing': 'Sicherung fehlt',
  'state.waiting.hour': 'einer Stunde',
  'state.waiting.day': 'einem Tag',
  'state.left.month': 'endet in höchstens 30 Tagen',
  'state.left.week': 'endet in höchstens 7 Tagen',
  'state.left.nothing': 'ist abgelaufen',
  'state.status.open': 'offen',
  'state.status.acknowledged': 'bestätigt',
  'state.status.over': 'erledigt',
  'state.permission.alert-read': 'Meldungen sehen',
  'state.permission.alert-acknowledge': 'Meldungen bestätigen',
  'state.permission.alert-tell': 'Benachrichtigungen auslösen',
  'help.alert': 'Meldungen an das Personal.',
  'help.alert.list': 'Zeigt offene Meldungen.',
  'help.alert.list.all': 'auch bestätigte und erledigte',
  'help.alert.acknowledge': 'Bestätigt, dass sich jemand darum kümmert; dann wird nicht weiter erinnert.',
  'help.alert.id': 'Kennung der Meldung',
  'help.alert.tell': 'Benachrichtigt jetzt, wer noch zu benachrichtigen ist.',
} as const
