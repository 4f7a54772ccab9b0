"""Italian as it is written, and as it is said."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

READINGS = readings("""
-- numbers
Restano 7 posti. => Restano sette posti.
Eravamo in 21. => Eravamo in ventuno.
Ci sono 80 gradini e 28 finestre. => Ci sono ottanta gradini e ventotto finestre.
Ne ha venduti 1 000. => Ne ha venduti mille.
Uno stadio da 45.000 posti. => Uno stadio da quarantacinquemila posti.
Siamo 8.000.000.000 nel mondo. => Siamo otto miliardi nel mondo.
Stamattina c'erano -12 fuori. => Stamattina c'erano meno dodici fuori.
L'agente 007. => L'agente zero zero sette.
Manca 1 sedia. => Manca una sedia.
Costano 1.234 lire. => Costano mille duecento trentaquattro lire.
-- decimals
Il voto è 14,5. => Il voto è quattordici virgola cinque.
Pi greco vale 3,1416. => Pi greco vale tre virgola quattordici sedici.
Uno scarto di 0,05 appena. => Uno scarto di zero virgola zero cinque appena.
Circa 3,2 milioni di visitatori. => Circa tre virgola due milioni di visitatori.
La media è 1.250,75. => La media è mille duecento cinquanta virgola settantacinque.
Misura 4,16 metri. => Misura quattro virgola sedici metri.
-- ordinals
Il 1º piano e la 1ª porta. => Il primo piano e la prima porta.
Il 2° turno e la 3a fila. => Il secondo turno e la terza fila.
Arrivò 5º al traguardo. => Arrivò quinto al traguardo.
La 100ª volta. => La centesima volta.
Il 21° secolo. => Il ventunesimo secolo.
-- fractions
Aggiungi 1/2 tazza e 3/4 di farina. => Aggiungi mezza tazza e tre quarti di farina.
Restano 2/3 della strada. => Restano due terzi della strada.
Versa ½ l di latte. => Versa mezzo litro di latte.
Aperto 24/7. => Aperto ventiquattro su sette.
-- percent
Un aumento del 3 %. => Un aumento del tre percento.
Tra il 12,5% e il 20 %. => Tra il dodici virgola cinque percento e il venti percento.
Un 5-10 % l'anno. => Un cinque a dieci percento l'anno.
Un tasso del 2 ‰. => Un tasso del due per mille.
-- money
Costa 3,50 €. => Costa tre euro cinquanta centesimi.
L'affitto è di 1.250,50 €. => L'affitto è di mille duecento cinquanta euro cinquanta centesimi.
Un prestito di 250.000 €. => Un prestito di duecento cinquantamila euro.
Un bilancio di 20 mln €. => Un bilancio di venti milioni di euro.
Un appalto da 1,5 mld di euro. => Un appalto da uno virgola cinque miliardi di euro.
Ha vinto € 1.000. => Ha vinto mille euro.
Un biglietto da $5 o da 4 £. => Un biglietto da cinque dollari o da quattro sterline.
Ha avuto 300 CHF e 50 USD. => Ha avuto trecento franchi svizzeri e cinquanta dollari statunitensi.
Il prezzo è 3 €/kg. => Il prezzo è tre euro al chilogrammo.
Servono 10–20 €. => Servono dieci a venti euro.
Una multa di 0,80 €. => Una multa di ottanta centesimi.
Un giro da $1.5M. => Un giro da uno virgola cinque milioni di dollari.
-- dates
Il 14/07/1789. => Il quattordici luglio mille settecento ottantanove.
Nata il 3/10/2024. => Nata il tre ottobre duemila ventiquattro.
Il 1° maggio 1968. => Il primo maggio mille novecento sessantotto.
Il 1 gennaio 2000. => Il primo gennaio duemila.
Riunione il 2024-10-03. => Riunione il tre ottobre duemila ventiquattro.
Dal 12 al 15 giugno. => Dal dodici al quindici giugno.
Il 4 feb. 2021. => Il quattro febbraio duemila ventuno.
Ci vediamo il 5/11. => Ci vediamo il cinque novembre.
-- years and decades
Nel 1998, poi nel 2024. => Nel mille novecento novantotto, poi nel duemila ventiquattro.
Gli anni '60 e gli anni 70. => Gli anni sessanta e gli anni settanta.
La guerra del 1914-1918. => La guerra del mille novecento quattordici a mille novecento diciotto.
La stagione 2023-24. => La stagione duemila ventitré ventiquattro.
-- times
Il treno parte alle 14:30. => Il treno parte alle quattordici e mezza.
Sveglia alle 7.15. => Sveglia alle sette e un quarto.
Alle 8:05 in punto. => Alle otto e cinque minuti in punto.
Il film dura 2 h. => Il film dura due ore.
Sono le 9:45. => Sono le nove e quarantacinque minuti.
Chiude alle ore 18.00. => Chiude alle ore diciotto.
Apre alle 1:00. => Apre alle una.
-- ranges and scores
Leggi le pagine 12-15. => Leggi le pagine dodici a quindici.
Hanno vinto 3-1. => Hanno vinto tre a uno.
Pareggio 2-2. => Pareggio due a due.
Per 4–6 persone. => Per quattro a sei persone.
-- measures
Ci sono 25 °C. => Ci sono venticinque gradi Celsius.
Faceva -5°C. => Faceva meno cinque gradi Celsius.
Cuocere a 40–60 °C. => Cuocere a quaranta a sessanta gradi Celsius.
Andare a 130 km/h. => Andare a cento trenta chilometri orari.
Un sacco da 3,5 kg. => Un sacco da tre virgola cinque chilogrammi.
Un appartamento di 45 m². => Un appartamento di quarantacinque metri quadrati.
Un giardino di 200 m2. => Un giardino di duecento metri quadrati.
Un consumo di 350 kWh. => Un consumo di trecento cinquanta chilowattora.
Un disco da 500 GB. => Un disco da cinquecento gigabyte.
A 30 min da qui. => A trenta minuti da qui.
Una stanza di 3 m x 4 m. => Una stanza di tre metri per quattro metri.
Un angolo di 90°. => Un angolo di novanta gradi.
Pesa 1 t e costa 1 h di lavoro. => Pesa una tonnellata e costa un’ora di lavoro.
-- telephone and codes
Chiama il 333 1234567. => Chiama il tre tre tre, uno due tre quattro cinque sei sette.
Tel. 06 1234567. => Telefono zero sei, uno due tre quattro cinque sei sette.
Dall'estero, +39 06 12345678.
    => Dall'estero, più tre nove, zero sei, uno due tre quattro cinque sei sette otto.
