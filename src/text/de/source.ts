/** Sources of customers, in German. */
export const source = {
  'fault.SCH_SOURCE_ADDRESS': 'Die Serveradresse dieser Quelle ist nicht zu verstehen.',
  'fault.SCH_SOURCE_PARAMETER':
    'In der Abfrage „{query}“ fehlt der Parameter „{parameter}“, oder es gibt ihn dort nicht.',
  'fault.SCH_SOURCE_FILTER': 'Der Filter dieser Quelle ist kein gültiger LDAP-Filter.',
  'fault.SCH_SOURCE_LDAP_ADDRESS': 'Die Adresse des Verzeichnisservers ist nicht zu verstehen.',
  'fault.SCH_SOURCE_LIMITED': 'Die Quelle gibt diesem Konto nicht alle Einträge ({reason}).',
  'fault.SCH_SOURCE_ELSEWHERE': 'Ein Teil der Einträge liegt auf einem anderen Server.',
  'fault.SCH_SOURCE_AWAY':
    'Die Quelle ist nicht zu erreichen, oder die Verbindung ist abgerissen ({reason}).',
  'fault.SCH_SOURCE_REFUSED': 'Die Quelle lässt dieses Konto nicht ein ({reason}).',
  'fault.SCH_SOURCE_CERTIFICATE': 'Die Verbindung zur Quelle ist nicht sicher verschlüsselt ({reason}).',
  'fault.SCH_SOURCE_QUERY': 'Die Quelle weist die Abfrage zurück ({reason}).',
  'fault.SCH_SOURCE_SLOW': 'Die Quelle antwortet nicht in der Zeit, die ihr gegeben ist ({reason}).',
  'fault.SCH_SOURCE_CALLED_OFF': 'Das Lesen der Quelle wurde abgebrochen.',
  'fault.SCH_SOURCE_CHANGED': 'Die Datei wurde geändert, während sie gelesen wurde.',
  'fault.SCH_SOURCE_COLUMN_MISSING': 'Der Abfrage fehlt eine Spalte. Sie heißt: {names}.',
  'fault.SCH_SOURCE_COLUMN_TWICE': 'Die Abfrage nennt {field} zweimal, zuerst in Spalte {other}.',
  'fault.SCH_SOURCE_COLUMN_UNKNOWN': 'Die Spalte „{name}“ ist unbekannt. Gemeint sein kann: {near}.',
  'fault.SCH_SOURCE_ROWS_MANY': 'Die Quelle liefert mehr als {max} Zeilen.',
  'fault.SCH_SOURCE_BYTES_MANY': 'Die Quelle liefert mehr als {max} Bytes.',
  'hint.SCH_SOURCE_ADDRESS':
    'Die Form ist postgres://konto:kennwort@server/datenbank oder mariadb://…; ein Socket ist ?host=ORDNER oder ?socket=DATEI; anderes gehört nicht hinein.',
  'hint.SCH_SOURCE_PARAMETER': 'Was geändert ist, fragt man mit :since, wer eine Adresse hat, mit :address.',
  'hint.SCH_SOURCE_FILTER': 'Ein Filter sieht so aus: (objectClass=inetOrgPerson)',
  'hint.SCH_SOURCE_LDAP_ADDRESS':
    'Die Form ist ldaps://server, ldap://server:389 oder ldapi://%2Frun%2Fslapd%2Fldapi, ohne weitere Teile.',
  'hint.SCH_SOURCE_LIMITED':
    'Dem Konto auf dem Server größere Grenzen geben (OpenLDAP: limits, Active Directory: MaxPageSize und page_size). Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_ELSEWHERE':
    'Eine Basis ohne Verweise wählen oder den anderen Server als eigene Quelle angeben. Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_AWAY':
    'Es gilt weiter der letzte vollständige Stand; niemand wurde gelöscht. Server und Netz prüfen; es wird wieder versucht.',
  'hint.SCH_SOURCE_REFUSED':
    'Konto, Kennwort und Name der Datenbank prüfen. Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_CERTIFICATE':
    'Zertifikat des Servers und tls.ca prüfen. Es wurde nichts gelesen und kein Kennwort gesendet, das mitzulesen wäre.',
  'hint.SCH_SOURCE_QUERY':
    'Die Abfrage mit demselben Konto von Hand ausführen; es darf nur lesen. Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_SLOW':
    'Index und Last der Quelle prüfen oder timeout erhöhen. Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_CALLED_OFF': 'Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_CHANGED':
    'Die Datei unter anderem Namen schreiben und dann umbenennen. Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_COLUMN_MISSING': 'Die Spalte mit AS benennen, zum Beispiel: cardnumber AS customer_number',
  'hint.SCH_SOURCE_COLUMN_TWICE': 'Eine der beiden weglassen.',
  'hint.SCH_SOURCE_COLUMN_UNKNOWN': 'Die Spalte mit AS benennen oder weglassen.',
  'hint.SCH_SOURCE_ROWS_MANY':
    'Ist das richtig, rows_max erhöhen. Es gilt weiter der letzte vollständige Stand.',
  'hint.SCH_SOURCE_BYTES_MANY':
    'Ist das richtig, bytes_max erhöhen. Es gilt weiter der letzte vollständige Stand.',
} as const
