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
  'fault.SCH_SIGN_IN_PROOF': 'Für diesen Schritt fehlt ein frischer Nachweis.',
  'hint.SCH_SIGN_IN_PROOF':
    'Mit Passkey oder mit Passwort und Code bestätigen, was angezeigt wird. Der Nachweis gilt nur dafür und nur wenige Minuten.',
} as const
