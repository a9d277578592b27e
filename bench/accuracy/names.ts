/** Common names by origin, roughly the most frequent first, so that a rank is a frequency. */

export interface NamePool {
  readonly share: number
  readonly male: readonly string[]
  readonly female: readonly string[]
  readonly family: readonly string[]
}

const list = (text: string): readonly string[] => text.trim().split(/\s+/)

const german: NamePool = {
  share: 0.76,
  male: list(`Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Stefan Christian Uwe Werner Horst Frank Dieter Manfred Günter
    Martin Ralf Bernd Matthias Markus Sebastian Alexander Daniel Jan Tobias Florian Philipp Karl Heinz Helmut Walter Hans Rainer
    Gerhard Torsten Jörg Holger Sven Dirk Oliver Norbert Volker Christoph Marcel Felix Lukas Leon Maximilian Paul Jonas Tim Niklas
    Finn Luis Elias Noah Ben Moritz Jakob Anton Emil Oskar Theo Henri Max Fabian Dennis Patrick Kevin Marco René André Björn Sören
    Günther Herbert Kurt Rolf Ernst Otto Friedrich Wilhelm Heinrich Hermann Josef Georg Franz Ludwig Rudolf Alfred Erwin Siegfried
    Reinhard Harald Detlef Eberhard Konrad Rüdiger Hartmut Lothar Joachim Ulrich Karsten Heiko Maik Steffen Mario Axel Carsten
    Jens Robert Richard Julian David Simon Johannes Benjamin Vincent Hannes Mats Bastian Gregor Valentin Till Arne Henning`),
  female:
    list(`Ursula Sabine Monika Petra Elke Andrea Karin Renate Claudia Susanne Ute Birgit Gabriele Martina Brigitte Anja
    Stefanie Julia Katharina Anna Sandra Nicole Christine Barbara Heike Kerstin Silke Tanja Katrin Melanie Maria Helga Ingrid
    Christa Erika Gisela Angelika Angela Jutta Cornelia Kathrin Simone Daniela Nadine Jessica Sarah Laura Lisa Lena Sophie Marie
    Emma Mia Hannah Lea Leonie Johanna Charlotte Clara Frieda Ida Mathilda Ella Greta Paula Nele Jana Vanessa Jennifer Christina
    Anke Antje Bettina Dagmar Doris Edith Elisabeth Eva Gerda Gertrud Hannelore Heidi Hildegard Ilse Inge Irmgard Käthe Lieselotte
    Luise Margarete Marianne Marlies Nina Regina Rita Rosemarie Ruth Sigrid Sonja Sybille Theresa Ulrike Veronika Vera Waltraud
    Franziska Friederike Maike Wiebke Swantje Anneliese Jasmin Miriam Rebecca Judith Carola Dörte Grit Mandy Annika Pia Ronja`),
  family:
    list(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
    Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid
    Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel
    Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus
    Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler
    Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Ernst Lindner Hübner Kramer Böttcher Jansen
    Paul Hansen Peter Wenzel Förster Beyer Behrens Nowak Riedel Petersen Haase Franz Lenz Fiedler Barth Kern Bock Kirchner Kunz
    Kunde Leser Gast Freund Herr Sturm Krebs Reuter Bayer Ritter Ebert Ullrich Brinkmann Marx Metzger Walther Seifert Bach Fritz
    Böhme Thiel Geiger Kurz Nagel Wilhelm Bender Dreyer Wirth Blum Kohl Lutz Pape Hein Moser Frey Steiner Kaufmann Noack Hermann
    Naumann Busse Stahl Krieger Hesse Konrad Arndt Eckert Ehlers Scherer Schramm Kolb Rose Jahn Mohr Brand Bachmann Schütz Zander
    Funk Decker Reich Sander Henning Merkel Kluge Ackermann Urban Lauer Popp Geyer Weise Sachs Block Reinhardt Schön Schilling
    Gärtner Schreiner Köster Wiegand Rausch Heller Pietsch Kopp Wulf Ott Hirsch Kessler Stark Knoll Engelhardt Feldmann Heinze Moll
    Betz Zeller Maurer Michel Henkel Hartwig Döring Jacob Bartels Baier Wild Conrad Stoll Stock Dittrich Held Linke Götz Fink Heinz
    Röder Rupp Rohde Rudolph Göbel Gerlach Unger Witt Hennig Adler Kuhlmann Kröger Voß Timm Lüders Oltmanns Janßen Harms Lüdtke`),
}

const turkish: NamePool = {
  share: 0.08,
  male: list(`Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut
    Recep Salih Fatih Kadir Emre Hakan Serkan Volkan Onur Burak Can Cem Deniz Tolga Uğur Çağlar Şükrü Orhan Erol Yılmaz Barış Selim`),
  female:
    list(`Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Zeliha Esra Fadime Özlem Hacer
    Melek Yasemin Hülya Sevgi Gülsüm Büşra Aysel Songül Leyla Filiz Nurcan Derya Çiğdem İlknur Tuğba Sibel Gamze Pınar Ebru Aylin`),
  family:
    list(`Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan
    Şimşek Polat Özcan Korkmaz Çakır Erdoğan Yavuz Can Acar Şen Aktaş Güler Yalçın Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer
    Işık Kaplan Avcı Sarı Tekin Taş Köse Yüksel Ateş Aksoy Coşkun Uçar Demirci Karaca Bayram Tunç Ergün Erdem Duman Başaran`),
}

const polish: NamePool = {
  share: 0.06,
  male: list(`Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Stanisław Jakub Adam Marek Łukasz Grzegorz Mateusz Wojciech
    Mariusz Dariusz Zbigniew Jerzy Maciej Rafał Robert Kamil Jacek Sławomir Bartosz Zdzisław Wiesław Przemysław`),
  female:
    list(`Anna Maria Katarzyna Małgorzata Agnieszka Barbara Krystyna Ewa Elżbieta Zofia Teresa Magdalena Joanna Janina Monika
    Danuta Jadwiga Aleksandra Halina Irena Beata Marta Dorota Helena Karolina Grażyna Jolanta Iwona Paulina Bożena`),
  family:
    list(`Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Mazur
    Jankowski Kwiatkowski Wojciechowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński
    Wróbel Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Rutkowski
    Baran Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński Sadowski Zawadzki Duda Bąk`),
}

const arabic: NamePool = {
  share: 0.04,
  male: list(`Mohammed Ahmad Ali Omar Khaled Mahmoud Hassan Hussein Ibrahim Youssef Abdullah Samir Karim Tarek Bilal Rami Nabil Walid
    Faisal Ziad Anas Hamza Amir Jamal Adnan Bassam Ghassan Marwan`),
  female:
    list(`Fatima Aisha Maryam Layla Zainab Noor Hanan Amal Rana Samira Nadia Yasmin Huda Salma Dina Rasha Lina Sahar Iman
    Khadija Amina Rania Suad Wafa Hala Manal`),
  family:
    list(`Al-Hashimi Haddad Khoury Al-Masri Saleh Hamdan Nasser Mansour Al-Ahmad Ibrahim Hassan Khalil Othman Jaber Abbas Darwish
    Al-Ali Mahmoud Sabbagh Najjar Qasim Barakat Aziz Farah Hariri El-Sayed Bakri Shaheen Rahman Al-Khatib Suleiman Yousef Zaher
    Ben-Ali El-Amrani Bouzid Benali Amrani Idrissi Chahine`),
}

const vietnamese: NamePool = {
  share: 0.02,
  male: list('Văn-Minh Đức Hùng Tuấn Anh Dũng Long Quang Thành Nam Hải Sơn Phong Khánh Bảo'),
  female: list('Thị-Hoa Lan Hương Mai Thu Linh Ngọc Trang Phương Hà Thảo Vân Yến Dung Hạnh'),
  family: list('Nguyễn Trần Lê Phạm Huỳnh Hoàng Vũ Võ Phan Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh'),
}

const eastern: NamePool = {
  share: 0.02,
  male: list(
    `Sergej Dmitrij Alexej Andrej Igor Wladimir Nikolai Juri Oleg Viktor Pawel Iwan Maxim Roman Artem Eugen Waldemar Anatoli`,
  ),
  female: list(
    `Olga Tatjana Irina Natalja Swetlana Elena Ljudmila Galina Nadeschda Oksana Larissa Valentina Anastasia Darja Xenia`,
  ),
  family:
    list(`Iwanow Petrow Sidorow Smirnow Kusnezow Popow Sokolow Lebedew Kowaljow Nowikow Morosow Wolkow Pawlow Schewtschenko
    Kowalenko Bondarenko Tkatschenko Krawtschenko Melnik Boyko Romanow Fjodorow Michailow Kiselew Belov Orlow`),
}

const southern: NamePool = {
  share: 0.02,
  male: list(
    'Giuseppe Antonio Giovanni Salvatore Francesco Luigi Vincenzo José Miguel Carlos Nuno João Nikolaos Dimitrios Ivo Željko',
  ),
  female: list(
    'Giulia Francesca Rosa Antonella Carmela Lucía Inês Conceição Eleni Dragana Snežana Maja Jelena Mirjana Chiara',
  ),
  family:
    list(`Russo Ferrari Esposito Bianchi Romano Colombo Ricci Greco Marino García Fernández López Martínez Sánchez Gonçalves
    Silva Santos Papadopoulos Nikolaidis Jovanović Petrović Nikolić Marković Đorđević Horvat Kovačević Babić Marić Šarić Čović`),
}

export const namePools: readonly NamePool[] = [german, turkish, polish, arabic, vietnamese, eastern, southern]

/** Rarer German surnames are put together; half of all bearers have one of these. */
export const familyStems =
  list(`Alten Bach Birken Brand Bruck Buch Burg Dorn Eichen Eber Eisen Ellen Erlen Falken Feld Finken Föhren
  Grün Haber Hagen Hasel Heiden Hinter Hohen Holz Kalten Kirch Kreuz Kron Langen Lauter Linden Löwen Mitter Mühl Neu Nieder Ober
  Ochsen Orten Pfaffen Rappen Rauch Reifen Rosen Rothen Sand Schaf Schönen Seiden Silber Stein Stern Stol Tann Thal Trauten Unter
  Vogel Wald Weiden Weißen Wester Wiesen Wild Winden Wolken Ziegel Zwickel`)
export const familyEndings = list(
  'bauer berg berger bach brink burger dorf egger eder feld hagen haus hofer huber kamp kötter mann maier meister mayr müller reuter rieder ried sieder stein städter thaler wanger',
)

export const titles = ['Dr.', 'Prof. Dr.', 'Dipl.-Ing.', 'Dr. med.'] as const
export const particles = ['von', 'von der', 'van', 'de', 'zu', 'von und zu'] as const
