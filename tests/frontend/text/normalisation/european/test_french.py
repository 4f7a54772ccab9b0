"""French as it is written, and as it is said."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

READINGS = readings("""
-- numbers
Il reste 7 places. => Il reste sept places.
Nous étions 21. => Nous étions vingt-et-un.
Il y a 80 marches et 71 portes. => Il y a quatre-vingts marches et soixante-et-onze portes.
Elle en a vendu 1 000. => Elle en a vendu mille.
Un stade de 45 000 places. => Un stade de quarante-cinq mille places.
Le fonds compte 12.500 volumes. => Le fonds compte douze mille cinq cents volumes.
La Terre a 8 000 000 000 d'habitants. => La Terre a huit milliards d'habitants.
Il faisait -12 ce matin. => Il faisait moins douze ce matin.
Le code est 007. => Le code est zéro zéro sept.
Une clé de 4096 bits. => Une clé de quatre mille quatre-vingt-seize bits.
-- decimals
La note est de 14,5. => La note est de quatorze virgule cinq.
Pi vaut 3,1416. => Pi vaut trois virgule quatorze seize.
Un écart de 0,05 seulement. => Un écart de zéro virgule zéro cinq seulement.
Près de 3,2 millions de visiteurs. => Près de trois virgule deux millions de visiteurs.
La moyenne est 1 250,75. => La moyenne est mille deux cent cinquante virgule soixante-quinze.
-- ordinals
Le 1er étage et la 1re porte. => Le premier étage et la première porte.
Le 2e tour, la 3ème place et la 21e ligne.
    => Le deuxième tour, la troisième place et la vingt-et-unième ligne.
Le 100e jour. => Le centième jour.
Les 1ers arrivés. => Les premiers arrivés.
-- fractions
Ajoutez 1/2 verre et 3/4 de farine. => Ajoutez un demi verre et trois quarts de farine.
Il reste 2/3 du chemin. => Il reste deux tiers du chemin.
J'ai couru 5½ tours. => J'ai couru cinq tours et demi.
Versez ½ l de lait. => Versez un demi litre de lait.
Ouvert 24/7. => Ouvert vingt-quatre sur sept.
-- percent
Une hausse de 3 %. => Une hausse de trois pour cent.
Entre 12,5% et 20 %. => Entre douze virgule cinq pour cent et vingt pour cent.
De 5-10 % par an. => De cinq à dix pour cent par an.
Un taux de 2 ‰. => Un taux de deux pour mille.
-- money
Ça coûte 3,50 €. => Ça coûte trois euros cinquante centimes.
Le loyer est de 1.250,50 €. => Le loyer est de mille deux cent cinquante euros cinquante centimes.
Un prêt de 250 000 €. => Un prêt de deux cent cinquante mille euros.
Un budget de 20 M€. => Un budget de vingt millions d’euros.
Un contrat de 1,5 Md€. => Un contrat de un virgule cinq milliard d’euros.
Il a gagné 20 k€. => Il a gagné vingt mille euros.
Un ticket à $5 ou à 4 £. => Un ticket à cinq dollars ou à quatre livres.
Il a reçu 300 CHF et 50 USD.
    => Il a reçu trois cents francs suisses et cinquante dollars des États-Unis.
