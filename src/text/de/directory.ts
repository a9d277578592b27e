/** Kundenverzeichnis: Abgleich, Stand, Auskunft, in German. */
export const directory = {
  'fault.SCH_DIRECTORY_LOADING': 'Für diese Organisation läuft schon ein Abgleich.',
  'fault.SCH_DIRECTORY_KEY_CHANGED':
    'Das Verzeichnis ist mit einem anderen Schlüssel (matching) gebildet als dem, der jetzt gilt.',
  'fault.SCH_DIRECTORY_SEALED':
    'Versiegelte Angaben lassen sich nicht öffnen: Sie gehören zu einem anderen Schlüssel oder sind beschädigt.',
  'fault.SCH_DIRECTORY_SOURCE_UNKNOWN': 'Eine Quelle {name} gibt es hier nicht.',
  'fault.SCH_DIRECTORY_SOURCE_WHICH':
    'Es ist nicht gesagt, welche Quelle gemeint ist ({count} kommen in Frage).',
  'fault.SCH_DIRECTORY_NO_CHANGES_TOLD':
    'Diese Quelle kann nicht sagen, was sich seit dem letzten Mal geändert hat.',
  'fault.SCH_DIRECTORY_LOAD_UNKNOWN':
    'Ein Abgleich {load}, der auf eine Antwort wartet, ist hier nicht bekannt.',
  'fault.SCH_DIRECTORY_LOAD_LOST':
    'Die zurückgestellten Zeilen dieses Abgleichs sind nicht mehr vollständig; die Datenbank ist dazwischen neu gestartet.',
  'fault.SCH_DIRECTORY_CUSTOMER_UNKNOWN': 'Diese Kundennummer oder Adresse ist hier nicht bekannt.',
  'fault.SCH_DIRECTORY_NO_NUMBER': 'Keine Kundennummer: weder Buchstaben noch Ziffern, oder zu viele.',
  'fault.SCH_DIRECTORY_NO_FACT':
    'Kein zugeordneter Wert: weder Buchstaben noch Ziffern, oder die Art ist leer oder länger als {max} Zeichen.',
  'fault.SCH_DIRECTORY_OWNER_UNKNOWN': 'Der Kunde, dem dieser Wert gehört, ist nicht bekannt.',
  'fault.SCH_DIRECTORY_ROW_TWICE': 'Diese Kundennummer oder Kennung steht schon in Zeile {first}.',
  'fault.SCH_DIRECTORY_EARLIER_IS_CURRENT':
    'Eine frühere Nummer dieses Kunden ist die heutige eines anderen (Zeile {first}).',
  'hint.SCH_DIRECTORY_LOADING':
    'Warten, bis er fertig ist, und noch einmal aufrufen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_KEY_CHANGED':
    'Alle Quellen neu einlesen: schleuse directory sync --rebuild. Bis dahin gilt der bisherige Stand weiter.',
  'hint.SCH_DIRECTORY_SEALED':
    'Den Schlüssel (directory) aus der Sicherung zurückholen oder die Quelle neu einlesen.',
  'hint.SCH_DIRECTORY_SOURCE_UNKNOWN': 'Alle zeigt: schleuse directory status',
  'hint.SCH_DIRECTORY_SOURCE_WHICH': 'Mit --source angeben; alle zeigt: schleuse directory status',
  'hint.SCH_DIRECTORY_NO_CHANGES_TOLD': 'Vollständig einlesen (--full); es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_LOAD_UNKNOWN': 'Welche warten, zeigt: schleuse directory status',
  'hint.SCH_DIRECTORY_LOAD_LOST': 'Die Quelle noch einmal einlesen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_CUSTOMER_UNKNOWN': 'Die Schreibweise prüfen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_NO_NUMBER': 'Die Zeile in der Quelle berichtigen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_NO_FACT': 'Die Zeile in der Quelle berichtigen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_OWNER_UNKNOWN':
    'Zuerst die Quelle mit den Kunden einlesen, oder die Zeile berichtigen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_ROW_TWICE':
    'Jede Nummer und jede Kennung darf nur einmal vorkommen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_EARLIER_IS_CURRENT':
    'Eine der beiden Zeilen in der Quelle berichtigen; es wurde nichts geändert.',
} as const
