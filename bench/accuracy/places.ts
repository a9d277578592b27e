/** Cities with their first postcodes, and what German streets are called. */

export interface City {
  readonly name: string
  readonly firstPostcode: number
  readonly postcodes: number
}

/** Larger ones first: a rank is a frequency. */
export const cities: readonly City[] =
  `Berlin 10115 180;Hamburg 20095 95;München 80331 75;Köln 50667 45;Frankfurt am Main 60308 40;Stuttgart 70173 30
Düsseldorf 40210 35;Leipzig 04103 30;Dortmund 44135 30;Essen 45127 30;Bremen 28195 35;Dresden 01067 28;Hannover 30159 28;Nürnberg 90402 27
Duisburg 47051 25;Bochum 44787 15;Wuppertal 42103 18;Bielefeld 33602 17;Bonn 53111 20;Münster 48143 14;Mannheim 68159 15;Karlsruhe 76131 13
Augsburg 86150 12;Wiesbaden 65183 14;Gelsenkirchen 45879 10;Mönchengladbach 41061 14;Braunschweig 38100 15;Kiel 24103 14;Chemnitz 09111 13;Aachen 52062 10
Halle (Saale) 06108 12;Magdeburg 39104 13;Freiburg im Breisgau 79098 12;Krefeld 47798 10;Lübeck 23552 10;Mainz 55116 12;Erfurt 99084 10;Rostock 18055 10
Kassel 34117 9;Hagen 58089 9;Potsdam 14467 8;Saarbrücken 66111 10;Ludwigshafen am Rhein 67059 8;Oldenburg 26121 9;Osnabrück 49074 8;Heidelberg 69115 9
Darmstadt 64283 7;Würzburg 97070 7;Regensburg 93047 6;Göttingen 37073 6;Wolfsburg 38440 5;Ulm 89073 6;Heilbronn 74072 5;Ingolstadt 85049 5
Bad Homburg vor der Höhe 61348 3;Görlitz 02826 3;Füssen 87629 1;Schwäbisch Gmünd 73525 2;Weil am Rhein 79576 1;Lüneburg 21335 3`
    .split(/[;\n]/)
    .map((line) => {
      const [, name = '', first = '', count = ''] = /^(.*) (\d{5}) (\d+)$/.exec(line) ?? []
      return { name, firstPostcode: Number(first), postcodes: Number(count) }
    })

export const streets: readonly string[] = [
  ...`Hauptstraße;Schulstraße;Gartenstraße;Bahnhofstraße;Dorfstraße;Bergstraße;Birkenweg;Lindenstraße;Kirchstraße;Waldstraße;Ringstraße
Wiesenweg;Amselweg;Schillerstraße;Goethestraße;Mühlenweg;Feldstraße;Rosenstraße;Jahnstraße;Buchenweg;Friedhofstraße;Poststraße;Am Sportplatz
Am Bahnhof;Im Winkel;An der Mühle;Auf der Höhe;Zum Sportplatz;Alte Landstraße;Große Bergstraße;Kleine Gasse;Lange Straße;Breite Straße
Königsallee;Kaiser-Wilhelm-Straße;Konrad-Adenauer-Straße;Rosa-Luxemburg-Straße;Karl-Marx-Allee;Thomas-Mann-Straße;Sankt-Georg-Platz;Straße des Friedens
Unter den Eichen;Hinter der Kirche;Marktplatz;Schloßstraße;Schlossallee;Nürnberger Straße;Berliner Straße;Münchner Straße;Kölner Straße;Dresdner Straße`.split(
    /[;\n]/,
  ),
  ...[
    'Ahorn',
    'Akazien',
    'Buchen',
    'Dahlien',
    'Eichen',
    'Erlen',
    'Eschen',
    'Fichten',
    'Flieder',
    'Hasel',
    'Holunder',
    'Kastanien',
    'Kiefern',
    'Lerchen',
    'Linden',
    'Meisen',
    'Nelken',
    'Pappel',
    'Rosen',
    'Schlehen',
    'Tannen',
    'Tulpen',
    'Ulmen',
    'Veilchen',
    'Weiden',
    'Mozart',
    'Beethoven',
    'Bach',
    'Händel',
    'Wagner',
    'Lessing',
    'Uhland',
    'Heine',
    'Kleist',
    'Fontane',
    'Storm',
    'Röntgen',
    'Siemens',
    'Daimler',
    'Kepler',
    'Brücken',
    'Brunnen',
    'Burg',
    'Damm',
    'Deich',
    'Fabrik',
    'Fischer',
    'Gerber',
    'Hafen',
    'Kloster',
    'Markt',
    'Schmiede',
    'Turm',
    'Weber',
    'Ziegel',
  ].flatMap((stem) =>
    ['straße', 'weg', 'allee', 'gasse', 'platz', 'ring'].map((ending) => `${stem}${ending}`),
  ),
]
