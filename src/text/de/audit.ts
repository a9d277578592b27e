/** Signed heads, witnesses and what shows in a trail, in German. */
export const audit = {
  'fault.SCH_URL_UNSAFE':
    'An {host} würde unverschlüsselt gesendet, oder die Adresse ist von einer Art, die hier nicht geht.',
  'fault.SCH_ARCHIVE_BROKEN':
    'Das Protokoll ist nicht unversehrt; sein Archiv ließe sich nicht prüfen. Nichts wurde ausgelagert.',
  'hint.SCH_ARCHIVE_BROKEN': 'Sehen, was nicht stimmt: schleuse audit verify. Alle Einträge sind noch da.',
  'fault.SCH_KEY_ROOT': 'Die Wurzel lässt sich nicht widerrufen: Sie ist es, die widerruft.',
  'hint.SCH_KEY_ROOT':
    'Ist sie verloren oder in fremder Hand: docs/keys.md, „Die Wurzel“. Es wurde nichts geändert.',
  'fault.SCH_REVOCATIONS':
    'Das ist keine Liste widerrufener Schlüssel, oder ein Widerruf darin wurde verändert.',
  'hint.SCH_REVOCATIONS': 'Die Liste nehmen, die „schleuse keys revocations“ geschrieben hat, unverändert.',
  'hint.SCH_URL_UNSAFE':
    'Eine Adresse mit https (Webhook, Zeuge) oder smtp/smtps (Mail) nennen; unverschlüsselt geht nur auf demselben Rechner.',
  'state.head-signed': '{organisation}: Stand nach {entries} {entries|Eintrag|Einträgen} unterschrieben.',
  'state.head-unmoved':
    '{organisation}: Stand nach {entries} {entries|Eintrag|Einträgen} ist schon unterschrieben.',
  'state.head-refused':
    '{organisation}: Das Protokoll setzt den zuletzt unterschriebenen Stand NICHT fort; nichts wurde unterschrieben. Prüfen mit: schleuse audit verify',
  'state.witness-kept':
    'Zeuge {witness} ({organisation}): {heads} {heads|neuer Stand|neue Stände} übergeben.',
  'state.witness-waits': 'Zeuge {witness} ({organisation}): Ein anderer Prozess übergibt gerade.',
  'state.witness-failed':
    'Zeuge {witness} ({organisation}): nicht übergeben ({why}), seit {since}. Nichts ist verloren; es wird weiter versucht.',
  'state.witness-same-device':
    'Zeuge {witness} liegt auf demselben Datenträger wie der Zustand: Er schützt nicht, wenn dieser verloren geht oder jemand beides ändern kann.',
  'state.witness-none':
    'Kein Zeuge ist eingerichtet: Unterschriebene Stände liegen nur in der Datenbank, und wer sie besitzt, kann sie löschen.',
  'state.witness':
    'Zeuge {witness} ({organisation}): zuletzt übergeben {lastSuccess}, zuletzt gescheitert {lastFailure} ({why}), {waiting} {waiting|Stand wartet|Stände warten}.',
  'state.why.none': 'kein Fehler',
  'state.why.unreachable': 'nicht erreichbar',
  'state.why.timeout': 'antwortet nicht rechtzeitig',
  'state.why.untrusted': 'Zertifikat oder Verschlüsselung nicht vertrauenswürdig',
  'state.why.refused': 'abgelehnt',
  'state.why.redirected': 'verweist auf eine andere Adresse',
  'state.why.unwritable': 'Ordner fehlt oder ist nicht beschreibbar',
  'state.why.occupied': 'an seinem Platz liegt ein ANDERER Stand',
  'state.lastSuccess.never': 'nie',
  'state.lastFailure.never': 'nie',
  'state.witness-revoked':
    '{heads} {heads|Stand|Stände} von außen {heads|ist|sind} mit einem inzwischen widerrufenen Schlüssel unterschrieben: verglichen, aber als Beweis nicht gezählt.',
  'state.file-revoked':
    '{file} ist unverändert ({document}), aber mit dem Schlüssel {key} unterschrieben, der am {revokedAt} widerrufen wurde. Wer ihn hat, kann jedes Datum schreiben: Die Datei zählt nur, wenn sie nachweislich schon vorher da war.',
  'state.key-tell-others':
    'Wer unsere unterschriebenen Dateien prüft, braucht die Liste der Widerrufe: schleuse keys revocations --out DATEI. Was tun: docs/keys.md',
  'state.revocations': '{file} nennt {keys} {keys|widerrufenen Schlüssel|widerrufene Schlüssel}.',
  'state.damage.key-revoked': 'Die Unterschrift ist mit einem widerrufenen Schlüssel gemacht',
  'help.keys.revocations': 'Schreibt die Liste widerrufener Schlüssel, für alle, die unsere Dateien prüfen.',
  'help.verify.revocations': 'Liste widerrufener Schlüssel (schleuse keys revocations)',
  'state.witness-file-bad': '{file} ist kein echter Stand dieses Protokolls ({why}).',
  'state.witness-foreign':
    '{heads} {heads|Stand|Stände} im Ordner sind von anderen Installationen und wurden nicht verglichen.',
  'state.trail-missing':
    'Zur Organisation {id} gibt es unterschriebene Stände, in der Datenbank aber NICHTS mehr.',
  'state.trail-witnessed':
    'Bis Eintrag {entries} (unterschrieben {at}) ist das gegen Stände bewiesen, die außerhalb der Datenbank liegen. Danach zeigen sich nur Änderungen, die nicht alles neu berechnen.',
  'state.trail-unwitnessed':
    'Ohne einen Stand, der außerhalb der Datenbank liegt (--checkpoint), ist NICHT zu erkennen: ob das Ende samt allen Ständen in der Datenbank abgeschnitten und ob alles neu berechnet wurde.',
  'state.why.no-signed-file': 'keine unterschriebene Datei',
  'state.why.not-certified': 'mit fremdem Schlüssel unterschrieben',
  'state.why.changed': 'nach der Unterschrift verändert',
  'state.segment-none': 'Kein Teil des Protokolls ist abgelaufen.',
  'state.segment-sealed': 'Einträge {first} bis {last} sind ausgelagert: {file}',
  'state.segment': 'Einträge {first} bis {last} sind ausgelagert; {archive}.',
  'state.archive.whole': 'ihr Archiv ist unversehrt',
  'state.archive.broken': 'ihr Archiv ist NICHT unversehrt',
  'state.archive.absent':
    'ihr Archiv ist nicht da, für sie spricht nur der unterschriebene Vermerk, und Stände aus dieser Zeit wurden nicht verglichen',
  'state.trail-exported':
    '{file} enthält {entries} {entries|Eintrag|Einträge}. Prüfen kann sie jeder: schleuse verify {file} --root {root}',
  'state.trail-file-whole':
    '{file} ist echt: Einträge {first} bis {last}, {heads} {heads|unterschriebener Stand|unterschriebene Stände}, {batches} {batches|Stapel|Stapel}, {segments} {segments|ausgelagerter Teil|ausgelagerte Teile}, mit {checkpoints} {checkpoints|Prüfpunkt|Prüfpunkten} von außen verglichen.',
  'state.trail-file-whole-root-open':
    '{file} ist in sich echt: Einträge {first} bis {last}, {heads} {heads|unterschriebener Stand|unterschriebene Stände}, mit {checkpoints} {checkpoints|Prüfpunkt|Prüfpunkten} von außen verglichen. Wer sie unterschrieb, sagt der Fingerabdruck der Wurzel; bitte vergleichen: {fingerprint}',
  'state.trail-file-broken': '{file} ist NICHT unversehrt (Einträge {first} bis {last}).',
  'state.trail-file-fault': 'Zeile {line}: {damage}',
  'state.damage.line-unreadable': 'gehört nicht hierher oder ist unlesbar',
  'state.damage.file-changed': 'Die Datei wurde nach der Unterschrift verändert, ergänzt oder abgeschnitten',
  'state.damage.segment-forged':
    'müsste der unterschriebene Vermerk über einen ausgelagerten Teil decken, und er fehlt oder ist falsch',
  'state.damage.archive-broken':
    'beginnt einen ausgelagerten Teil, dessen Archiv verändert ist oder einem Prüfpunkt widerspricht',
  'state.damage.entry-stray': 'steht in der Datenbank, obwohl er ausgelagert ist: Er wurde eingeschoben',
  'state.document.audit-segment': 'Vermerk über einen ausgelagerten Teil des Protokolls',
  'state.document.trail-export': 'Unterschrift unter ein Protokoll',
  'state.damage.checkpoint-forged':
    'steht in einem Prüfpunkt der Datenbank, den diese Installation nicht unterschrieben hat',
  'state.damage.batch-changed': 'passt nicht zu seinem Stapel: Dessen Einzelentscheidungen wurden verändert',
  'state.damage.batch-stray':
    'ist kein Stapel, aber Einzelentscheidungen berufen sich darauf: Er wurde entfernt oder sie sind erfunden',
  'witness.mail.subject':
    'Schleuse: Stand des Protokolls, {organisation}, {entries} {entries|Eintrag|Einträge}',
  'witness.mail.text':
    'Angehängt ist der unterschriebene Stand des Protokolls von {organisation} am {at} nach {entries} {entries|Eintrag|Einträgen}.\n\nBitte aufbewahren und nicht bearbeiten. Mit dieser Datei lässt sich später zeigen, ob am Protokoll etwas geändert oder abgeschnitten wurde:\n\n  schleuse audit verify --checkpoint DATEI\n',
  'help.audit.sign': 'Unterschreibt die Stände aller Protokolle jetzt und übergibt sie den Zeugen.',
  'help.audit.sign.witness':
    'Ordner, der als Zeuge die unterschriebenen Stände bekommt; darf mehrfach stehen',
  'help.audit.seal':
    'Lagert aus, was länger als retention.audit da ist: in ein unterschriebenes Archiv und aus der Datenbank.',
  'help.audit.export': 'Schreibt das Protokoll in eine Datei, die Dritte ohne unsere Datenbank prüfen.',
  'state.retention-show': '{what}: {keep}; {expired} {expired|Zeile|Zeilen} abgelaufen',
  'state.retention-would': '{what}: {expired} {expired|Zeile|Zeilen} würden entfernt',
  'state.retention-done': '{what}: {rows} {rows|Zeile|Zeilen} entfernt',
  'state.retention-failed': '{what}: NICHT entfernt ({code}); alles ist noch da',
  'state.what.audit': 'Protokoll',
  'state.what.checkpoints': 'Unterschriebene Stände in der Datenbank',
  'state.what.alerts': 'Bestätigte und erledigte Meldungen',
  'state.what.allowances': 'Abgelaufene Ausnahmen',
  'state.what.waiting-loads': 'Unbeantwortete Einlesevorgänge',
  'state.what.sessions': 'Beendete Anmeldungen',
  'help.retention': 'Aufbewahrung: was wie lange bleibt.',
  'help.retention.show': 'Zeigt, was wie lange bleibt und wie viel abgelaufen ist.',
  'help.retention.run': 'Entfernt jetzt, was abgelaufen ist; jede Entfernung steht im Protokoll.',
  'help.retention.run.dry': 'nur zeigen, was entfernt würde',
  'help.audit.witnesses': 'Zeigt, wie weit jeder Zeuge ist und was zuletzt misslang.',
} as const
