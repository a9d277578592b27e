/** What is wrong in a schema of notices, in German. */
export const noticeSchema = {
  'fault.SCH_SCHEMA_SYNTAX': 'Diese Datei ist kein lesbares YAML.',
  'hint.SCH_SCHEMA_SYNTAX': 'Einrückung und Anführungszeichen an dieser Stelle prüfen.',
  'fault.SCH_SCHEMA_NO_TEXT': 'Hier muss ein Wort stehen.',
  'hint.SCH_SCHEMA_NO_TEXT': 'So, wie docs/notices.md es zeigt.',
  'fault.SCH_SCHEMA_NO_MAP': 'Hier müssen Einträge der Form name: wert stehen.',
  'hint.SCH_SCHEMA_NO_MAP': 'So, wie docs/notices.md es zeigt.',
  'fault.SCH_SCHEMA_NO_LIST': 'Hier muss eine Liste stehen.',
  'hint.SCH_SCHEMA_NO_LIST': 'In eckigen Klammern oder mit einem Strich vor jedem Eintrag.',
  'fault.SCH_SCHEMA_KEY_UNKNOWN': '„{key}“ ist hier nicht bekannt.',
  'hint.SCH_SCHEMA_KEY_UNKNOWN': 'Bekannt sind: {known}.',
  'fault.SCH_SCHEMA_KEY_UNKNOWN_NEAR': '„{key}“ ist hier nicht bekannt.',
  'hint.SCH_SCHEMA_KEY_UNKNOWN_NEAR': 'Ist „{near}“ gemeint?',
  'fault.SCH_SCHEMA_LACKS': 'Hier fehlt „{key}“.',
  'hint.SCH_SCHEMA_LACKS': 'Den Eintrag ergänzen; docs/notices.md zeigt die Form.',
  'fault.SCH_SCHEMA_FIELD':
    'Ein Feld ist entweder ein Wert (value), eine Beziehung zu einem (one) oder zu vielen (many).',
  'hint.SCH_SCHEMA_FIELD': 'Genau eines davon angeben.',
  'fault.SCH_SCHEMA_YES_NO': 'Hier muss yes oder no stehen.',
  'hint.SCH_SCHEMA_YES_NO': 'Anderes wird nicht geraten.',
  'fault.SCH_SCHEMA_CONDITION':
    'Eine Bedingung braucht path und genau eines von is, before, after, equals, above, below.',
  'hint.SCH_SCHEMA_CONDITION': 'Mehrere Bedingungen sind mehrere Einträge der Liste.',
  'fault.SCH_SCHEMA_NUMBER': 'Hier muss eine Zahl stehen.',
  'hint.SCH_SCHEMA_NUMBER': 'Ohne Einheit, mit Punkt vor den Nachkommastellen.',
  'fault.SCH_SCHEMA_DAY': 'Hier muss ein Tag stehen.',
  'hint.SCH_SCHEMA_DAY': 'In der Form 2027-06-30.',
  'fault.SCH_SCHEMA_RECIPIENT':
    '„{key}“ ist unter roots keine Beziehung zu genau einem (one): So ist niemand der Empfänger.',
  'hint.SCH_SCHEMA_RECIPIENT': 'Unter recipient den Namen der Wurzel angeben, die der Empfänger selbst ist.',
  'fault.SCH_SCHEMA_TYPE_UNKNOWN':
    '{where} verweist auf den Typ „{word}“, den es nicht gibt (am nächsten: {near}).',
  'hint.SCH_SCHEMA_TYPE_UNKNOWN': 'Den Typ unter types beschreiben oder den Namen berichtigen.',
  'fault.SCH_SCHEMA_NO_ROWS': '„{path}“ ist keine Liste: Daraus wird keine Auswahl von Zeilen.',
  'hint.SCH_SCHEMA_NO_ROWS': 'scope.from muss zu einer Beziehung zu vielen (many) führen.',
  'fault.SCH_SCHEMA_NOTICE_UNKNOWN':
    'Eine Ausnahme nennt die Mitteilung „{word}“, die es nicht gibt (am nächsten: {near}).',
  'hint.SCH_SCHEMA_NOTICE_UNKNOWN': 'Den Namen berichtigen.',
  'fault.SCH_SCHEMA_PATH': '„{word}“ in „{where}“ gibt es dort nicht (am nächsten: {near}).',
  'hint.SCH_SCHEMA_PATH': 'Den Pfad berichtigen oder das Feld unter types beschreiben.',
  'fault.SCH_SCHEMA_LEAVES': '{path} führt von dem, was allen gehört, zu den Daten eines Menschen.',
  'hint.SCH_SCHEMA_LEAVES':
    'leaves: yes ergänzen, denn wessen Daten das sind, ist von hier aus nicht bestimmt.',
  'fault.SCH_SCHEMA_TO':
    '„{path}“ ist keine E-Mail-Adresse (email): An wen die Mitteilung ginge, ist so nicht zu erkennen.',
  'hint.SCH_SCHEMA_TO': 'Unter to das Feld mit der Adresse angeben; seine Art unter types ist email.',
} as const
