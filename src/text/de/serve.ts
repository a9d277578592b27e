/** The server, its addresses and its answers, in German. */
export const serve = {
  'fault.SCH_WORK_LOST': 'Diese Arbeit hat inzwischen ein anderer Prozess übernommen.',
  'fault.SCH_WORK_SLOW': 'Diese Arbeit hat länger gedauert, als sie darf.',
  'hint.SCH_WORK_LOST': 'Nichts zu tun: Was dieser Prozess noch versucht hat, wurde nicht übernommen.',
  'hint.SCH_WORK_SLOW':
    'Sie wird von selbst wieder versucht. Kommt das oft vor, die Last des Rechners und der Quelle prüfen.',
  'fault.SCH_SERVE_ADDRESS': 'Diese Adresse zum Lauschen ist nicht lesbar.',
  'fault.SCH_SERVE_PLAIN':
    'Auf einer Adresse, die andere Rechner erreichen, lauscht Schleuse nicht ohne TLS: Passwörter und Daten gingen lesbar durch das Netz.',
  'fault.SCH_SERVE_LISTEN': 'Auf {address} lässt sich nicht lauschen ({why}).',
  'fault.SCH_TLS_FILE': 'Diese Datei taugt nicht für TLS ({why}).',
  'fault.SCH_TLS_KEY_EXPOSED':
    'Diesen TLS-Schlüssel können auch andere lesen oder ändern; mit ihm wird nicht gearbeitet.',
  'fault.SCH_HTTP_INPUT': 'Die Anfrage entspricht nicht der Vereinbarung.',
  'fault.SCH_HTTP_SIGN_IN': 'Dafür muss man angemeldet sein.',
  'fault.SCH_HTTP_FORBIDDEN': 'Das ist diesem Konto nicht erlaubt.',
  'fault.SCH_HTTP_INSECURE': 'Diese Anfrage kam nicht über HTTPS; sie wird nicht beantwortet.',
  'fault.SCH_HTTP_NOT_FOUND': 'Das gibt es hier nicht.',
  'fault.SCH_HTTP_BODY_LARGE': 'Die Anfrage ist zu groß.',
  'fault.SCH_HTTP_MEDIA_TYPE': 'In dieser Form wird die Anfrage nicht angenommen.',
  'fault.SCH_HTTP_OTHER_HOST': 'Unter diesem Namen ist dieser Server nicht zuständig.',
  'fault.SCH_HTTP_TOO_MANY': 'Das waren zu viele Anfragen in kurzer Zeit.',
  'fault.SCH_HTTP_SLOW': 'Die Antwort hat zu lange gedauert; was schon bestätigt war, gilt.',
  'hint.SCH_SERVE_ADDRESS': 'So: 127.0.0.1:8080, [::1]:8080 oder unix:/run/schleuse/http.sock.',
  'hint.SCH_SERVE_PLAIN':
    'serve.tls (Zertifikat und Schlüssel) setzen, oder serve.trusted_proxies, wenn ein Proxy das TLS übernimmt, oder 127.0.0.1 verwenden.',
  'hint.SCH_SERVE_LISTEN': 'Prüfen, ob ein anderes Programm dort lauscht und ob das Konto es darf.',
  'hint.SCH_TLS_FILE':
    'Zertifikat mit Kette und der dazugehörige Schlüssel, beide als PEM. Solange ein früheres Zertifikat geladen ist, gilt dieses weiter.',
  'hint.SCH_TLS_KEY_EXPOSED':
    'Rechte auf 0600 setzen (oder 0640 mit eigener Gruppe). Wer ihn gelesen haben kann, kann sich als dieser Server ausgeben: neues Zertifikat ausstellen.',
  'hint.SCH_HTTP_INPUT': 'Was erwartet wird, steht in /api/v1/openapi.json.',
  'hint.SCH_HTTP_SIGN_IN': 'Anmelden und noch einmal versuchen.',
  'hint.SCH_HTTP_FORBIDDEN': 'Jemanden bitten, der die Rolle dafür hat.',
  'hint.SCH_HTTP_INSECURE':
    'Die Adresse mit https:// aufrufen. Ein Proxy muss in serve.trusted_proxies stehen und X-Forwarded-Proto: https senden.',
  'hint.SCH_HTTP_NOT_FOUND': 'Was es gibt, steht in /api/v1/openapi.json.',
  'hint.SCH_HTTP_BODY_LARGE': 'In kleineren Teilen senden.',
  'hint.SCH_HTTP_MEDIA_TYPE': 'Als application/json senden.',
  'hint.SCH_HTTP_OTHER_HOST': 'Die Adresse aus serve.public_url verwenden.',
  'hint.SCH_HTTP_TOO_MANY': 'Eine Minute warten.',
  'hint.SCH_HTTP_SLOW': 'Den Stand ansehen und dann noch einmal versuchen.',
  'fault.SCH_SERVE_NOTHING': 'Mit --only worker lauscht dieser Prozess auf keiner Adresse.',
  'hint.SCH_SERVE_NOTHING': '--listen weglassen.',
  'fault.SCH_WORK_TRAIL_BROKEN':
    'Das Protokoll einer Organisation setzt nicht fort, was zuletzt unterschrieben wurde; sein Stand wird nicht unterschrieben.',
  'hint.SCH_WORK_TRAIL_BROKEN':
    'Sofort prüfen: schleuse audit verify. Der früher unterschriebene Stand gilt weiter.',
  'help.serve': 'Server und Hintergrundarbeit starten und laufen lassen, bis SIGTERM oder SIGINT kommt',
  'help.serve.only': 'nur diese Teile: api, worker (mehrere Prozesse teilen sich die Arbeit)',
  'help.serve.listen': 'Adresse statt serve.listen: 127.0.0.1:8080, [::1]:8080 oder unix:/PFAD',
  'help.work': 'Hintergrundarbeit ansehen',
  'help.work.list':
    'zeigen, was fällig ist, läuft, wartet oder gescheitert ist, und welche Prozesse arbeiten',
  'state.work-worker': '{worker} arbeitet seit {startedAt}, zuletzt gehört {seenAt}',
  'state.work-no-worker': 'Kein Prozess nimmt Arbeit an. Einen starten: schleuse serve',
  'state.work-job': '{job}: {work} ({at}), zuletzt: {lastOutcome} {lastCode} {lastEndedAt}',
  'state.work-job-running':
    '{job}: {work} bei {worker} (seit {at}), zuletzt: {lastOutcome} {lastCode} {lastEndedAt}',
  'state.work.running': 'läuft',
  'state.work.due': 'ist fällig',
  'state.work.waiting': 'wartet auf ihre Zeit',
  'state.work.retrying': 'wird wieder versucht',
  'state.work.failed': 'ist gescheitert',
  'state.work.unknown': 'kennt kein laufender Prozess',
  'state.lastOutcome.never': 'noch nie',
  'state.lastOutcome.done': 'erledigt',
  'state.lastOutcome.failed': 'gescheitert',
  'state.lastOutcome.lost': 'abgebrochen',
  'fault.SCH_HTTP_OUTDATED':
    'Dieser Prozess ist älter als die Tabellen der Datenbank; er arbeitet nicht mehr in ihnen.',
  'hint.SCH_HTTP_OUTDATED':
    'Den Betrieb bitten, ihn durch die neue Version zu ersetzen; es wurde nichts geändert.',
} as const
