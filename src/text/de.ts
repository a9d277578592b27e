/** Every sentence a person reads, in German. The keys are those of all languages; `en.ts` must have the same. */

export const de = {
  'at.file': '{file}',
  'at.line': '{file}, Zeile {line}',
  'at.column': '{file}, Zeile {line}, Spalte {column}',

  'fault.SCH_OPTION_UNKNOWN': 'Die Angabe „{option}“ gibt es nicht.',
  'fault.SCH_OPTION_VALUE_MISSING': 'Hinter „{option}“ fehlt der Wert.',
  'fault.SCH_OPTION_REQUIRED': 'Es fehlt die Angabe „{option}“.',
  'fault.SCH_COMMAND_UNKNOWN': 'Den Befehl „{command}“ gibt es nicht.',
  'fault.SCH_COMMAND_MISSING': 'Es fehlt ein Befehl.',
  'fault.SCH_ARGUMENT_MISSING': 'Es fehlt, was geprüft werden soll: eine Mail oder ein Ordner mit Mails.',
  'fault.SCH_USAGE': 'Der Aufruf ist nicht zu verstehen.',
  'fault.SCH_LANGUAGE_UNKNOWN': 'Die Sprache „{language}“ gibt es nicht.',
  'fault.SCH_RECIPIENT_INVALID': 'Die {ordinal}. Angabe --to ist keine E-Mail-Adresse.',
  'fault.SCH_PATH_MISSING': 'Diese Datei oder diesen Ordner gibt es nicht.',
  'fault.SCH_PATH_UNREADABLE': 'Diese Datei oder dieser Ordner lässt sich nicht öffnen ({reason}).',
  'fault.SCH_PATH_NO_MAIL': 'Das ist keine Mail: gelesen werden .eml, .mbox, .msg und Ordner.',
  'fault.SCH_MAILS_MISSING': 'Hier liegt keine Mail, es gibt nichts zu prüfen.',
  'fault.SCH_FILE_MISSING': 'Diese Datei gibt es nicht.',
  'fault.SCH_FILE_UNREADABLE': 'Diese Datei lässt sich nicht öffnen ({reason}).',
  'fault.SCH_FILE_TOO_LARGE': 'Diese Datei ist zu groß.',
  'fault.SCH_TABLE_EMPTY': 'Die Datei ist leer.',
  'fault.SCH_TABLE_NO_ROWS': 'Die Datei hat nur eine Kopfzeile und keine Einträge.',
  'fault.SCH_TABLE_UTF16': 'Die Datei ist in UTF-16 gespeichert.',
  'fault.SCH_TABLE_NUL':
    'Hier steht ein NUL-Zeichen; so sieht UTF-16 aus oder eine Datei, die keine CSV-Datei ist.',
  'fault.SCH_TABLE_COLUMN_MISSING': 'In der Kopfzeile fehlt eine Spalte. Sie heißt: {names}.',
  'fault.SCH_TABLE_COLUMN_TWICE': 'Die Spalte {field} gibt es schon als Spalte {other}.',
  'fault.SCH_TABLE_QUOTE_OPEN': 'Das Anführungszeichen, das hier beginnt, wird nicht geschlossen.',
  'fault.SCH_TABLE_QUOTE_STRAY': 'In dieser Zelle steht ein Anführungszeichen an falscher Stelle.',
  'fault.SCH_TABLE_CELL_COUNT': 'Die Zeile hat {found} {found|Zelle|Zellen}, die Kopfzeile hat {expected}.',
  'fault.SCH_TABLE_ROW_TOO_LONG': 'Die Zeile ist länger als {max} Zeichen.',
  'fault.SCH_TABLE_ROWS_TOO_MANY': 'Die Datei hat {rows} Einträge; in den Arbeitsspeicher passen {max}.',
  'fault.SCH_CELL_EMPTY': 'Das Feld {field} ist leer.',
  'fault.SCH_CELL_NO_NUMBER': 'Das Feld {field} ist keine Nummer.',
  'fault.SCH_CELL_NO_DATE': 'Das Feld {field} ist kein Datum.',
  'fault.SCH_CELL_NO_ANSWER': 'Das Feld {field} ist weder ja noch nein.',
  'fault.SCH_NUMBER_TWICE': 'Die Kundennummer steht schon in Zeile {firstLine}.',
  'fault.SCH_OWNER_UNKNOWN': 'Das Feld {field} nennt einen Kunden, den die Kundenliste nicht hat.',
  'fault.SCH_SPAN_BACKWARDS': 'Der Zeitraum endet, bevor er beginnt.',
  'fault.SCH_ALLOW_SYNTAX': 'Das ist kein gültiges YAML.',
  'fault.SCH_ALLOW_KEY_UNKNOWN': 'Den Eintrag „{key}“ gibt es nicht. Es gibt: {known}.',
  'fault.SCH_ALLOW_KEY_UNKNOWN_NEAR': 'Den Eintrag „{key}“ gibt es nicht. Gemeint ist wohl „{near}“.',
  'fault.SCH_ALLOW_VALUE': 'Der Eintrag „{key}“ ist nicht von der richtigen Form.',
  'fault.SCH_OUTPUT_CLOSED': 'Die Ausgabe wurde geschlossen.',
  'fault.SCH_MACHINE': 'Der Rechner meldet einen Fehler ({reason}).',
  'fault.SCH_INTERNAL': 'In Schleuse selbst ist ein Fehler aufgetreten.',

  'hint.SCH_OPTION_UNKNOWN': 'Alle Angaben zeigt: schleuse check --help',
  'hint.SCH_OPTION_VALUE_MISSING': 'Alle Angaben zeigt: schleuse check --help',
  'hint.SCH_OPTION_REQUIRED': 'Beispiel: schleuse check ausgang --directory kunden.csv',
  'hint.SCH_COMMAND_UNKNOWN': 'Alle Befehle zeigt: schleuse --help',
  'hint.SCH_COMMAND_MISSING': 'Alle Befehle zeigt: schleuse --help',
  'hint.SCH_ARGUMENT_MISSING': 'Beispiel: schleuse check ausgang --directory kunden.csv',
  'hint.SCH_USAGE': 'Alle Angaben zeigt: schleuse check --help',
  'hint.SCH_LANGUAGE_UNKNOWN': 'Es gibt de und en.',
  'hint.SCH_RECIPIENT_INVALID': 'Jede Adresse einzeln angeben: --to anna@example.org --to berta@example.org',
  'hint.SCH_PATH_MISSING':
    'Schreibweise prüfen; Pfade gelten ab dem Ordner, in dem der Befehl aufgerufen wird.',
  'hint.SCH_PATH_UNREADABLE': 'Leserecht geben oder den Befehl unter einem anderen Konto aufrufen.',
  'hint.SCH_PATH_NO_MAIL': 'Die Mail als .eml speichern oder den Ordner angeben, in dem sie liegt.',
  'hint.SCH_MAILS_MISSING': 'Einen Ordner angeben, der .eml, .mbox, .msg oder ein Maildir enthält.',
  'hint.SCH_FILE_MISSING':
    'Schreibweise prüfen; Pfade gelten ab dem Ordner, in dem der Befehl aufgerufen wird.',
  'hint.SCH_FILE_UNREADABLE': 'Eine lesbare Datei angeben und Leserecht geben.',
  'hint.SCH_FILE_TOO_LARGE': 'Die Datei auf die Spalten kürzen, die gebraucht werden.',
  'hint.SCH_TABLE_EMPTY': 'Die Liste neu ausleiten; ohne Kunden wäre jede Mail unbedenklich.',
  'hint.SCH_TABLE_NO_ROWS': 'Die Liste neu ausleiten; ohne Einträge wäre jede Mail unbedenklich.',
  'hint.SCH_TABLE_UTF16': 'Als „CSV UTF-8“ speichern.',
  'hint.SCH_TABLE_NUL': 'Als „CSV UTF-8“ speichern.',
  'hint.SCH_TABLE_COLUMN_MISSING':
    'Die erste Zeile muss die Spalten nennen, getrennt durch Komma, Semikolon oder Tabulator.',
  'hint.SCH_TABLE_COLUMN_TWICE': 'Eine der beiden Spalten löschen oder umbenennen.',
  'hint.SCH_TABLE_QUOTE_OPEN':
    'Zellen mit Anführungszeichen ganz in Anführungszeichen setzen und die inneren verdoppeln.',
  'hint.SCH_TABLE_QUOTE_STRAY':
    'Zellen mit Anführungszeichen ganz in Anführungszeichen setzen und die inneren verdoppeln.',
  'hint.SCH_TABLE_CELL_COUNT': 'Zellen, die das Trennzeichen enthalten, in Anführungszeichen setzen.',
  'hint.SCH_TABLE_ROW_TOO_LONG': 'Meist fehlt ein Zeilenende.',
  'hint.SCH_TABLE_ROWS_TOO_MANY':
    'Mehr Speicher geben, zum Beispiel mit NODE_OPTIONS=--max-old-space-size=4096 (in MB). Eine Kundenliste darf höchstens eine Million Einträge haben.',
  'hint.SCH_CELL_EMPTY': 'Das Feld in der Quelle ergänzen oder die Zeile löschen.',
  'hint.SCH_CELL_NO_NUMBER': 'Eine Nummer besteht aus höchstens 40 Ziffern und Buchstaben.',
  'hint.SCH_CELL_NO_DATE': 'Ein Datum ist 2001-02-03 oder 03.02.2001; sonst bleibt das Feld leer.',
  'hint.SCH_CELL_NO_ANSWER': 'Erlaubt sind ja, nein, yes, no, 1, 0 und leer.',
  'hint.SCH_NUMBER_TWICE': 'Jede Kundennummer darf nur einmal vorkommen.',
  'hint.SCH_OWNER_UNKNOWN': 'Beide Listen müssen vom selben Stand sein.',
  'hint.SCH_SPAN_BACKWARDS': 'Beginn und Ende tauschen oder berichtigen.',
  'hint.SCH_ALLOW_SYNTAX': 'Einrückung und Anführungszeichen prüfen.',
  'hint.SCH_ALLOW_KEY_UNKNOWN':
    'Ein Eintrag mit falschem Namen hätte keine Wirkung; deshalb bricht Schleuse ab.',
  'hint.SCH_ALLOW_KEY_UNKNOWN_NEAR':
    'Ein Eintrag mit falschem Namen hätte keine Wirkung; deshalb bricht Schleuse ab.',
  'hint.SCH_ALLOW_VALUE':
    'Jeder Eintrag ist eine Liste: domains (example.org), addresses und lists (anna@example.org), phrases und numbers (Text), files (SHA-256).',
  'hint.SCH_OUTPUT_CLOSED': 'Was gedruckt ist, gilt; der Rest ist ungeprüft.',
  'hint.SCH_MACHINE':
    'Was gedruckt ist, gilt; der Rest ist ungeprüft. Freien Platz und Speicher prüfen, dann neu starten.',
  'hint.SCH_INTERNAL':
    'Was gedruckt ist, gilt; der Rest ist ungeprüft und darf nicht als unbedenklich gelten. Einzelheiten für den Fehlerbericht: SCHLEUSE_DEBUG=1.',

  'fault.further': '… und {count} {count|weiterer Fehler|weitere Fehler} in dieser Datei.',
  'fault.nothing-judged': 'Es wurde nichts geprüft.',

  'remark.columns-ignored': '{count|Diese Spalte wird|Diese Spalten werden} nicht gelesen: {listed}.',
  'remark.columns-unnamed': '(ohne Namen)',
  'remark.iban-checksum':
    '{count} {count|IBAN hat eine falsche Prüfziffer|IBANs haben falsche Prüfziffern} (Zeile {listed}); in Mails {count|wird sie|werden sie} nicht erkannt.',
  'remark.email-form':
    'In {count} {count|Zeile|Zeilen} steht eine E-Mail, die keine Adresse ist (Zeile {listed}); in Mails wird sie nicht erkannt.',
  'remark.shared-address':
    '{count} {count|Adresse gehört|Adressen gehören} mehreren Kunden ohne gemeinsamen Haushalt: Wer dort liest, gilt als jeder von ihnen. Haushalte in der Kundenliste eintragen.',
  'remark.numbers-dense':
    '{count} {kind} mit {length} Stellen liegen so dicht, dass eine Zahl allein keine davon ist: Sie zählen nur hinter einem Wort wie „Kundennummer“ oder zusammen mit einer weiteren Angabe.',
  'remark.kind.customer-number': 'Kundennummern',
  'remark.kind.owned-fact': 'zugeordnete Werte',
  'remark.files-passed-over':
    '{count} {count|Datei ist keine Mail und wurde|Dateien sind keine Mails und wurden} übergangen: {listed}.',
  'remark.links-passed-over':
    '{count} {count|Verweis auf einen Ordner wurde|Verweise auf Ordner wurden} nicht verfolgt: {listed}.',
  'remark.mail-unreadable': 'Lässt sich nicht öffnen ({reason}); was darin steht, ist ungeprüft.',

  'progress.judged': '{mails} {mails|Mail|Mails} geprüft, {findings} {findings|Fund|Funde} …',
  'progress.directory': 'Kundenliste wird gelesen …',

  'report.exposes': 'FREMDE DATEN',
  'report.unread': 'UNGEPRÜFT',
  'report.finding': '{file}: {viewer} sieht {kinds} von Kunde {subject}. Wo: {places}. Warum: {why}.',
  'report.finding-candidates':
    '{file}: {viewer} sieht {kinds}, wohl von Kunde {subject} (der Name passt auf {candidates} Kunden). Wo: {places}. Warum: {why}.',
  'report.unread-line': '{file}: an {viewer}. Nicht gelesen: {parts}.',
  'report.no-recipient': '{file}: Kein Empfänger zu erkennen, deshalb nicht zu beurteilen. {parts}.',
  'report.no-recipient-parts': 'Nicht gelesen: {parts}',
  'report.no-recipient-read': 'Gelesen wurde die Mail ganz',
  'report.further': '{count} weitere',
  'report.viewer-customer': '{recipient} ({count|Kunde|Kunden} {customers})',
  'report.viewer-staff': '{recipient} (Personal)',
  'report.viewer-nobody': '{recipient} (kein Kunde)',
  'report.part': '{place} – {reason}',

  'why.identifier': 'Schon eine Kennung allein weist auf diesen Kunden',
  'why.corroborated': 'Mehrere Angaben weisen zusammen auf diesen Kunden',
  'why.addressed': 'Der Name steht dort, wo der des Empfängers stehen müsste',

  'kind.customer-number': 'Kundennummer',
  'kind.name': 'Name',
  'kind.email': 'E-Mail-Adresse',
  'kind.phone': 'Telefonnummer',
  'kind.iban': 'IBAN',
  'kind.address': 'Anschrift',
  'kind.birth-date': 'Geburtsdatum',
  'kind.owned-fact': 'zugeordneter Wert',

  'reason.encrypted': 'verschlüsselt',
  'reason.broken': 'beschädigt',
  'reason.unknown-charset': 'unbekannter Zeichensatz',
  'reason.unknown-format': 'unbekanntes Format',
  'reason.image': 'Bild',
  'reason.too-large': 'zu groß',
  'reason.too-deep': 'zu tief verschachtelt',
  'reason.too-many-parts': 'zu viele Teile',
  'reason.ratio': 'verdächtig stark gepackt',
  'reason.timeout': 'Zeit abgelaufen',
  'reason.memory': 'Speicher reichte nicht',

  'place.header.subject': 'Betreff',
  'place.header.from': 'Absender',
  'place.header.to': 'Feld „An“',
  'place.header.cc': 'Feld „Kopie“',
  'place.header.bcc': 'Feld „Blindkopie“',
  'place.header.reply-to': 'Antwortadresse',
  'place.header': 'Kopfzeile {name}',
  'place.text/plain': 'Text',
  'place.text/html': 'HTML-Text',
  'place.part': 'Teil {type}',
  'place.attachment': 'Anhang {number} ({type})',
  'place.in': '{inner} in {outer}',
  'place.message': 'ganze Mail',

  'summary.judged':
    '{mails} {mails|Mail|Mails}, {deliveries} {deliveries|Zustellung|Zustellungen} (je Mail und Empfänger), {seconds} s',
  'summary.exposes': '{count|zeigt|zeigen} fremde Daten ({findings} {findings|Fund|Funde})',
  'summary.undecided': 'nicht zu beurteilen, weil etwas ungelesen blieb',
  'summary.clear': 'ohne Befund',
  'summary.clear-staff': 'ohne Befund ({staff} an Personal)',
  'summary.all-clear': 'Keine Mail zeigt einem Kunden die Daten eines anderen.',
  'summary.todo': 'Was zu tun ist',
  'todo.exposes':
    'Fremde Daten: Diese Mails nicht versenden. Vorlage oder Programm berichtigen, aus dem sie kommen, und neu prüfen. Sind sie schon versandt, sofort die Datenschutzbeauftragte verständigen: Ab Kenntnis laufen 72 Stunden (Art. 33 DSGVO).',
  'todo.addressed':
    'Name statt des Empfängers: Gehört er jemandem vom Personal, ihn in der Datei zu --allow unter phrases eintragen.',
  'todo.nobody':
    'Kein Kunde: Ist der Empfänger doch einer, fehlt seine Adresse in der Kundenliste. Gehört er zum Personal, steht sie in der Datei zu --allow unter addresses oder domains.',
  'todo.undecided':
    'Ungeprüft: Was nicht gelesen wurde, kann alles enthalten. Vor dem Versand selbst ansehen oder weglassen.',
  'todo.encrypted': 'Verschlüsselt: Die Datei ohne Kennwort prüfen, bevor sie verschlüsselt wird.',
  'todo.image':
    'Bilder: Eigene Bilder (Logo, Unterschrift) mit ihrer SHA-256 in der Datei zu --allow unter files eintragen.',
  'todo.no-recipient': 'Ohne Empfänger: Mit --to angeben, an wen die Mail gehen soll.',

  'help.usage': 'Aufruf:',
  'help.arguments': 'Angaben:',
  'help.options': 'Optionen:',
  'help.commands': 'Befehle:',
  'help.command': 'Hilfe anzeigen',
  'help.version': 'Version anzeigen',
  'help.program':
    'Die Schleuse zwischen einer Änderung und den Kunden: Keine Mail zeigt einem Kunden die Daten eines anderen.',
  'help.check': 'Prüft Mails gegen eine Kundenliste und sagt, welche Mail wem wessen Daten zeigt.',
  'help.check.path': 'Mail (.eml, .mbox, .msg) oder Ordner, der mit allen Unterordnern gelesen wird',
  'help.check.directory': 'Kundenliste als CSV-Datei',
  'help.check.facts':
    'Werte, die Kunden gehören (Barcodes, Rechnungsnummern), als CSV-Datei: kind,value,owner',
  'help.check.to':
    'Empfänger; mehrfach möglich. Ohne die Angabe gelten die Empfänger, die in der Mail stehen',
  'help.check.allow':
    'was niemanden bloßstellt, als YAML-Datei: domains, addresses, lists, phrases, numbers, files',
  'help.check.lang': 'Sprache: de oder en',
  'help.check.redact': 'Dateien, Empfänger und Kundennummern durch Decknamen ersetzen',
  'help.check.json': 'eine JSON-Zeile je Mail und Empfänger ausgeben',
  'help.check.exit':
    'Ende mit\n  0  alles unbedenklich\n  1  mindestens eine Mail zeigt fremde Daten\n  3  keine zeigt fremde Daten, aber etwas blieb ungelesen\n  2  falscher Aufruf oder unlesbare Eingabe; nichts wurde geprüft\n  4  Fehler im Programm oder Rechner; nur was gedruckt ist, gilt',
  'help.check.columns':
    'Spalten der Kundenliste (deutsch oder englisch, nur die erste ist nötig):\n  kundennummer (ausweisnummer), titel, vorname, nachname, firma, email, telefon,\n  mobil, strasse, plz, ort, geburtsdatum, iban, haushalt, auskunftssperre',
} as const