La dette atteint 3 milliards d'euros. => La dette atteint trois milliards d'euros.
Le prix est de 3 €/kg. => Le prix est de trois euros par kilogramme.
Comptez 10–20 €. => Comptez dix à vingt euros.
Une amende de 0,80 €. => Une amende de quatre-vingts centimes.
Levée de fonds de $1.5M. => Levée de fonds de un virgule cinq million de dollars.
-- dates
Le 14/07/1789. => Le quatorze juillet mille sept cent quatre-vingt-neuf.
Né le 3/10/2024. => Né le trois octobre deux mille vingt-quatre.
Le 1er mai 1968. => Le premier mai mille neuf cent soixante-huit.
Le 1 janvier 2000. => Le premier janvier deux mille.
Réunion le 2024-10-03. => Réunion le trois octobre deux mille vingt-quatre.
Du 12 au 15 juin. => Du douze au quinze juin.
Les 3 et 4 févr. 2021. => Les trois et quatre février deux mille vingt-et-un.
Rendez-vous le 5/11. => Rendez-vous le cinq novembre.
-- years and decades
En 1998, puis en 2024. => En mille neuf cent quatre-vingt-dix-huit, puis en deux mille vingt-quatre.
Les années 60 et 70. => Les années soixante et soixante-dix.
La guerre de 1914-1918. => La guerre de mille neuf cent quatorze à mille neuf cent dix-huit.
La saison 2023-24. => La saison deux mille vingt-trois vingt-quatre.
-- times
Le train part à 14h30. => Le train part à quatorze heures trente.
Réveil à 7 h. => Réveil à sept heures.
À 8h05 précises. => À huit heures cinq précises.
Le film dure 2 h 15. => Le film dure deux heures quinze.
Il est 9:45. => Il est neuf heures quarante-cinq.
De 9h à 18h. => De neuf heures à dix-huit heures.
Un record de 2:03:59. => Un record de deux heures trois minutes et cinquante-neuf secondes.
-- ranges and scores
Lisez les pages 12-15. => Lisez les pages douze à quinze.
Ils ont gagné 3-1. => Ils ont gagné trois à un.
Match nul 2-2. => Match nul deux à deux.
Pour 4–6 personnes. => Pour quatre à six personnes.
-- measures
Il fait 25 °C. => Il fait vingt-cinq degrés Celsius.
Il a fait -5°C. => Il a fait moins cinq degrés Celsius.
Cuire à 40–60 °C. => Cuire à quarante à soixante degrés Celsius.
Rouler à 130 km/h. => Rouler à cent trente kilomètres par heure.
Un sac de 3,5 kg. => Un sac de trois virgule cinq kilogrammes.
Un appartement de 45 m². => Un appartement de quarante-cinq mètres carrés.
Un jardin de 200 m2. => Un jardin de deux cents mètres carrés.
Une consommation de 350 kWh. => Une consommation de trois cent cinquante kilowatt-heures.
Un disque de 500 Go. => Un disque de cinq cents gigaoctets.
À 30 min d'ici. => À trente minutes d'ici.
Une pièce de 3 m x 4 m. => Une pièce de trois mètres sur quatre mètres.
Un angle de 90°. => Un angle de quatre-vingt-dix degrés.
Une densité de 3 kg/m³. => Une densité de trois kilogrammes par mètre cube.
-- telephone and codes
Appelez le 06 12 34 56 78.
    => Appelez le zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit.
Le +33 1 23 45 67 89.
    => Le plus trente-trois, un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf.
Le 01.23.45.67.89 est occupé.
    => Le zéro un, vingt-trois, quarante-cinq, soixante-sept, quatre-vingt-neuf est occupé.
Votre code est 4 8 15 16. => Votre code est quatre, huit, quinze, seize.
ISBN 978-2-07-036822-8.
    => ISBN neuf sept huit, deux, zéro sept, zéro trois six huit deux deux, huit.
Le serveur 192.168.1.10 répond.
    => Le serveur un neuf deux point un six huit point un point un zéro répond.
La version 2.10.1 est sortie. => La version deux point dix point un est sortie.
Passez à la v3.2. => Passez à la version trois point deux.
Carte 1234567890123456.
    => Carte un deux trois quatre cinq six sept huit neuf zéro un deux trois quatre cinq six.
