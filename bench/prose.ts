/** German prose as notices have it: function words, verbs and 2,400 compound nouns, each as often as its rank says. */
import { type Dice, rankedPicker } from './accuracy/dice.ts'

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

const small =
  list(`der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei
  einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn
  habe seine ihre dann unter wir soll ich eines Jahr zwei diese dieser wieder keine seiner worden will zwischen immer was sagte gibt alle etwa wurden müssen
  doch beim ihrer Ihnen Ihre Ihren bitte vielen wir uns unser unsere Sie ab dort hier sehr weil damit ohne während sowie jeweils bereits weiterhin`)
const verbs =
  list(`entnehmen beachten senden verlängern abholen zurückgeben anmelden bestellen nutzen finden erreichen öffnen schließen bezahlen überweisen prüfen
  erhalten erinnern mitteilen bestätigen vormerken ausleihen besuchen einladen freuen empfehlen ändern löschen speichern verwenden möglich gültig fällig
  kostenlos dringend rechtzeitig täglich wöchentlich geöffnet geschlossen verfügbar elektronisch schriftlich persönlich telefonisch weitere neue nächste
  folgende entsprechende angegebene ausgeliehene vorgemerkte entliehene ermäßigte jährliche allgemeine größere kürzlich künftig gegebenenfalls`)
const firstParts =
  list(`Leser Medien Gebühren Ausleih Bücher Kinder Jugend Zeitschriften Fernleih Lese Haupt Zweig Online Jahres Mahn Rückgabe Vormerk Öffnungs
  Veranstaltungs Vorlese Sommer Winter Ferien Schul Stadt Landes Musik Film Spiele Sprach Computer Internet Kopier Druck Garderoben Schließfach Arbeits
  Gruppen Lern Kurs Prüfungs Vertrags Rechnungs Kunden Service Beratungs Informations Daten Sicherheits Nutzungs Benutzungs Bestell Liefer Zahlungs Konto
  Bank Frist Termin Raum Anmelde`)
const secondParts =
  list(`ausweis frist gebühr konto bereich saal zeit ordnung stelle abteilung angebot programm bestand verzeichnis antrag formular bestätigung anfrage nummernkreis
  vereinbarung bedingungen regelung hinweis übersicht liste plan karte raum platz regal gerät zugang dienst betrag eingang ausgang beginn ende wechsel schutz`)
const nouns = firstParts.flatMap((first) => secondParts.map((second) => first + second))

const pickSmall = rankedPicker(small, 1)
const pickVerb = rankedPicker(verbs, 0.6)
const pickNoun = rankedPicker(nouns, 0.7)

/** One sentence, with a date or an amount now and then. Two nouns seldom meet in German. */
export function sentence(dice: Dice): string {
  const words: string[] = []
  let isNoun = false
  for (let left = 6 + dice.below(14); left > 0; left--) {
    const roll: number = isNoun ? 0 : dice.next()
    isNoun = roll >= 0.7 && roll < 0.97
    if (roll < 0.55) words.push(pickSmall(dice))
    else if (roll < 0.7) words.push(pickVerb(dice))
    else if (isNoun) words.push(pickNoun(dice))
    else words.push(number(dice))
  }
  const text = words.join(' ').replace(/ ([a-zäöüß]+) /, ' $1, ')
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
}

function number(dice: Dice): string {
  return dice.pick([
    `am ${1 + dice.below(28)}.${1 + dice.below(12)}.2026`,
    `${dice.below(40)},${10 + dice.below(90)} €`,
    `um ${8 + dice.below(11)}:30 Uhr`,
    String(dice.below(60)),
  ])
}
