/** Checking mails, and what all commands have in common, in German. */
export const check = {
  'at.file': '{file}',
  'at.line': '{file}, Zeile {line}',
  'at.column': '{file}, Zeile {line}, Spalte {column}',
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
    '{kind} mit {length} Stellen ({count}) liegen so dicht, dass eine Zahl allein keine davon ist: Sie zählen nur hinter einem Wort wie „Kundennummer“ oder zusammen mit einer weiteren Angabe.',
  'remark.kind.customer-number': 'Kundennummern',
  'remark.kind.owned-fact': 'Zugeordnete Werte',
  'remark.files-passed-over':
    '{count} {count|Datei ist keine Mail und wurde|Dateien sind keine Mails und wurden} übergangen{listed}.',
  'remark.links-passed-over':
    '{count} {count|Verweis auf einen Ordner wurde|Verweise auf Ordner wurden} nicht verfolgt{listed}.',
  'remark.mail-unreadable': 'Lässt sich nicht öffnen ({reason}); was darin steht, ist ungeprüft.',
  'progress.judged': '{mails} {mails|Mail|Mails} geprüft, {findings} {findings|Fund|Funde} …',
  'progress.directory': 'Kundenliste wird gelesen …',
  'report.exposes': 'FREMDE DATEN',
  'report.unread': 'UNGEPRÜFT',
  'report.sees': '{viewer} sieht {kinds} von Kunde {subject}.',
  'report.sees-candidates':
    '{viewer} sieht {kinds}, wohl von Kunde {subject} (der Name passt auf {candidates} Kunden).',
  'report.where': 'Wo: {places}.',
  'report.why': 'Warum: {why}.',
  'report.to': 'an {viewer}.',
  'report.not-read': 'Nicht gelesen: {parts}.',
  'report.no-recipient': 'Kein Empfänger zu erkennen, deshalb nicht zu beurteilen.',
  'report.unreadable': 'Die Mail lässt sich nicht lesen und deshalb nicht beurteilen.',
  'report.read-whole': 'Gelesen wurde die Mail ganz.',
  'report.further': '{count} weitere',
  'report.viewer-customer': '{recipient} ({count|Kunde|Kunden} {customers})',
  'report.viewer-staff': '{recipient} (Personal)',
  'report.viewer-nobody': '{recipient} (kein Kunde)',
  'report.part': '{place} – {reason}',
  'why.identifier': 'Schon eine Kennung allein weist auf diesen Kunden',
  'why.corroborated': 'Mehrere Angaben weisen zusammen auf diesen Kunden',
  'why.addressed': 'Der Name steht dort, wo der des Empfängers stehen müsste',
  'kind.customer-number': 'Kundennummer',
  'kind.name': 'Namen',
  'kind.email': 'E-Mail-Adresse',
  'kind.phone': 'Telefonnummer',
  'kind.iban': 'IBAN',
  'kind.address': 'Anschrift',
  'kind.birth-date': 'Geburtsdatum',
  'kind.owned-fact': 'zugeordneten Wert',
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
  'todo.addressed.organisation':
    'Name statt des Empfängers: Gehört er jemandem vom Personal, ihn als Ausnahme erklären: schleuse directory allow add phrase',
  'todo.nobody.organisation':
    'Kein Kunde: Ist der Empfänger doch einer, fehlt seine Adresse im Verzeichnis (schleuse directory ask fragt die Quelle). Gehört er zum Personal: schleuse directory allow add address',
  'todo.image.organisation':
    'Bilder: Eigene Bilder (Logo, Unterschrift) mit ihrer SHA-256 als Ausnahme erklären: schleuse directory allow add file',
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
  'fault.SCH_CHECK_TWO_DIRECTORIES':
    '„{option}“ und „--organisation“ gehen nicht zusammen: Kunden, Zuordnungen und Ausnahmen stehen schon im Verzeichnis der Organisation.',
  'hint.SCH_CHECK_TWO_DIRECTORIES':
    'Eines von beiden weglassen. Ausnahmen einer Organisation erklärt: schleuse directory allow add',
  'fault.SCH_CHECK_NO_STATE':
    '„{option}“ gehört zu „--organisation“; gegen eine Datei wird ohne Server, Datenbank und Konto geprüft.',
  'hint.SCH_CHECK_NO_STATE':
    'Die Angabe weglassen, oder mit --organisation NAME gegen das Verzeichnis einer Organisation prüfen.',
  'help.check.organisation':
    'statt der Datei: das Verzeichnis dieser Organisation, mit ihren Zuordnungen, Haushalten und Ausnahmen; wessen Nummern gezeigt werden, wird protokolliert',
  'help.check.config': 'mit --organisation: Datei mit den Einstellungen',
  'help.check.state': 'mit --organisation: Ordner für den Zustand',
  'help.check.token-file': 'mit --organisation: Datei mit dem Zugriffstoken eines Kontos',
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
  'help.json': 'je Zeile ein JSON-Objekt ausgeben',
} as const
