/** Signing in, in German. */
export const signIn = {
  'fault.SCH_SIGN_IN_WRONG': 'Adresse oder Passwort stimmen nicht.',
  'hint.SCH_SIGN_IN_WRONG':
    'Noch einmal eingeben. Wer das Passwort nicht mehr weiß, bittet die Verwaltung um einen neuen Zugang.',
  'fault.SCH_SIGN_IN_CODE_WRONG': 'Dieser Code stimmt nicht oder wurde schon benutzt.',
  'hint.SCH_SIGN_IN_CODE_WRONG':
    'Den nächsten Code abwarten und eingeben. Geht das Telefon falsch, stimmt auch der Code nicht.',
  'fault.SCH_SIGN_IN_PASSKEY_WRONG': 'Dieser Passkey wird hier nicht angenommen.',
  'hint.SCH_SIGN_IN_PASSKEY_WRONG':
    'Noch einmal versuchen, mit Finger, Gesicht oder PIN, oder mit Passwort und Code anmelden.',
  'fault.SCH_SIGN_IN_PROVIDER': 'Die Anmeldung über die andere Stelle hat nicht geklappt.',
  'hint.SCH_SIGN_IN_PROVIDER':
    'Nur wer eingeladen ist, kommt herein, und nur unter der eingeladenen Adresse. Sonst mit Passwort und Code anmelden.',
  'fault.SCH_SIGN_IN_LOCKED':
    'Zu viele Fehlversuche: Die Anmeldung ist noch {seconds} {seconds|Sekunde|Sekunden} gesperrt.',
  'hint.SCH_SIGN_IN_LOCKED':
    'Abwarten und noch einmal versuchen. Wer es nicht selbst war, sagt der Verwaltung Bescheid.',
  'fault.SCH_SIGN_IN_PASSWORD': 'Dieses Passwort wird nicht angenommen ({why}).',
  'hint.SCH_SIGN_IN_PASSWORD':
    'Mindestens 12 Zeichen, die niemand zuerst rät: am besten vier oder fünf Wörter, die nichts miteinander zu tun haben.',
  'fault.SCH_SIGN_IN_INVITATION': 'Diese Einladung gilt nicht (mehr), oder das Wort dazu stimmt nicht.',
  'hint.SCH_SIGN_IN_INVITATION':
    'Link und Wort noch einmal vergleichen. Nach fünf falschen Wörtern, nach vier Tagen und nach dem ersten Gebrauch wird eine neue Einladung gebraucht.',
  'fault.SCH_SIGN_IN_PROOF': 'Der Nachweis stimmt nicht oder gilt nicht mehr; es wurde nichts geändert.',
  'hint.SCH_SIGN_IN_PROOF':
    'Noch einmal mit Passkey, oder mit Passwort und neuem Code. Jeder Code gilt einmal, jeder Nachweis wenige Minuten und nur für das, was angezeigt wird.',
  'page.sign-in': 'Anmelden',
  'page.email': 'E-Mail-Adresse',
  'page.password': 'Passwort',
  'page.go-on': 'Weiter',
  'page.or': 'oder',
  'page.first':
    'Noch gibt es hier kein Konto. Die erste Verwaltung wird auf dem Server selbst angelegt, mit einer zweiten Person von außerhalb:',
  'page.by-passkey': 'Mit Passkey anmelden',
  'page.by-provider': 'Anmelden über {name}',
  'page.invitation': 'Einladung annehmen',
  'page.invitation.why': 'Zu Ihrer Einladung gehört ein Wort, das Sie auf anderem Weg bekommen haben.',
  'page.invitation.word': 'Wort zur Einladung',
  'page.choose': 'Passwort wählen',
  'page.choose.how':
    'Mindestens 12 Zeichen. Am besten vier oder fünf Wörter, die nichts miteinander zu tun haben.',
  'page.choose.again': 'Passwort wiederholen',
  'page.choose.different': 'Die beiden Eingaben sind verschieden.',
  'page.code': 'Einmalcode',
  'page.code.why': 'Der Code aus Ihrer Authentifizierungs-App, oder ein Wiederherstellungscode.',
  'page.set-up': 'Zweiten Faktor einrichten',
  'page.set-up.why': 'Ohne zweiten Faktor geht es nicht weiter. Bitte bestätigen Sie zuerst Ihr Passwort.',
  'page.confirm': 'Bestätigen',
  'page.confirm.how':
    'Fotografieren Sie das Bild mit einer Authentifizierungs-App und geben Sie den Code ein, den sie zeigt.',
  'page.confirm.picture': 'QR-Code für die Authentifizierungs-App',
  'page.confirm.secret': 'Zum Abtippen:',
  'page.recovery': 'Wiederherstellungscodes',
  'page.recovery.why':
    'Jeder lässt Sie einmal herein, wenn die App verloren ist. Sie werden nur jetzt gezeigt: ausdrucken und wegschließen.',
  'page.account': 'Mein Zugang',
  'page.sign-out': 'Abmelden',
  'page.passkeys': 'Passkeys',
  'page.passkeys.why':
    'Mit einem Passkey melden Sie sich ohne Passwort an und unterschreiben Freigaben. Hinzufügen geht in den ersten zehn Minuten nach der Anmeldung.',
  'page.passkeys.name': 'Bezeichnung',
  'page.passkeys.add': 'Passkey hinzufügen',
  'page.since': 'Seit',
  'page.sessions': 'Sitzungen',
  'page.sessions.used': 'Zuletzt benutzt',
  'page.sessions.client': 'Browser',
  'page.remove': 'Entfernen',
  'page.end': 'Beenden',
  'page.this': 'diese hier',
  'page.unknown-error': 'Das hat nicht geklappt. Nichts wurde geändert; bitte noch einmal versuchen.',
} as const
