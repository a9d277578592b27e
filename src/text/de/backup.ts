/** Copies of the database, in German. */
export const backup = {
  'fault.SCH_BACKUP_NO_BACKUP': 'Das ist keine Sicherung von Schleuse.',
  'hint.SCH_BACKUP_NO_BACKUP': 'Die Datei nehmen, die „schleuse backup create“ geschrieben hat.',
  'fault.SCH_BACKUP_DAMAGED': 'An dieser Sicherung wurde etwas verändert, vertauscht oder abgeschnitten.',
  'hint.SCH_BACKUP_DAMAGED': 'Eine andere Abschrift nehmen. Es wurde nichts wiederhergestellt.',
  'fault.SCH_BACKUP_KEY_ABSENT':
    'Diese Sicherung ist mit dem Schlüssel {id} versiegelt; im Ordner der Schlüssel fehlt er oder ist widerrufen.',
  'hint.SCH_BACKUP_KEY_ABSENT':
    'Zuerst die gesicherten Schlüssel in den Ordner legen (docs/backup.md). Es wurde nichts wiederhergestellt.',
  'fault.SCH_BACKUP_NOT_EMPTY':
    'Hier gibt es schon Daten (Tabelle {table}); eine Sicherung wird nie über sie gelegt.',
  'hint.SCH_BACKUP_NOT_EMPTY':
    'Einen neuen Ordner (--state) oder eine leere Datenbank nennen. Es wurde nichts geändert.',
  'fault.SCH_BACKUP_IN_USE': 'Mit dieser Datenbank arbeitet gerade ein anderer Aufruf von Schleuse.',
  'hint.SCH_BACKUP_IN_USE': 'Ihn beenden und noch einmal aufrufen. Es wurde nichts geändert.',
  'fault.SCH_BACKUP_OWNER_NEEDED':
    'Dazu braucht es die Rolle, der die Tabellen gehören; die angegebene darf das nicht.',
  'hint.SCH_BACKUP_OWNER_NEEDED': 'Die Eigentümerin in DATABASE_OWNER_URL nennen. Es wurde nichts geändert.',
  'fault.SCH_BACKUP_OTHER_TABLES':
    'Die Tabellen in dieser Sicherung haben eine andere Form als die ihres Standes.',
  'hint.SCH_BACKUP_OTHER_TABLES':
    'Jemand hat Tabellen von Hand geändert. Es wurde nichts wiederhergestellt; bitte den Fehler melden.',
  'fault.SCH_BACKUP_BEING_WRITTEN': 'Diese Datei schreibt gerade ein anderer Aufruf.',
  'hint.SCH_BACKUP_BEING_WRITTEN': 'Warten, bis er fertig ist, oder eine andere Datei nennen.',
  'state.backup-created':
    '{file}: {rows} {rows|Zeile|Zeilen} aus {tables} Tabellen (Stand {schema}), {sizeBytes} Bytes, versiegelt mit Schlüssel {key}.',
  'state.backup-without-key': 'NICHT darin: Schlüssel {id} ({purpose}). Getrennt sichern.',
  'state.backup-whole':
    '{file} ist vollständig: {rows} {rows|Zeile|Zeilen} aus {tables} Tabellen (Stand {schema}), vom {createdAt}.',
  'state.backup-sealed':
    '{file} ist seit der Unterschrift unverändert (vom {createdAt}), aber der Schlüssel {key} ist nicht hier: Ob sie sich öffnen lässt, ist NICHT geprüft.',
  'state.backup-damaged': '{file} taugt nicht zur Wiederherstellung: {damage}.',
  'state.damage.changed': 'wurde nach der Unterschrift verändert',
  'state.damage.segment': 'ein Abschnitt ist nicht der, der versiegelt wurde',
  'state.damage.not-certified': 'der Schlüssel der Unterschrift ist nicht von der genannten Wurzel bestätigt',
  'state.damage.other-root': 'von einer anderen Installation unterschrieben',
  'state.damage.records': 'der Inhalt ist nicht lesbar',
  'state.damage.packing': 'der Inhalt lässt sich nicht entpacken',
  'state.damage.table': 'eine Tabelle steht nicht an ihrem Platz',
  'state.damage.checksum': 'die Prüfsumme oder Zeilenzahl einer Tabelle stimmt nicht',
  'state.damage.contents': 'das Verzeichnis der Tabellen stimmt nicht',
  'state.backup-needs-key': 'Schlüssel {id} ({purpose}): {presence}',
  'state.presence.here': 'ist hier',
  'state.presence.absent': 'FEHLT hier; was mit ihm gemacht wurde, lässt sich ohne ihn nicht benutzen',
  'state.backup-restored':
    'Wiederhergestellt: {rows} {rows|Zeile|Zeilen} in {tables} Tabellen (Stand {schema}), aus {file} vom {createdAt}.',
  'state.restored-trail-whole':
    'Protokoll von {organisation}: {entries} {entries|Eintrag|Einträge}, unversehrt.',
  'state.restored-trail-broken':
    'Protokoll von {organisation}: {entries} {entries|Eintrag|Einträge}, NICHT unversehrt. Einzelheiten: schleuse audit verify',
  'state.progress.backup': 'Tabelle {at} von {of}: {table}',
  'state.progress.backup-verify': 'Geprüft wird: {table}',
  'state.progress.backup-restore': 'Tabelle {at} von {of}: {table}',
  'state.document.backup': 'Sicherung der Datenbank',
  'help.backup': 'Sicherung der Datenbank: machen, prüfen, wiederherstellen.',
  'help.backup.create':
    'Schreibt alle Tabellen eines Augenblicks versiegelt und unterschrieben in eine Datei. Schlüssel sind nicht darin.',
  'help.backup.create.out': 'neue Datei; eine vorhandene wird nicht überschrieben',
  'help.backup.verify':
    'Prüft eine Sicherung ganz, ohne Datenbank; Status 1, wenn sie nicht taugt oder ihr Schlüssel fehlt.',
  'help.backup.restore':
    'Stellt eine Sicherung in einer leeren Installation wieder her: ganz oder gar nicht.',
  'help.backup.file': 'Datei, die „schleuse backup create“ geschrieben hat',
} as const