-- Roman numerals
Louis XIV succède à Louis XIII. => Louis quatorze succède à Louis treize.
François Ier et Charles Ier. => François premier et Charles premier.
Au XIXe siècle, ou au XXème siècle. => Au dix-neuvième siècle, ou au vingtième siècle.
Voir le chapitre IV, tome II. => Voir le chapitre quatre, tome deux.
La Seconde Guerre mondiale. => La Seconde Guerre mondiale.
Le pape Jean XXIII. => Le pape Jean vingt-trois.
-- titles and abbreviations
M. Martin et Mme Petit. => monsieur Martin et madame Petit.
Mlle Roux, MM. Blanc et Noir. => mademoiselle Roux, messieurs Blanc et Noir.
Le Dr Moreau et le Pr Faure. => Le docteur Moreau et le professeur Faure.
Sᵗ Brieuc est loin. => saint Brieuc est loin.
L'église St-Eustache, rue Ste-Anne. => L'église saint-Eustache, rue sainte-Anne.
Voir p. 12, art. 5, n° 3. => Voir page douze, article cinq, numéro trois.
En 52 av. J.-C. => En cinquante-deux avant Jésus-Christ.
Du pain, du sel, etc. => Du pain, du sel, et cetera.
Il habite 12 bd Voltaire. => Il habite douze boulevard Voltaire.
-- capitals
LE VIEIL HOMME MARCHAIT LENTEMENT. => le vieil homme marchait lentement.
La SNCF et la RATP sont en grève. => La SNCF et la RATP sont en grève.
-- addresses
Écrivez à claire.morel@exemple.fr. => Écrivez à claire point morel arobase exemple point FR.
Allez sur www.exemple.fr/aide. => Allez sur WWW point exemple point FR barre oblique aide.
Suivez @clairemorel et #Paris2024.
    => Suivez arobase clairemorel et hashtag Paris deux mille vingt-quatre.
-- formulas and symbols
2 + 2 = 4. => deux plus deux égale quatre.
Soit x² + y² = z². => Soit x au carré plus y au carré égale z au carré.
10² m et 2³. => dix au carré mètres et deux au cube.
L'eau est du H₂O. => L'eau est du H deux O.
10^6 cellules. => dix puissance six cellules.
Dupont & Fils, § 5. => Dupont et Fils, paragraphe cinq.
3 × 4 = 12. => trois fois quatre égale douze.
-- what is unclear stays
J'ai dit oui, non, et puis rien. => J'ai dit oui, non, et puis rien.
Le vol AF447 et la salle B12. => Le vol AF quatre cent quarante-sept et la salle B douze.
-- codes, laws and sizes
Elle mesure 1m80, siège 23A. => Elle mesure un mètre quatre-vingts, siège vingt-trois A.
La loi n° 2005-102, article L. 123.
    => La loi numéro deux mille cinq, cent deux, article L. cent vingt-trois.
Il a eu 15/20 puis 20/20. => Il a eu quinze sur vingt puis vingt sur vingt.
Page 3/10, étape 1/3. => Page trois sur dix, étape un sur trois.
Ouvert 9h-18h, remise de 5%-10%.
    => Ouvert neuf heures à dix-huit heures, remise de cinq pour cent à dix pour cent.
Il consomme 5 l/100 km. => Il consomme cinq litres aux cent kilomètres.
Mercredi 12/03, puis 05/2024. => Mercredi douze mars, puis mai deux mille vingt-quatre.
L'heure est en UTC+2. => L'heure est en UTC plus deux.
Ouvert 24h/24 et 7 jours sur 7.
    => Ouvert vingt-quatre heures sur vingt-quatre et sept jours sur sept.
Ça fait 3€50, la note est 12,5/20.
    => Ça fait trois euros cinquante centimes, la note est douze virgule cinq sur vingt.
Une carte au 1:25 000. => Une carte au un à vingt-cinq mille.
Le chiffre d'affaires est de 2 M d'euros. => Le chiffre d'affaires est de deux millions d'euros.
Il est venu 1 fois, il y a 21 marches et 31 jours.
    => Il est venu une fois, il y a vingt-et-une marches et trente-et-un jours.
Lundi 3/2, avec p < 0,05. => Lundi trois février, avec p est inférieur à zéro virgule zéro cinq.
""")


@pytest.mark.parametrize(("written", "said"), READINGS, ids=[written for written, _ in READINGS])
def test_it_is_said_as_a_person_would(written: str, said: str) -> None:
    assert normalise(written, "fr").text == said
