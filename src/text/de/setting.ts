/** What each setting of schleuse.yaml is, in German. */
export const setting = {
  'form.address': 'E-Mail-Adresse',
  'form.choice': 'eines von: {words}',
  'form.connection': 'Serveradresse ({schemes}) ohne Kennwort, oder Verweis auf ein Geheimnis',
  'form.duration': 'Dauer von {min} bis {max}',
  'form.listen': 'Adresse mit Port, oder unix:PFAD',
  'form.name': 'Name aus Kleinbuchstaben, Ziffern, Bindestrichen',
  'form.network': 'IP-Adresse oder Netz',
  'form.number': 'ganze Zahl von {min} bis {max}',
  'form.path': 'Pfad',
  'form.secret': 'Verweis auf ein Geheimnis',
  'form.size': 'Größe von {min} bis {max}',
  'form.text': 'Text bis {max} Zeichen',
  'form.url': 'Adresse ({schemes})',
  'form.yes-no': 'yes oder no',
  'setting.state.folder': 'Ordner für die eigene Datenbank und die Schlüssel.',
  'setting.database.url':
    'PostgreSQL, das jemand anders betreibt, mit der Rolle der Anwendung; ohne diese Angabe startet Schleuse ein eigenes.',
  'setting.database.owner_url':
    'Derselbe Server mit der Rolle, der die Tabellen gehören; gebraucht zum Anlegen und Anpassen der Tabellen.',
  'setting.serve.listen': 'Wo der Server erreichbar ist.',
  'setting.serve.monitors': 'Wer außer diesem Rechner die Messwerte (/metrics) lesen darf.',
  'setting.serve.public_url': 'Adresse, unter der Menschen die Oberfläche aufrufen.',
  'setting.serve.tls.certificate': 'Zertifikat des Servers mit seiner Kette, PEM.',
  'setting.serve.tls.key': 'Privater Schlüssel dazu, PEM; kein anderes Konto darf ihn lesen.',
  'setting.serve.trusted_proxies': 'Vorgeschaltete Proxys, deren Angaben über den Aufrufer gelten.',
  'setting.directory.sources.kind': 'Art der Quelle.',
  'setting.directory.sources.name': 'Name der Quelle in Befehlen, Messwerten und im Protokoll.',
  'setting.directory.sources.organisation': 'Organisation, deren Kunden die Quelle kennt.',
  'setting.directory.sources.every': 'Abstand zwischen zwei Abgleichen.',
  'setting.directory.sources.stale_after':
    'Alter, ab dem das Verzeichnis als veraltet gilt; dann wird zurückgehalten statt freigegeben.',
  'setting.directory.sources.rows_max': 'Mehr Kunden oder Angaben lässt ein Abgleich nicht zu.',
  'setting.directory.sources.csv.customers': 'Kundenliste.',
  'setting.directory.sources.csv.facts':
    'Liste der Angaben, die einem Kunden gehören (Ausleihen, Rechnungen).',
  'setting.directory.sources.sql.connection': 'Datenbank und Konto, das nur lesen darf.',
  'setting.directory.sources.sql.tls.verify':
    'full: Zertifikat und Name des Servers werden geprüft; none: nur verschlüsselt, nicht geprüft.',
  'setting.directory.sources.sql.tls.ca': 'Zertifikate der Stelle, die das des Servers ausgestellt hat, PEM.',
  'setting.directory.sources.sql.customers': 'Abfrage aller Kunden; die Spalten heißen wie in der CSV-Datei.',
  'setting.directory.sources.sql.facts': 'Abfrage aller Angaben, die Kunden gehören.',
  'setting.directory.sources.sql.incremental.customers':
    'Abfrage der Kunden, die sich seit :since geändert haben; sie nennt auch die Spalte cursor_column.',
  'setting.directory.sources.sql.incremental.cursor_column':
    'Spalte, deren größter Wert beim nächsten Mal :since ist.',
  'setting.directory.sources.sql.incremental.overlap':
    'So weit wird vor :since noch einmal gelesen, damit keine Änderung einer langen Transaktion fehlt.',
  'setting.directory.sources.sql.incremental.deleted':
    'Abfrage der Kundennummern, die seit :since gelöscht sind.',
  'setting.directory.sources.sql.incremental.facts':
    'Abfrage der Angaben, die sich seit :since geändert haben; ohne sie werden alle jedes Mal gelesen.',
  'setting.directory.sources.sql.incremental.facts_deleted':
    'Abfrage von Art und Wert der Angaben, die seit :since gelöscht sind.',
  'setting.directory.sources.sql.incremental.full_every':
    'So oft wird trotzdem alles gelesen, denn manches verschwindet ohne Spur.',
  'setting.directory.sources.sql.live':
    'Abfrage der Kunden mit der Adresse :address, für unbekannte Empfänger.',
  'setting.directory.sources.sql.timeout': 'Länger darf kein Abgleich dauern.',
  'setting.directory.sources.sql.live_timeout': 'Länger darf die Abfrage nach einer Adresse nicht dauern.',
  'setting.directory.sources.sql.bytes_max': 'Mehr Bytes aus der Datenbank lässt ein Abgleich nicht zu.',
  'setting.directory.sources.ldap.url': 'Verzeichnisserver.',
  'setting.directory.sources.ldap.tls.start':
    'Ob die Verbindung mit StartTLS verschlüsselt wird (nur ldap://).',
  'setting.directory.sources.ldap.tls.ca':
    'Zertifikate der Stelle, die das des Servers ausgestellt hat, PEM.',
  'setting.directory.sources.ldap.bind.dn': 'Konto, das nur lesen darf.',
  'setting.directory.sources.ldap.bind.password': 'Kennwort dieses Kontos.',
  'setting.directory.sources.ldap.base': 'Eintrag, unter dem gesucht wird.',
  'setting.directory.sources.ldap.filter': 'Welche Einträge Kunden sind.',
  'setting.directory.sources.ldap.attributes.customer_number': 'Attribut mit der Kundennummer.',
  'setting.directory.sources.ldap.attributes.title': 'Attribut mit dem Titel.',
  'setting.directory.sources.ldap.attributes.first_name': 'Attribut mit dem Vornamen.',
  'setting.directory.sources.ldap.attributes.last_name': 'Attribut mit dem Nachnamen.',
  'setting.directory.sources.ldap.attributes.company': 'Attribut mit der Firma.',
  'setting.directory.sources.ldap.attributes.email': 'Attribut mit den E-Mail-Adressen.',
  'setting.directory.sources.ldap.attributes.phone': 'Attribut mit den Telefonnummern.',
  'setting.directory.sources.ldap.attributes.mobile': 'Attribut mit den Mobilnummern.',
  'setting.directory.sources.ldap.attributes.street': 'Attribut mit Straße und Hausnummer.',
  'setting.directory.sources.ldap.attributes.postcode': 'Attribut mit der Postleitzahl.',
  'setting.directory.sources.ldap.attributes.city': 'Attribut mit dem Ort.',
  'setting.directory.sources.ldap.attributes.birth_date': 'Attribut mit dem Geburtsdatum.',
  'setting.directory.sources.ldap.attributes.iban': 'Attribut mit der IBAN.',
  'setting.directory.sources.ldap.attributes.household': 'Attribut mit dem Haushalt.',
  'setting.directory.sources.ldap.attributes.protected': 'Attribut mit der Auskunftssperre.',
  'setting.directory.sources.ldap.attributes.earlier_numbers': 'Attribut mit früheren Kundennummern.',
  'setting.directory.sources.ldap.attributes.lasting_id':
    'Attribut, das gleich bleibt, wenn ein Kunde eine neue Nummer bekommt.',
  'setting.directory.sources.ldap.page_size': 'Einträge je Seite (RFC 2696).',
  'setting.directory.sources.ldap.incremental.overlap':
    'So weit wird vor der letzten Änderung noch einmal gelesen; Server, die voneinander kopieren, haben eine Änderung erst später.',
  'setting.directory.sources.ldap.incremental.full_every':
    'So oft wird trotzdem alles gelesen; nur so fällt auf, wer gelöscht ist.',
  'setting.directory.sources.ldap.live': 'Ob bei unbekannten Empfängern nach der Adresse gefragt wird.',
  'setting.directory.sources.ldap.timeout': 'Länger darf kein Abgleich dauern.',
  'setting.directory.sources.ldap.live_timeout': 'Länger darf die Frage nach einer Adresse nicht dauern.',
  'setting.alerts.backup_after': 'So lange darf die letzte Sicherung her sein, bis es gemeldet wird.',
  'setting.alerts.mail.connection': 'Mailserver für Meldungen an das Personal.',
  'setting.alerts.mail.from': 'Absender der Meldungen.',
  'setting.alerts.mail.to': 'Empfänger der Meldungen.',
  'setting.alerts.mail.escalate_to':
    'Wird zusätzlich benachrichtigt, wenn eine Meldung einen Tag lang niemand bestätigt hat.',
  'setting.alerts.webhooks.name': 'Name in Befehlen und im Protokoll.',
  'setting.alerts.webhooks.url':
    'Adresse, an die Meldungen gehen; enthält sie ein Geheimnis, nur als Verweis.',
  'setting.alerts.webhooks.secret': 'Schlüssel, mit dem Meldungen unterschrieben werden (HMAC).',
  'setting.audit.witnesses.kind': 'Art des Zeugen, der den unterschriebenen Stand des Protokolls aufbewahrt.',
  'setting.audit.witnesses.name': 'Name in Befehlen und Meldungen.',
  'setting.audit.witnesses.path': 'Ordner auf einem anderen Datenträger; er muss da sein.',
  'setting.audit.witnesses.url': 'Adresse auf einem anderen Rechner.',
  'setting.audit.witnesses.token': 'Kennwort für diese Adresse.',
  'setting.audit.witnesses.connection': 'Mailserver.',
  'setting.audit.witnesses.from': 'Absender.',
  'setting.audit.witnesses.to': 'Empfänger außerhalb des Zugriffs der Verwalter.',
  'setting.audit.archive':
    'Ordner für ausgelagerte, abgelaufene Teile des Protokolls; sonst `archive` im Ordner des Zustands.',
  'setting.retention.audit': 'So lange bleibt das Protokoll.',
  'setting.retention.alerts': 'So lange bleiben Meldungen, nachdem sie bestätigt oder erledigt sind.',
  'setting.retention.allowances': 'So lange bleiben Ausnahmen, nachdem sie abgelaufen oder beendet sind.',
  'setting.retention.sessions':
    'So lange bleiben beendete Anmeldungen des Personals, mit Adresse und Browser.',
  'setting.sign_in.oidc.name': 'Name auf der Anmeldeseite.',
  'setting.sign_in.oidc.organisation': 'Organisation, deren Personal sich dort anmeldet.',
  'setting.sign_in.oidc.issuer': 'Adresse des Anmeldedienstes.',
  'setting.sign_in.oidc.client_id': 'Kennung, die der Dienst für Schleuse vergeben hat.',
  'setting.sign_in.oidc.client_secret': 'Geheimnis dazu.',
} as const
