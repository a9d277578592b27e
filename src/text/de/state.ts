/** Keys, organisations, the audit trail and the database, in German. */
export const state = {
  'fault.SCH_KEY_EXPOSED': 'Diese Schlüsseldatei können auch andere lesen; mit ihr wird nicht gearbeitet.',
  'fault.SCH_KEY_DAMAGED': 'Diese Schlüsseldatei ist beschädigt oder gehört zu einem anderen Schlüssel.',
  'fault.SCH_KEY_SIGN_IN_LOST':
    'Der Schlüssel der Anmeldung fehlt, obwohl sich hier schon Menschen mit ihm anmelden. Es wurde keiner gemacht und nichts geändert.',
  'fault.SCH_KEY_MISSING': 'Für den Zweck {purpose} gibt es keinen gültigen Schlüssel.',
  'fault.SCH_KEY_OTHER_ROOT':
    'In diesem Ordner liegen jetzt die Schlüssel einer anderen Installation; mit ihnen wird nicht gearbeitet.',
  'fault.SCH_KEY_UNKNOWN': 'Einen Schlüssel {id} gibt es hier nicht.',
  'fault.SCH_ORGANISATION_TWICE': 'Eine Organisation dieses Namens gibt es schon.',
  'fault.SCH_ORGANISATION_UNKNOWN': 'Eine Organisation dieses Namens gibt es nicht.',
  'fault.SCH_ORGANISATION_NONE': 'Es gibt hier noch keine Organisation.',
  'fault.SCH_ORGANISATION_WHICH':
    'Hier gibt es {count} Organisationen; es ist nicht gesagt, welche gemeint ist.',
  'fault.SCH_SIGNED_FILE': 'Das ist kein gültiger signierter Prüfpunkt ({why}).',
  'fault.SCH_STORE_LOCK': 'Die Sperrdatei lässt sich nicht benutzen ({why}).',
  'fault.SCH_STORE_BUSY': 'Ein anderer Aufruf startet oder beendet diese Datenbank noch immer.',
  'fault.SCH_STORE_FOLDER_UNUSABLE': 'In diesem Ordner lässt sich keine Datenbank führen.',
  'fault.SCH_STORE_UNREACHABLE': 'PostgreSQL läuft als {account} und darf diesen Ordner nicht betreten.',
  'fault.SCH_STORE_WRONG_OWNER': 'Dieser Ordner gehört einem anderen Konto ({owner}).',
  'fault.SCH_STORE_MAJOR_VERSION':
    'Diese Datenbank wurde von PostgreSQL {major} angelegt; auf diesem Rechner gibt es: {there}.',
  'fault.SCH_STORE_NO_BINARIES': 'Auf diesem Rechner gibt es kein PostgreSQL ab {majorMin}.',
  'fault.SCH_STORE_DISK_FULL': 'Der Datenträger ist voll.',
  'fault.SCH_STORE_ANOTHER_SERVER': 'Ein anderer Server arbeitet schon in diesem Ordner.',
  'fault.SCH_STORE_SOCKET_TAKEN': 'Der Anschluss (Socket) der Datenbank ist belegt.',
  'fault.SCH_STORE_MEMORY': 'Für PostgreSQL fehlt Arbeitsspeicher.',
  'fault.SCH_STORE_START_FAILED': 'PostgreSQL startet nicht.',
  'fault.SCH_STORE_START_SLOW': 'PostgreSQL ist nach {seconds} Sekunden noch nicht bereit.',
  'fault.SCH_STORE_STOP_SLOW': 'PostgreSQL (Prozess {pid}) beendet sich nicht.',
  'fault.SCH_STORE_AWAY': 'Die Datenbank ist nicht zu erreichen.',
  'fault.SCH_STORE_REFUSED': 'Die Datenbank lehnt die Anmeldung ab (SQLSTATE {sqlstate}).',
  'fault.SCH_STORE_VERSION_OLD': 'Der Server ist PostgreSQL {version}; gebraucht wird 15 oder neuer.',
  'fault.SCH_STORE_RUNS_AS_OWNER':
    'Die Rolle {role} besitzt die Tabellen; so arbeitet Schleuse nicht, denn sie könnte ihre eigenen Schranken aufheben.',
  'fault.SCH_STORE_NEWER': 'Die Datenbank hat Stand {newest}; dieses Programm kennt nur {newestKnown}.',
  'fault.SCH_STORE_OLDER': 'Die Datenbank hat Stand {newest}; dieses Programm braucht {newestKnown}.',
  'fault.SCH_STORE_SCHEMA_CHANGED':
    'Die Anpassung {version} der Tabellen war eine andere, als dieses Programm kennt.',
  'fault.SCH_STORE_CONTENDED': 'Zu viele schreiben zugleich: {tries} Versuche sind gescheitert.',
  'hint.SCH_KEY_EXPOSED':
    'Rechte auf 0600 setzen. Wer sie gelesen haben kann, kann fälschen: Schlüssel widerrufen (schleuse keys revoke).',
  'hint.SCH_KEY_DAMAGED':
    'Aus der Sicherung der Schlüssel zurückholen; an der Datenbank wurde nichts geändert.',
  'hint.SCH_KEY_MISSING':
    'Die Datei aus der Sicherung zurückholen oder einen neuen Schlüssel machen: schleuse keys rotate {purpose}',
  'hint.SCH_KEY_SIGN_IN_LOST':
    'Die Datei sign-in-*.json aus der Sicherung der Schlüssel zurückholen. Ist sie verloren: schleuse keys rotate sign-in, danach für jedes Konto neue Zugangsdaten (schleuse staff reset ADRESSE).',
  'hint.SCH_KEY_OTHER_ROOT':
    'Den richtigen Ordner einhängen, oder schleuse serve neu starten, wenn der Wechsel gewollt ist.',
  'hint.SCH_KEY_UNKNOWN': 'Alle Schlüssel zeigt: schleuse keys list',
  'hint.SCH_ORGANISATION_TWICE': 'Alle zeigt: schleuse organisation list',
  'hint.SCH_ORGANISATION_UNKNOWN': 'Alle zeigt: schleuse organisation list',
  'hint.SCH_ORGANISATION_NONE': 'Anlegen mit: schleuse organisation add NAME --role controller',
  'hint.SCH_ORGANISATION_WHICH': 'Mit --organisation angeben; alle zeigt: schleuse organisation list',
  'hint.SCH_SIGNED_FILE': 'Die Datei nehmen, die „schleuse audit checkpoint“ geschrieben hat, unverändert.',
  'hint.SCH_STORE_LOCK': 'Prüfen, ob der Ordner beschreibbar ist und das Programm flock (util-linux) da ist.',
  'hint.SCH_STORE_BUSY': 'Kurz warten und noch einmal aufrufen; es wurde nichts geändert.',
  'hint.SCH_STORE_FOLDER_UNUSABLE':
    'Einen beschreibbaren Ordner angeben (--state) oder die Rechte berichtigen; es wurde nichts geändert.',
  'hint.SCH_STORE_UNREACHABLE':
    'Einen Ordner außerhalb privater Verzeichnisse angeben (--state), zum Beispiel /var/lib/schleuse.',
  'hint.SCH_STORE_WRONG_OWNER': 'Den Befehl als dieses Konto aufrufen; die Daten sind unverändert.',
  'hint.SCH_STORE_MAJOR_VERSION': 'PostgreSQL {major} installieren. Die Daten sind unverändert.',
  'hint.SCH_STORE_NO_BINARIES':
    'PostgreSQL installieren (Debian: apt install postgresql) oder einen Server in DATABASE_URL nennen.',
  'hint.SCH_STORE_DISK_FULL': 'Platz schaffen und noch einmal aufrufen; was bestätigt war, ist noch da.',
  'hint.SCH_STORE_ANOTHER_SERVER': 'Den anderen Server beenden oder einen anderen Ordner angeben (--state).',
  'hint.SCH_STORE_SOCKET_TAKEN': 'Den Prozess beenden, der ihn hält, und noch einmal aufrufen.',
  'hint.SCH_STORE_MEMORY': 'Speicher freigeben und noch einmal aufrufen.',
  'hint.SCH_STORE_START_FAILED': 'Den Grund nennt die letzte Zeile dieser Datei.',
  'hint.SCH_STORE_START_SLOW':
    'Nach einem Absturz kann das dauern: warten und noch einmal aufrufen. Einzelheiten in dieser Datei.',
  'hint.SCH_STORE_STOP_SLOW': 'Die Daten sind sicher; der nächste Aufruf nimmt diesen Server wieder auf.',
  'hint.SCH_STORE_AWAY':
    'Prüfen, ob der Server läuft und DATABASE_URL stimmt. Solange wird nichts freigegeben.',
  'hint.SCH_STORE_REFUSED': 'Rolle, Passwort und Datenbankname in DATABASE_URL prüfen.',
  'hint.SCH_STORE_VERSION_OLD': 'Einen neueren Server nennen.',
  'hint.SCH_STORE_RUNS_AS_OWNER':
    'In DATABASE_URL die Anwendungsrolle nennen, die Eigentümerin nur in DATABASE_OWNER_URL.',
  'hint.SCH_STORE_NEWER': 'Die neuere Version von Schleuse verwenden; es wurde nichts geändert.',
  'hint.SCH_STORE_OLDER': 'Einmal mit DATABASE_OWNER_URL aufrufen, damit die Tabellen angepasst werden.',
  'hint.SCH_STORE_SCHEMA_CHANGED':
    'Eine veröffentlichte Version von Schleuse verwenden; es wurde nichts geändert.',
  'hint.SCH_STORE_CONTENDED': 'Später noch einmal aufrufen; es wurde nichts geändert.',
  'fault.SCH_STORE_CROWDED': 'Der Datenbankserver nimmt keine weitere Verbindung an.',
  'hint.SCH_STORE_CROWDED':
    'Andere Programme beenden oder max_connections des Servers erhöhen; es wurde nichts geändert.',
  'fault.SCH_STORE_COMMIT_UNKNOWN':
    'Die Datenbank ging verloren, während sie speicherte: Ob die Änderung gilt, ist nicht bekannt.',
  'hint.SCH_STORE_COMMIT_UNKNOWN':
    'Nachsehen, ob sie da ist, und nur sonst noch einmal aufrufen. Halb gespeichert ist sie nicht.',
  'state.first-run':
    'Neue Schlüssel angelegt. Fingerabdruck der Wurzel, bitte außerhalb dieses Rechners notieren: {fingerprint}',
  'state.root': 'Fingerabdruck der Wurzel: {fingerprint}',
  'state.key': '{id}  {purpose}, vom {createdAt}: {state}',
  'state.key-made':
    'Neuer Schlüssel {id} ({purpose}). Der bisherige prüft und öffnet weiter, was mit ihm gemacht wurde.',
  'state.key-revoked': 'Schlüssel {id} ({purpose}) ist widerrufen.',
  'state.purpose.root': 'Wurzel',
  'state.purpose.signature': 'Unterschrift',
  'state.purpose.matching': 'Abgleich',
  'state.purpose.quarantine': 'Quarantäne',
  'state.purpose.directory': 'Kundenverzeichnis',
  'state.purpose.backup': 'Sicherung',
  'state.purpose.sign-in': 'Anmeldung',
  'state.key-missing':
    'Für den Zweck {purpose} fehlt ein gültiger Schlüssel. Zurückholen oder neu machen: schleuse keys rotate',
  'state.state.current': 'gilt',
  'state.state.earlier': 'früherer',
  'state.state.revoked': 'widerrufen',
  'state.organisation': '{name} ({role})  {id}',
  'state.organisation-added': '{name} ({role}) ist angelegt: {id}',
  'state.role.controller': 'Verantwortlicher',
  'state.role.processor': 'Auftragsverarbeiter',
  'state.checkpoint':
    '{file} hält den Stand nach {entries} {entries|Eintrag|Einträgen} fest. An einem anderen Ort aufbewahren.',
  'state.trail-whole':
    'Das Protokoll ist unversehrt: {entries} {entries|Eintrag|Einträge}, mit {checkpoints} {checkpoints|Prüfpunkt|Prüfpunkten} von außen und {inside} in der Datenbank verglichen.',
  'state.trail-broken':
    'Das Protokoll ist NICHT unversehrt ({entries} {entries|Eintrag|Einträge}, {checkpoints} {checkpoints|Prüfpunkt|Prüfpunkte} von außen, {inside} in der Datenbank).',
  'state.trail-fault': 'Eintrag {entry}: {damage}',
  'state.damage.missing': 'fehlt',
  'state.damage.edited': 'wurde verändert, umgestellt oder gefälscht',
  'state.damage.cut': 'ist der letzte, danach wurde abgeschnitten',
  'state.damage.longer-than-head': 'ist laut Kopf der letzte, es folgen aber weitere',
  'state.damage.other-than-checkpoint':
    'ist ein anderer als im Prüfpunkt: Das Protokoll wurde neu geschrieben',
  'state.file-genuine': '{file} ist echt ({document}).',
  'state.file-genuine-root-open':
    '{file} ist unverändert ({document}). Wer sie unterschrieb, sagt der Fingerabdruck der Wurzel; bitte vergleichen: {fingerprint}',
  'state.file-changed': '{file} wurde NACH der Unterschrift verändert.',
  'state.file-not-certified':
    '{file} ist mit einem Schlüssel unterschrieben, den die genannte Wurzel nicht bestätigt hat.',
  'state.file-other-root': '{file} ist von einer anderen Installation unterschrieben.',
  'state.file-no-signed-file': '{file} ist keine von Schleuse unterschriebene Datei.',
  'state.document.audit-head': 'Prüfpunkt des Protokolls',
  'help.state': 'Ordner für Datenbank und Schlüssel',
  'help.organisation': 'Organisationen, für die diese Installation arbeitet.',
  'help.organisation.add': 'Legt eine Organisation an.',
  'help.organisation.list': 'Zeigt alle Organisationen.',
  'help.organisation.name': 'Name der Organisation',
  'help.organisation.role':
    'controller (Verantwortlicher) oder processor (Auftragsverarbeiter), Art. 4 DSGVO',
  'help.organisation.which': 'Organisation, wenn es mehrere gibt',
  'help.audit': 'Protokoll: prüfen und den Stand festhalten.',
  'help.audit.verify': 'Prüft das Protokoll Eintrag für Eintrag; Status 1, wenn es nicht unversehrt ist.',
  'help.audit.verify.checkpoint':
    'früher festgehaltener Stand oder Ordner eines Zeugen, mit dem verglichen wird; darf mehrfach stehen',
  'help.audit.checkpoint': 'Hält den Stand des Protokolls unterschrieben fest.',
  'help.audit.checkpoint.out': 'neue Datei; eine vorhandene wird nicht überschrieben',
  'help.keys': 'Schlüssel dieser Installation.',
  'help.keys.list': 'Zeigt alle Schlüssel und den Fingerabdruck der Wurzel.',
  'help.keys.rotate': 'Macht einen neuen Schlüssel; der bisherige bleibt für Früheres.',
  'help.keys.revoke': 'Widerruft einen Schlüssel.',
  'help.keys.purpose':
    'Zweck: signature (Unterschrift), matching (Abgleich), quarantine (Quarantäne), directory (Kundenverzeichnis), backup (Sicherung), sign-in (Anmeldung)',
  'help.keys.id': 'Kennung des Schlüssels',
  'help.verify': 'Prüft eine von Schleuse unterschriebene Datei, ohne Server und ohne Datenbank.',
  'help.verify.file': 'unterschriebene Datei',
  'help.verify.root': 'Fingerabdruck der Wurzel, wie er beim ersten Lauf genannt wurde',
} as const