ISBN 978-88-04-66823-0.
    => ISBN nove sette otto, otto otto, zero quattro, sei sei otto due tre, zero.
Il server 192.168.1.10 risponde.
    => Il server uno nove due punto uno sei otto punto uno punto uno zero risponde.
La versione 2.10.1 è uscita. => La versione due punto dieci punto uno è uscita.
Prova la v3.2. => Prova la versione tre punto due.
La carta 1234567890123456.
    => La carta uno due tre quattro cinque sei sette otto nove zero uno due tre quattro cinque sei.
-- Roman numerals
Luigi XIV e Vittorio Emanuele II. => Luigi quattordicesimo e Vittorio Emanuele secondo.
Elisabetta II d'Inghilterra. => Elisabetta seconda d'Inghilterra.
Papa Giovanni XXIII e Benedetto XVI. => Papa Giovanni ventitreesimo e Benedetto sedicesimo.
Nel XIX secolo e nel secolo V. => Nel diciannovesimo secolo e nel secolo quinto.
Vedi il capitolo IV del tomo II. => Vedi il capitolo quarto del tomo due.
La II guerra mondiale. => La seconda guerra mondiale.
-- titles and abbreviations
Il sig. Rossi e la sig.ra Bianchi. => Il signor Rossi e la signora Bianchi.
La dott.ssa Neri e il dott. Verdi. => La dottoressa Neri e il dottor Verdi.
L'avv. Conti e il prof. Gallo. => L'avvocato Conti e il professor Gallo.
Vedi pag. 12, art. 5, n. 3. => Vedi pagina dodici, articolo cinque, numero tre.
Nel 52 a.C. => Nel cinquantadue avanti Cristo.
Pane, sale, ecc. => Pane, sale, eccetera.
Abita in v.le Mazzini 12. => Abita in viale Mazzini dodici.
-- capitals
IL VECCHIO CAMMINAVA PIANO. => il vecchio camminava piano.
La NATO e l'ONU si riuniscono. => La NATO e l'ONU si riuniscono.
-- addresses
Scrivi a clara.rossi@esempio.it. => Scrivi a clara punto rossi chiocciola esempio punto IT.
Visita www.esempio.it/aiuto. => Visita W W W punto esempio punto IT slash aiuto.
Segui @clararossi e #Roma2024. => Segui chiocciola clararossi e hashtag Roma duemila ventiquattro.
-- formulas and symbols
2 + 2 = 4. => due più due uguale quattro.
Sia x² + y² = z². => Sia x al quadrato più y al quadrato uguale z al quadrato.
10² m e 2³. => dieci al quadrato metri e due al cubo.
L'acqua è H₂O. => L'acqua è H due O.
10^6 cellule. => dieci alla sei cellule.
Rossi & Figli, § 5. => Rossi e Figli, paragrafo cinque.
3 × 4 = 12. => tre per quattro uguale dodici.
-- what is unclear stays
Ho detto sì, no, e poi niente. => Ho detto sì, no, e poi niente.
Il volo AF447 e la sala B12. => Il volo AF quattrocento quarantasette e la sala B dodici.
-- codes and sizes
È alto 1m80, posto 23A. => È alto un metro ottanta, posto ventitré A.
Pagina 3/10, tappa 1/3. => Pagina tre su dieci, tappa uno su tre.
Aperto 9h-18h, sconto del 5%-10%.
    => Aperto nove ore a diciotto ore, sconto del cinque percento a dieci percento.
Consuma 5 l/100 km. => Consuma cinque litri per cento chilometri.
Nel '900 e nel '68. => Nel novecento e nel sessantotto.
Scade 05/2024. => Scade maggio duemila ventiquattro.
Via Roma 12/A. => Via Roma dodici/A.
Cosa fa il file main.py? => Cosa fa il file main punto python?
Alle 8,30 o alle 21.00. => Alle otto e mezza o alle ventuno.
Dura 2½ ore, il III millennio. => Dura due ore e mezza, il terzo millennio.
""")


@pytest.mark.parametrize(("written", "said"), READINGS, ids=[written for written, _ in READINGS])
def test_it_is_said_as_a_person_would(written: str, said: str) -> None:
    assert normalise(written, "it").text == said
