/** What a person reads about rehearsals of foreign systems, in German. */
export const foreignSystem = {
  'fault.SCH_SINK_PLACE':
    'Die Auffangstelle für Mails kann unter {place} nicht öffnen: Der Platz ist belegt oder gehört jemand anderem.',
  'hint.SCH_SINK_PLACE':
    'Den Prozess beenden, der dort lauscht; lauscht keiner, die liegen gebliebene Socket-Datei löschen oder einen anderen Ordner für vorübergehende Dateien angeben (TMPDIR). Es wurde nichts ausgeführt.',
  'fault.SCH_SINK_LATE':
    '{mails} Mails kamen aus einem Durchlauf an, der schon beendet war. Was verglichen wurde, beweist deshalb nichts; die Mails wurden abgelehnt.',
  'hint.SCH_SINK_LATE':
    'Das System sendet später, als die Probe nach dem Befehl trigger wartet: diesen erst enden lassen, wenn alles versandt ist. Dann neu proben.',
  'fault.SCH_SINK_ROOM':
    '{mails} Mails nahm die Auffangstelle nicht an, weil sie zu groß waren oder kein Platz mehr war. Der Durchlauf zählt nicht, und keine Mail ist nach außen gelangt.',
  'hint.SCH_SINK_ROOM':
    'Platz auf dem Datenträger schaffen, auf dem vorübergehende Dateien liegen (TMPDIR), Mails über 100 MB vermeiden, und neu proben.',
  'fault.SCH_ISOLATION_MISSING':
    'Auf dieser Maschine lässt sich kein abgeschlossenes Netz herstellen ({why}). Von dem fremden System wurde nichts ausgeführt.',
  'hint.SCH_ISOLATION_MISSING':
    'Linux mit den Programmen unshare, mount und ip (util-linux, iproute2) verwenden, als root oder mit erlaubten Namensräumen für Benutzer. Ohne Abschottung könnten echte Mails hinausgehen; so eine Probe ließe sich nicht freigeben.',
  'fault.SCH_ISOLATION_LOST':
    'Das abgeschlossene Netz endete, während der Befehl {step} lief; mit ihm endete alles, was darin lief. Der Durchlauf zählt nicht.',
  'hint.SCH_ISOLATION_LOST':
    'Nachsehen, was den Prozess beendet hat (Speicher, kill), und neu proben. Keine Mail ist nach außen gelangt.',
  'fault.SCH_SYSTEM_STEP': 'Der Befehl {step} des fremden Systems endete mit {exit} statt 0.',
  'hint.SCH_SYSTEM_STEP':
    'Was er ausgab, steht in {file}. Den Befehl berichtigen und neu proben. Der Durchlauf zählt nicht, und keine Mail ist nach außen gelangt.',
  'fault.SCH_SYSTEM_START':
    'Der Befehl {step} des fremden Systems ließ sich nicht starten: {program} ({why}).',
  'hint.SCH_SYSTEM_START':
    'Prüfen, ob das Programm an dieser Stelle steht und ausführbar ist. Von diesem Schritt wurde nichts ausgeführt.',
  'fault.SCH_SYSTEM_SLOW':
    'Der Befehl {step} des fremden Systems war nach {seconds} s nicht fertig und wurde beendet, mit allem, was er gestartet hatte.',
  'hint.SCH_SYSTEM_SLOW':
    'Den Befehl beschleunigen oder ihm mehr Zeit geben. Der Durchlauf zählt nicht, und keine Mail ist nach außen gelangt.',
  'fault.SCH_SYSTEM_RESTLESS':
    'Das fremde System hörte nach dem Befehl trigger nicht auf zu senden; der Durchlauf wurde abgebrochen und zählt nicht.',
  'hint.SCH_SYSTEM_RESTLESS':
    'Wiederkehrende Aufgaben des Testsystems abschalten und neu proben. Keine Mail ist nach außen gelangt.',
} as const
