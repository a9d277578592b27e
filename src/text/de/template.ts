/** Folders of templates and their engines, in German. */
export const template = {
  'fault.SCH_TEMPLATES_MISSING': 'In diesem Ordner liegt keine Vorlage.',
  'fault.SCH_TEMPLATES_MANY': 'In diesem Ordner liegen mehr als {max} Dateien.',
  'fault.SCH_TEMPLATES_LARGE': 'Die Vorlagen haben zusammen mehr als {max} Bytes.',
  'fault.SCH_TEMPLATE_NAME': 'Am Namen dieser Datei ist nicht zu erkennen, welche Vorlage sie ist.',
  'fault.SCH_TEMPLATE_NAME_NEAR': 'Die Endung dieser Datei ist unbekannt. Gemeint ist wohl „.{near}“.',
  'fault.SCH_TEMPLATE_FOLDER': 'Außer „partials“ darf hier kein Ordner liegen.',
  'fault.SCH_TEMPLATE_NO_FILE': 'Das ist keine gewöhnliche Datei, sondern eine Verknüpfung oder ein Gerät.',
  'fault.SCH_TEMPLATE_LARGE': 'Die Vorlage ist größer als {max} Bytes.',
  'fault.SCH_TEMPLATE_TWICE': 'Für dieselbe Benachrichtigung in derselben Sprache gibt es schon „{other}“.',
  'fault.SCH_TEMPLATE_ENCODING': 'Die Vorlage ist nicht in UTF-8 gespeichert.',
  'fault.SCH_TEMPLATE_HEAD_MISSING': 'Die Vorlage beginnt nicht mit einem Kopf.',
  'fault.SCH_TEMPLATE_HEAD_OPEN': 'Der Kopf der Vorlage endet nicht.',
  'fault.SCH_TEMPLATE_HEAD_LINE': 'Diese Zeile des Kopfes ist kein Eintrag.',
  'fault.SCH_TEMPLATE_HEAD_KEY': 'Den Eintrag „{key}“ gibt es im Kopf nicht. Es gibt: {known}.',
  'fault.SCH_TEMPLATE_HEAD_KEY_NEAR': 'Den Eintrag „{key}“ gibt es im Kopf nicht. Gemeint ist wohl „{near}“.',
  'fault.SCH_TEMPLATE_HEAD_TWICE': 'Der Eintrag „{key}“ steht im Kopf schon weiter oben.',
  'fault.SCH_TEMPLATE_HEAD_LACKS': 'Im Kopf fehlt „{key}“ oder ist leer.',
  'fault.SCH_TEMPLATE_FORMAT': 'Der Eintrag „format“ ist weder text noch html.',
  'fault.SCH_ENGINE_MISSING': 'Das Programm für Vorlagen von {engine} ist nicht installiert.',
  'fault.SCH_ENGINE_START': 'Das Programm für Vorlagen von {engine} startet nicht.',
  'fault.SCH_ENGINE_FAILED': 'Das Programm für Vorlagen von {engine} ist abgestürzt.',
  'hint.SCH_TEMPLATES_MISSING': 'Den Ordner angeben, in dem Dateien wie mahnung.de.liquid liegen.',
  'hint.SCH_TEMPLATES_MANY': 'Die Vorlagen auf mehrere Ordner verteilen und jeden für sich prüfen.',
  'hint.SCH_TEMPLATES_LARGE': 'Die Vorlagen auf mehrere Ordner verteilen und jeden für sich prüfen.',
  'hint.SCH_TEMPLATE_NAME':
    'Der Name ist BENACHRICHTIGUNG.SPRACHE.ENDUNG, zum Beispiel mahnung.de.liquid; unter partials/ NAME.ENDUNG. Endungen: {known}. Was keine Vorlage ist, gehört in einen anderen Ordner: Eine übersehene Vorlage bliebe ungeprüft.',
  'hint.SCH_TEMPLATE_NAME_NEAR':
    'Die Datei umbenennen. Eine übersehene Vorlage bliebe ungeprüft; deshalb bricht Schleuse ab.',
  'hint.SCH_TEMPLATE_FOLDER':
    'Jeden Ordner mit Vorlagen für sich prüfen. Eine übersehene Vorlage bliebe ungeprüft; deshalb bricht Schleuse ab.',
  'hint.SCH_TEMPLATE_NO_FILE': 'Die Datei selbst in den Ordner legen.',
  'hint.SCH_TEMPLATE_LARGE': 'Bilder verlinken statt sie einzubetten.',
  'hint.SCH_TEMPLATE_TWICE': 'Eine der beiden entfernen: Niemand könnte sagen, welche verschickt wird.',
  'hint.SCH_TEMPLATE_ENCODING': 'Die Datei als UTF-8 speichern.',
  'hint.SCH_TEMPLATE_HEAD_MISSING':
    'Die erste Zeile ist ---, dann folgen to:, subject: und format: (text oder html), dann wieder --- und der Text.',
  'hint.SCH_TEMPLATE_HEAD_OPEN':
    'Nach den Einträgen steht eine Zeile, die nur aus --- besteht; der Kopf hat höchstens 20 Zeilen.',
  'hint.SCH_TEMPLATE_HEAD_LINE': 'Ein Eintrag ist eine Zeile wie „subject: Ihre Vormerkung liegt bereit“.',
  'hint.SCH_TEMPLATE_HEAD_KEY':
    'Ein Eintrag mit falschem Namen hätte keine Wirkung; deshalb bricht Schleuse ab.',
  'hint.SCH_TEMPLATE_HEAD_KEY_NEAR':
    'Ein Eintrag mit falschem Namen hätte keine Wirkung; deshalb bricht Schleuse ab.',
  'hint.SCH_TEMPLATE_HEAD_TWICE': 'Einen der beiden Einträge löschen.',
  'hint.SCH_TEMPLATE_HEAD_LACKS': 'Der Kopf braucht to:, subject: und format:, jeden mit einem Wert.',
  'hint.SCH_TEMPLATE_FORMAT': 'Der Eintrag heißt „format: text“ oder „format: html“.',
  'hint.SCH_ENGINE_MISSING':
    'Unter Debian: apt install {package}. Bis dahin gilt keine dieser Vorlagen als geprüft.',
  'hint.SCH_ENGINE_START':
    'Speicher und Rechte prüfen; unshare und setpriv gehören zu util-linux. Bis dahin gilt keine dieser Vorlagen als geprüft.',
  'hint.SCH_ENGINE_FAILED':
    'Über die Vorlage ist damit nichts gesagt; sie gilt nicht als geprüft. Einzelheiten für den Fehlerbericht: SCHLEUSE_DEBUG=1.',
} as const
