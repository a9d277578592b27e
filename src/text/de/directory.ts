/** Kundenverzeichnis: Abgleich, Stand, Auskunft, in German. */
export const directory = {
  'fault.SCH_TABLE_CHANGED': 'Die Datei wurde geschrieben, während sie gelesen wurde.',
  'hint.SCH_TABLE_CHANGED':
    'Warten, bis sie fertig geschrieben ist, und noch einmal aufrufen; besser unter anderem Namen schreiben und dann umbenennen.',
  'fault.SCH_DIRECTORY_LOADING': 'Für diese Organisation läuft schon ein Abgleich.',
  'fault.SCH_DIRECTORY_KEY_CHANGED':
    'Das Verzeichnis ist mit einem anderen Schlüssel (matching) gebildet als dem, der jetzt gilt.',
  'directory.numbers-lost':
    'Der Schlüssel {id} (matching) ist widerrufen oder fehlt: Frühere und gelöschte Nummern, die unter ihm vermerkt sind, werden nicht mehr erkannt.',
  'fault.SCH_DIRECTORY_SEAL_KEY':
    'Kontaktdaten oder Freigaben sind mit dem Schlüssel {id} versiegelt; er ist widerrufen oder fehlt, und was er versiegelt hat, ist nicht lesbar.',
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
    'Die eingelesenen Zeilen dieses Abgleichs sind nicht mehr vollständig: Die Datenbank ist dazwischen neu gestartet, oder er wurde eben beendet (Frist abgelaufen, neuerer Abgleich).',
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
    'Alle Quellen neu einlesen: schleuse directory rebuild. Bis dahin gilt der bisherige Stand weiter.',
  'hint.SCH_DIRECTORY_SEAL_KEY':
    'Fehlt er, aus der Sicherung der Schlüssel zurückholen. Ist er widerrufen: schleuse keys rotate matching, dann schleuse directory rebuild versiegelt die Kontaktdaten neu; Freigaben neu eintragen. Gezeigt wurde nichts.',
  'hint.SCH_DIRECTORY_SEALED':
    'Den Schlüssel (directory) aus der Sicherung zurückholen oder die Quelle neu einlesen.',
  'hint.SCH_DIRECTORY_SOURCE_UNKNOWN': 'Alle zeigt: schleuse directory status',
  'hint.SCH_DIRECTORY_SOURCE_WHICH': 'Mit --source angeben; alle zeigt: schleuse directory status',
  'hint.SCH_DIRECTORY_NO_CHANGES_TOLD': 'Vollständig einlesen (--full); es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_LOAD_UNKNOWN': 'Welche warten, zeigt: schleuse directory status',
  'hint.SCH_DIRECTORY_LOAD_LOST': 'Die Quelle noch einmal einlesen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_CUSTOMER_UNKNOWN':
    'Die Schreibweise prüfen; es wurde nichts geändert. Wer erst seit Kurzem Kunde ist, wird mit schleuse directory ask bei der Quelle erfragt.',
  'fault.SCH_DIRECTORY_UNLOADED': 'Diese Organisation hat noch kein Verzeichnis; geändert wurde nichts.',
  'hint.SCH_DIRECTORY_UNLOADED':
    'Zuerst die Kunden einlesen: schleuse directory import FILE.csv, oder schleuse directory sync.',
  'fault.SCH_DIRECTORY_KEY_REVOKED':
    'Der Schlüssel {id}, mit dem dieses Verzeichnis gebildet ist, ist widerrufen. Bis es neu gebildet ist, wird nichts geprüft und nichts eingelesen; verloren ist nichts.',
  'hint.SCH_DIRECTORY_KEY_REVOKED':
    'Mit schleuse keys rotate matching einen neuen Schlüssel anlegen (falls noch nicht geschehen), dann schleuse directory rebuild: Alle Quellen werden ganz gelesen, wer schon Kunde war, wird wiedererkannt.',
  'fault.SCH_DIRECTORY_KEY_GONE':
    'Der Schlüssel {id}, mit dem dieses Verzeichnis gebildet ist, liegt nicht im Schlüsselordner. Bis er wieder da ist, wird nichts geprüft und nichts eingelesen.',
  'hint.SCH_DIRECTORY_KEY_GONE':
    'Den Schlüsselordner aus seiner Sicherung wiederherstellen. Gibt es keine: schleuse directory rebuild --key-gone bildet das Verzeichnis neu aus den Quellen; wer schon Kunde war, wird dann nicht wiedererkannt, und frühere Nummern auch nicht.',
  'help.directory.rebuild.key-gone':
    'der bisherige Schlüssel ist endgültig verloren: niemand wird wiedererkannt',
  'fault.SCH_DIRECTORY_ASK_ADDRESS': 'Das ist keine E-Mail-Adresse; es wurde niemand gefragt.',
  'hint.SCH_DIRECTORY_ASK_ADDRESS':
    'Quellen werden nach einer Adresse gefragt, etwa so: schleuse directory ask name@library.example',
  'fault.SCH_DIRECTORY_ASK_NONE': 'Keine Quelle dieser Organisation lässt sich sofort fragen.',
  'hint.SCH_DIRECTORY_ASK_NONE':
    'Bei einer SQL- oder LDAP-Quelle in den Einstellungen live angeben. Was eine Liste noch nicht enthält, mit schleuse directory push nachreichen. Bis dahin gilt der Empfänger als unbekannt.',
  'fault.SCH_DIRECTORY_ASK_SILENT':
    'Die Quelle {name} hat nicht geantwortet ({code}). Ob es einen Kunden mit dieser Adresse gibt, weiß deshalb niemand.',
  'hint.SCH_DIRECTORY_ASK_SILENT':
    'Die Quelle prüfen und noch einmal fragen. Solange gilt der Empfänger als unbekannt: Was an ihn geht, wird nicht freigegeben.',
  'hint.SCH_DIRECTORY_NO_NUMBER': 'Die Zeile in der Quelle berichtigen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_NO_FACT': 'Die Zeile in der Quelle berichtigen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_OWNER_UNKNOWN':
    'Zuerst die Quelle mit den Kunden einlesen, oder die Zeile berichtigen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_ROW_TWICE':
    'Jede Nummer und jede Kennung darf nur einmal vorkommen; es wurde nichts geändert.',
  'hint.SCH_DIRECTORY_EARLIER_IS_CURRENT':
    'Eine der beiden Zeilen in der Quelle berichtigen; es wurde nichts geändert.',
  'progress.directory-rows': '{source}: {rows} {rows|Zeile|Zeilen} gelesen',
  'directory.columns-ignored':
    '{file}: {count} {count|Spalte|Spalten} nicht bekannt und nicht gelesen: {listed}',
  'directory.question': 'Trotzdem übernehmen? (ja/nein)',
  'state.directory-loaded':
    '{source}: {loadKind}. {added} neu, {changed} geändert, {gone} nicht mehr da, {facts} zugeordnete Werte anders; jetzt {customers} {customers|Kunde|Kunden} (Änderung {change}).',
  'state.loadKind.full': 'vollständig eingelesen',
  'state.loadKind.incremental': 'Änderungen eingelesen',
  'state.directory-drop-fewer': 'Auffällig viel weniger: {what}{factKind} – bisher {before}, jetzt {after}.',
  'state.directory-drop-household':
    'Ein einziger Haushalt wäre auffällig groß: bisher höchstens {before}, jetzt {after}. Wer zu einem Haushalt gehört, darf die Daten der anderen sehen.',
  'state.what.customers': 'Kunden',
  'state.what.name': 'Kunden mit Namen',
  'state.what.email': 'Kunden mit E-Mail-Adresse',
  'state.what.phone': 'Kunden mit Telefonnummer',
  'state.what.iban': 'Kunden mit Kontonummer',
  'state.what.address': 'Kunden mit Anschrift',
  'state.what.birth-date': 'Kunden mit Geburtsdatum',
  'state.what.household': 'Kunden mit Haushalt',
  'state.what.protected': 'Kunden mit Auskunftssperre',
  'state.what.fact': 'zugeordnete Werte der Art ',
  'state.directory-waiting':
    '{source}: NICHT übernommen, alles bleibt, wie es war. Stimmt es so, übernimmt: schleuse directory import --accept-drop {load}',
  'state.directory-conflict': '{file}, Zeile {line}: {conflict}.',
  'state.conflict.number-of-another': 'diese Kundennummer hat ein anderer Kunde',
  'state.conflict.earlier-number-of-another':
    'diese oder eine hier als früher genannte Nummer war oder ist die eines anderen Kunden',
  'state.conflict.number-of-one-gone': 'diese Nummer hatte ein Kunde, der nicht mehr da ist',
  'state.conflict.customer-of-other-source': 'diesen Kunden hat schon eine andere Quelle',
  'state.directory-contested':
    '{source}: {count} {count|Kunde ist|Kunden sind} ohne diese Nummer übernommen; Nummern werden nie neu vergeben. In der Quelle berichtigen – oder, wenn derselbe Kunde zurückkommt: schleuse directory readmit NUMMER',
  'state.directory-source':
    '{source} ({sourceKind}): {freshness}; {customers} {customers|Kunde|Kunden}, davon {protected} mit Auskunftssperre; {facts} zugeordnete Werte. Zuletzt gelungen: {succeededAt}. Alter der Angaben: {lagSeconds}, erlaubt: {staleAfterSeconds}.',
  'state.directory-source-unlimited':
    '{source} ({sourceKind}): {freshness}; {customers} {customers|Kunde|Kunden}, davon {protected} mit Auskunftssperre; {facts} zugeordnete Werte. Zuletzt gelungen: {succeededAt}. Alter der Angaben: {lagSeconds}; eine Grenze ist nicht gesetzt.',
  'state.directory-source-never': '{source} ({sourceKind}): {freshness}.',
  'state.freshness.fresh': 'aktuell',
  'state.freshness.stale': 'VERALTET',
  'state.freshness.ahead': 'AUS DER ZUKUNFT (Uhren prüfen, dann: schleuse directory sync)',
  'state.freshness.never': 'noch nie eingelesen',
  'state.freshness.unlimited': 'ohne Altersgrenze',
  'state.directory-source-failed': '{source}: Der letzte Abgleich ist gescheitert ({code}).',
  'state.directory-not-due': '{source}: noch nicht fällig.',
  'state.directory-no-sources': 'In den Einstellungen stehen keine Quellen (directory.sources).',
  'state.directory-empty': 'Noch keine Kunden. Einlesen: schleuse directory import DATEI.csv',
  'state.directory-erased':
    'Gelöscht (Änderung {change}). In der Quelle ebenfalls löschen; solange er dort steht, gilt seine Nummer als strittig.',
  'state.directory-readmitted':
    'Die Nummer darf wieder von der Quelle genannt werden; sie gilt ab dem nächsten Abgleich.',
  'help.directory': 'Kunden der Organisation: einlesen, Stand, löschen.',
  'help.directory.import':
    'Liest eine Liste oder eine Quelle der Einstellungen ein; sie gilt ganz oder gar nicht.',
  'help.directory.import.file': 'Kundenliste; ohne sie eine Quelle der Einstellungen',
  'help.directory.import.facts': 'Liste der zugeordneten Werte, wie bei check --facts',
  'help.directory.import.full': 'alles lesen, auch wenn die Quelle sagen könnte, was neu ist',
  'help.directory.import.incremental': 'nur Neues und Geändertes; wer fehlt, bleibt',
  'help.directory.import.accept-drop': 'übernimmt den genannten Abgleich, nach dem gefragt wurde',
  'help.directory.sync': 'Liest alle Quellen der Einstellungen ein, die fällig sind.',
  'help.directory.sync.force': 'auch die, die noch nicht fällig sind',
  'help.directory.push': 'Übernimmt neue und geänderte Zeilen sofort, zwischen zwei Abgleichen.',
  'help.directory.push.file': 'Liste der neuen und geänderten Kunden',
  'help.directory.source': 'Name der Quelle',
  'help.directory.erase':
    'Löscht einen Kunden; von seiner Nummer bleibt ein Schlüsselhash, damit sie niemand mehr bekommt.',
  'help.directory.readmit': 'Lässt die Nummer eines Kunden, der nicht mehr da war, wieder zu.',
  'help.directory.number': 'Kundennummer; - liest sie von der Standardeingabe',
  'help.directory.status': 'Zeigt je Quelle, wie alt ihr Stand ist; Status 1, wenn etwas zu tun ist.',
  'fault.SCH_DIRECTORY_STALE': 'Der Index ist zurzeit nicht zu benutzen ({reason}).',
  'hint.SCH_DIRECTORY_STALE': 'Den Stand zeigt: schleuse directory status. Solange wird nichts freigegeben.',
  'fault.SCH_ALLOWANCE_INVALID': 'So kann diese Ausnahme nie zutreffen (Art {kind}).',
  'hint.SCH_ALLOWANCE_INVALID': 'Die Schreibweise prüfen; ein Haushalt braucht mindestens zwei Kunden.',
  'fault.SCH_ALLOWANCE_EXPIRY':
    'Das Ende einer Ausnahme ist ein Tag in den nächsten zwei Jahren, zum Beispiel 2027-06-30.',
  'hint.SCH_ALLOWANCE_EXPIRY': 'Ein anderes Ende angeben (--until); es wurde nichts geändert.',
  'fault.SCH_ALLOWANCE_REASON': 'Eine Ausnahme braucht einen Grund von höchstens {max} Zeichen.',
  'hint.SCH_ALLOWANCE_REASON': 'Den Grund angeben (--reason); es wurde nichts geändert.',
  'fault.SCH_ALLOWANCE_HOUSEHOLD':
    'Einer dieser Kunden hat eine Auskunftssperre oder gehört schon zu einem Haushalt.',
  'hint.SCH_ALLOWANCE_HOUSEHOLD':
    'Wer eine Auskunftssperre hat, gehört zu keinem Haushalt. Einen Haushalt der Quelle dort berichtigen.',
  'fault.SCH_ALLOWANCE_UNKNOWN': 'Eine geltende Ausnahme {id} gibt es hier nicht.',
  'hint.SCH_ALLOWANCE_UNKNOWN': 'Alle zeigt: schleuse directory allow list',
  'state.allowance': '{id}  {of}, von {owner}, bis {until}: {standing}',
  'state.standing.active': 'gilt',
  'state.standing.expired': 'abgelaufen',
  'state.standing.ended': 'beendet',
  'state.of.domain': 'Domäne des Personals',
  'state.of.address': 'Adresse des Personals',
  'state.of.list': 'Verteiler an Kunden',
  'state.of.phrase': 'eigener Text',
  'state.of.number': 'eigene Nummer',
  'state.of.file': 'eigene Datei',
  'state.of.household': 'Haushalt',
  'state.allowance-added': 'Ausnahme {id} ({of}) gilt bis {until}.',
  'state.allowance-ended': 'Ausnahme {id} ist beendet.',
  'state.directory-customer':
    'Kunde der Quelle {source}, bekannt seit {firstSeenAt}, geändert {changedAt}. Angaben: {kinds}. Haushalt von {householdSize}; frühere Nummern: {earlierNumbers}. {index} (Änderung {change}).',
  'state.index.in': 'Im Index',
  'state.index.not-in': 'NOCH NICHT im Index',
  'state.directory-facts': 'Zugeordnete Werte {factKind}: {count}',
  'state.directory-earlier-number': 'Das ist eine frühere Nummer dieses Kunden.',
  'state.directory-tombstone':
    'Der Kunde mit dieser Nummer ist {reason} (seit {since}); die Nummer bekommt niemand mehr.',
  'state.reason.gone': 'nicht mehr da',
  'state.reason.erased': 'gelöscht',
  'state.directory-contact': '{customerNumber} {name}, {address}, {emails} {earlier}',
  'state.directory-asked': '{answer}.',
  'state.answer.known': 'Bekannt: Wer diese Adresse hat, steht im Verzeichnis',
  'state.answer.found':
    'Gefunden: Die Quelle kennt diese Adresse, und von jetzt an steht ihr Inhaber im Verzeichnis',
  'state.answer.unknown': 'Unbekannt: Keine Quelle kennt diese Adresse',
  'help.directory.ask': 'Fragt die Quellen sofort nach einer Adresse, die das Verzeichnis nicht kennt.',
  'help.directory.ask.asked': 'E-Mail-Adresse; - liest sie von der Standardeingabe',
  'help.directory.explain': 'Sagt, was über einen Kunden bekannt ist: Arten, Anzahlen, Zeiten.',
  'help.directory.explain.asked': 'Kundennummer oder E-Mail-Adresse; - liest sie von der Standardeingabe',
  'help.directory.explain.reveal': 'auch Nummer, Namen und Anschrift; wird protokolliert',
  'help.directory.allow': 'Ausnahmen: was der Organisation selbst gehört, und wer ein Haushalt ist.',
  'help.directory.allow.add': 'Erklärt eine Ausnahme, mit Grund und Ende.',
  'help.directory.allow.list': 'Zeigt alle Ausnahmen, auch beendete.',
  'help.directory.allow.end': 'Beendet eine Ausnahme sofort.',
  'help.directory.allow.kind': 'domain, address, list, phrase, number, file oder household',
  'help.directory.allow.value': 'der Wert; bei household zwei oder mehr Kundennummern',
  'help.directory.allow.reason': 'warum; keine Kundendaten hineinschreiben',
  'help.directory.allow.until': 'letzter Tag, an dem sie gilt, zum Beispiel 2027-06-30',
  'help.directory.allow.id': 'Kennung der Ausnahme',
  'fault.SCH_DIRECTORY_REBUILD_SOURCE':
    'Die Quelle {source} steht nicht in den Einstellungen oder nennt nicht alle Kunden; ohne sie lässt sich das Verzeichnis nicht neu bilden.',
  'hint.SCH_DIRECTORY_REBUILD_SOURCE':
    'Die Quelle in den Einstellungen angeben (directory.sources). Der bisherige Stand gilt weiter.',
  'fault.SCH_DIRECTORY_REBUILD_CHANGED': 'Das Verzeichnis wurde geändert, während es neu gebildet wurde.',
  'hint.SCH_DIRECTORY_REBUILD_CHANGED': 'Noch einmal aufrufen. Der bisherige Stand gilt weiter.',
  'state.directory-rebuilt':
    'Neu gebildet mit Schlüssel {key}: {customers} {customers|Kunde|Kunden}, {gone} nicht mehr da.',
  'help.directory.rebuild':
    'Bildet das Verzeichnis mit dem neuen Schlüssel (matching) neu; dafür werden alle Quellen gelesen.',
  'state.directory-current-key': 'Das Verzeichnis ist schon mit dem geltenden Schlüssel {key} gebildet.',
  'fault.SCH_DIRECTORY_REBUILD_DROP': 'Die Quelle {source} nennt auffällig viel weniger als bisher.',
  'hint.SCH_DIRECTORY_REBUILD_DROP':
    'Zuerst wie sonst einlesen (schleuse directory import --source {source} --full) und die Frage beantworten. Der bisherige Stand gilt weiter.',
  'state.key-matching-next':
    'Das Verzeichnis gilt weiter mit dem bisherigen Schlüssel, bis es neu gebildet ist: schleuse directory rebuild. Den bisherigen Schlüssel nicht widerrufen, solange Nummern früherer Kunden nicht neu vergeben werden dürfen.',
  'state.directory-index':
    'Index dieses Rechners: Änderung {generation}, {behind} {behind|Änderung|Änderungen} dahinter werden darübergelegt; {sizeBytes} Bytes.',
  'state.directory-index-none':
    'Auf diesem Rechner ist noch kein Index gebildet; das geschieht beim ersten Gebrauch.',
} as const
