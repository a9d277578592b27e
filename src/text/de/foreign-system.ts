/** What a person reads about rehearsals of foreign systems, in German. */
export const foreignSystem = {
  'fault.SCH_SINK_PLACE':
    'Die Auffangstelle für Mails kann unter {place} nicht öffnen: Der Platz ist belegt oder gehört jemand anderem.',
  'hint.SCH_SINK_PLACE':
    'Den Prozess beenden, der dort lauscht, oder einen anderen Ordner für vorübergehende Dateien angeben (TMPDIR). Es wurde nichts ausgeführt.',
  'fault.SCH_SINK_LATE':
    '{mails} Mails kamen aus einem Durchlauf an, der schon beendet war. Was verglichen wurde, beweist deshalb nichts; die Mails wurden abgelehnt.',
  'hint.SCH_SINK_LATE':
    'Das System sendet später, als die Probe wartet: quiet_seconds erhöhen, oder den Befehl trigger erst enden lassen, wenn alles versandt ist. Dann neu proben.',
  'fault.SCH_SINK_ROOM':
    'Für {mails} Mails war in der Auffangstelle kein Platz. Der Durchlauf zählt nicht, und keine Mail ist nach außen gelangt.',
  'hint.SCH_SINK_ROOM':
    'Platz auf dem Datenträger schaffen, auf dem vorübergehende Dateien liegen (TMPDIR), und neu proben.',
  'fault.SCH_ISOLATION_MISSING':
    'Auf dieser Maschine lässt sich kein abgeschlossenes Netz herstellen ({why}). Von dem fremden System wurde nichts ausgeführt.',
  'hint.SCH_ISOLATION_MISSING':
    'Linux mit den Programmen unshare, mount und ip (util-linux, iproute2) verwenden, als root oder mit erlaubten Namensräumen für Benutzer. Ohne Abschottung könnten echte Mails hinausgehen; so eine Probe ließe sich nicht freigeben.',
  'fault.SCH_SYSTEM_STEP': 'Der Befehl {step} des fremden Systems ist gescheitert ({how}). {said}',
  'hint.SCH_SYSTEM_STEP':
    'Den Befehl von Hand ausführen und berichtigen. Der Durchlauf zählt nicht, und keine Mail ist nach außen gelangt.',
  'fault.SCH_SYSTEM_RESTLESS':
    'Das fremde System hörte nach dem Befehl trigger nicht auf zu senden; der Durchlauf wurde abgebrochen und zählt nicht.',
  'hint.SCH_SYSTEM_RESTLESS':
    'Wiederkehrende Aufgaben des Testsystems abschalten, oder quiet_deadline_seconds erhöhen.',
} as const
