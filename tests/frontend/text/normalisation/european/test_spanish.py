"""Spanish as it is written, and as it is said."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

READINGS = readings("""
-- numbers
Quedan 7 plazas. => Quedan siete plazas.
Éramos 21. => Éramos veintiuno.
Hay 80 escalones y 200 ventanas. => Hay ochenta escalones y doscientas ventanas.
Vinieron 21 personas y 31 niños. => Vinieron veintiuna personas y treinta y un niños.
Vendió 1 000 entradas. => Vendió mil entradas.
Un estadio de 45.000 asientos. => Un estadio de cuarenta y cinco mil asientos.
Somos 8.000.000.000 en el mundo. => Somos ocho mil millones en el mundo.
Esta mañana había -12 fuera. => Esta mañana había menos doce fuera.
El agente 007. => El agente cero cero siete.
Queda 1 silla y 1 vaso. => Queda una silla y un vaso.
-- decimals
La nota es 14,5. => La nota es catorce coma cinco.
Pi vale 3,1416. => Pi vale tres coma catorce dieciséis.
Un margen de 0,05 apenas. => Un margen de cero coma cero cinco apenas.
Cerca de 3,2 millones de visitantes. => Cerca de tres coma dos millones de visitantes.
La media es 1.250,75. => La media es mil doscientos cincuenta coma setenta y cinco.
El precio es 1.500,50 euros y pesa 3,5 kg.
    => El precio es mil quinientos coma cincuenta euros y pesa tres coma cinco kilogramos.
-- ordinals
El 1.er piso y la 1.ª puerta. => El primer piso y la primera puerta.
El 2.º turno, la 3ª plaza y el 21.º puesto.
    => El segundo turno, la tercera plaza y el vigesimoprimero puesto.
Quedó 5º en la carrera. => Quedó quinto en la carrera.
La 100.ª vez. => La centésima vez.
Mi 3er intento y la 2da vuelta. => Mi tercer intento y la segunda vuelta.
-- fractions
Añade 1/2 taza y 3/4 de harina. => Añade media taza y tres cuartos de harina.
Quedan 2/3 del camino. => Quedan dos tercios del camino.
Echa ½ l de leche. => Echa medio litro de leche.
Abierto 24/7. => Abierto veinticuatro sobre siete.
Una parte de 1/12. => Una parte de un doceavo.
-- percent
Una subida del 3 %. => Una subida del tres por ciento.
Entre el 12,5% y el 20 %. => Entre el doce coma cinco por ciento y el veinte por ciento.
Un 5-10 % al año. => Un cinco a diez por ciento al año.
Una tasa de 2 ‰. => Una tasa de dos por mil.
-- money
Cuesta 3,50 €. => Cuesta tres euros cincuenta céntimos.
El alquiler es de 1.250,50 €.
    => El alquiler es de mil doscientos cincuenta euros cincuenta céntimos.
Un préstamo de 250.000 €. => Un préstamo de doscientos cincuenta mil euros.
Un presupuesto de 20 M€. => Un presupuesto de veinte millones de euros.
Una deuda de 5 mil millones de euros. => Una deuda de cinco mil millones de euros.
Invirtió 2,5 mil millones €. => Invirtió dos mil quinientos millones de euros.
Un billete de $5 o de 4 £. => Un billete de cinco dólares o de cuatro libras.
Dio 300 CHF y 50 USD. => Dio trescientos francos suizos y cincuenta dólares estadounidenses.
Vale 3 €/kg. => Vale tres euros por kilogramo.
Calcula 10–20 €. => Calcula diez a veinte euros.
Una multa de 0,80 €. => Una multa de ochenta céntimos.
Una ronda de $1.5M. => Una ronda de uno coma cinco millones de dólares.
Pagó 1 € y 21 libras. => Pagó un euro y veintiuna libras.
-- dates
El 14/07/1789. => El catorce de julio de mil setecientos ochenta y nueve.
Nació el 3/10/2024. => Nació el tres de octubre de dos mil veinticuatro.
El 1 de mayo de 1968. => El primero de mayo de mil novecientos sesenta y ocho.
El 1.º de enero de 2000. => El primero de enero de dos mil.
Reunión el 2024-10-03. => Reunión el tres de octubre de dos mil veinticuatro.
Del 12 al 15 de junio. => Del doce al quince de junio.
El 4 de feb. de 2021. => El cuatro de febrero de dos mil veintiuno.
La cita es el 5/11. => La cita es el cinco de noviembre.
Llegó el 30 julio del 2020. => Llegó el treinta de julio del dos mil veinte.
-- years and decades
En 1998, luego en 2024. => En mil novecientos noventa y ocho, luego en dos mil veinticuatro.
Los años 60 y los '70. => Los años sesenta y los setenta.
La guerra de 1914-1918. => La guerra de mil novecientos catorce a mil novecientos dieciocho.
La temporada 2023-24. => La temporada dos mil veintitrés veinticuatro.
En 2024 compré veinte manzanas. => En dos mil veinticuatro compré veinte manzanas.
-- times
El tren sale a las 14:30. => El tren sale a las catorce y media.
Despierto a las 7:15. => Despierto a las siete y cuarto.
A las 8:05 en punto. => A las ocho y cinco en punto.
La película dura 2 h. => La película dura dos horas.
Son las 9:45 de la noche. => Son las nueve y cuarenta y cinco de la noche.
Cierra a las 3:00 p.m. => Cierra a las tres de la tarde.
Llega a las 13.30. => Llega a las trece y media.
Un récord de 2:03:59. => Un récord de dos horas tres minutos y cincuenta y nueve segundos.
Cena a las 21 h. => Cena a las veintiuna horas.
-- ranges and scores
Lee las páginas 12-15. => Lee las páginas doce a quince.
Ganaron 3-1. => Ganaron tres a uno.
Empate 2-2. => Empate dos a dos.
Para 4–6 personas. => Para cuatro a seis personas.
-- measures
Hace 25 °C. => Hace veinticinco grados Celsius.
Hizo -5°C. => Hizo menos cinco grados Celsius.
Hornear a 40–60 °C. => Hornear a cuarenta a sesenta grados Celsius.
Conducir a 130 km/h. => Conducir a ciento treinta kilómetros por hora.
Un saco de 3,5 kg. => Un saco de tres coma cinco kilogramos.
Un piso de 45 m². => Un piso de cuarenta y cinco metros cuadrados.
Un jardín de 200 m2. => Un jardín de doscientos metros cuadrados.
Un consumo de 350 kWh. => Un consumo de trescientos cincuenta kilovatios hora.
Un disco de 500 GB. => Un disco de quinientos gigabytes.
A 30 min de aquí. => A treinta minutos de aquí.
Una sala de 3 m x 4 m. => Una sala de tres metros por cuatro metros.
Un ángulo de 90°. => Un ángulo de noventa grados.
Pesa 1 t y mide 21 mi. => Pesa una tonelada y mide veintiuna millas.
-- telephone and codes
Llame al 612 345 678. => Llame al seis uno dos, tres cuatro cinco, seis siete ocho.
Teléfono: 91 123 45 67. => Teléfono: nueve uno, uno dos tres, cuatro cinco, seis siete.
Desde fuera, +34 912 345 678.
    => Desde fuera, más treinta y cuatro, nueve uno dos, tres cuatro cinco, seis siete ocho.
ISBN 978-84-376-0494-7.
    => ISBN nueve siete ocho, ocho cuatro, tres siete seis, cero cuatro nueve cuatro, siete.
El servidor 192.168.1.10 responde.
    => El servidor uno nueve dos punto uno seis ocho punto uno punto uno cero responde.
La versión 2.10.1 ya salió. => La versión dos punto diez punto uno ya salió.
Prueba la v3.2. => Prueba la versión tres punto dos.
Tarjeta 1234567890123456.
    => Tarjeta uno dos tres cuatro cinco seis siete ocho nueve cero uno dos tres cuatro cinco seis.
Marca el 123-456-7890. => Marca el uno dos tres, cuatro cinco seis, siete ocho nueve cero.
-- Roman numerals
Felipe II y Alfonso XIII. => Felipe segundo y Alfonso trece.
Isabel II de Inglaterra. => Isabel segunda de Inglaterra.
El papa Juan XXIII y Benedicto XVI. => El papa Juan veintitrés y Benedicto dieciséis.
En el siglo XIX y en el siglo V. => En el siglo diecinueve y en el siglo quinto.
Véase el capítulo IV del tomo II. => Véase el capítulo cuatro del tomo dos.
-- titles and abbreviations
El Sr. Gil y la Sra. Sanz. => El Señor Gil y la Señora Sanz.
La Dra. Ruiz y el Dr. Pons. => La Doctora Ruiz y el Doctor Pons.
D. Luis y Dña. Elena. => Don Luis y Doña Elena.
Vive en la Avda. del Mar, 12. => Vive en la Avenida del Mar, doce.
Véase la pág. 12, art. 5, n.º 3. => Véase la página doce, artículo cinco, número tres.
En el 52 a. C. => En el cincuenta y dos antes de Cristo.
Pan, sal, etc. => Pan, sal, etcétera.
Los EE. UU. y Ud. => Los Estados Unidos y Usted.
-- capitals
EL VIEJO CAMINABA DESPACIO. => el viejo caminaba despacio.
La ONU y la OTAN se reúnen. => La ONU y la OTAN se reúnen.
-- addresses
Escribe a clara.gil@ejemplo.es. => Escribe a clara punto gil arroba ejemplo punto ES.
Visita www.ejemplo.es/ayuda. => Visita WWW punto ejemplo punto ES barra ayuda.
Sigue a @claragil y #Madrid2024.
    => Sigue a arroba claragil y almohadilla Madrid dos mil veinticuatro.
-- formulas and symbols
2 + 2 = 4. => dos más dos es igual a cuatro.
Sea x² + y² = z². => Sea x al cuadrado más y al cuadrado es igual a z al cuadrado.
10² m y 2³. => diez al cuadrado metros y dos al cubo.
El agua es H₂O. => El agua es H dos O.
10^6 células. => diez elevado a seis células.
Gil & Hijos, § 5. => Gil y Hijos, sección cinco.
3 × 4 = 12. => tres por cuatro es igual a doce.
-- what is unclear stays
Dije que sí, que no, y nada más. => Dije que sí, que no, y nada más.
El vuelo AF447 y la sala B12. => El vuelo AF cuatrocientos cuarenta y siete y la sala B doce.
-- codes, laws and sizes
Mide 1m80 y va en el asiento 23A. => Mide un metro ochenta y va en el asiento veintitrés A.
La Ley 39/2015 y el art. 155.
    => La Ley treinta y nueve de dos mil quince y el artículo ciento cincuenta y cinco.
Página 3/10, etapa 1/3. => Página tres sobre diez, etapa uno sobre tres.
Abre 9h-18h, rebaja de 5%-10%.
    => Abre nueve horas a dieciocho horas, rebaja de cinco por ciento a diez por ciento.
Consume 5 l/100 km. => Consume cinco litros por cien kilómetros.
Del s. XIX al s. V. => Del siglo diecinueve al siglo quinto.
Vence 05/2024. => Vence mayo de dos mil veinticuatro.
Son las 20:00 GMT-3. => Son las veinte GMT menos tres.
Hoy a las 3 p.m. El tren sale. => Hoy a las tres de la tarde. El tren sale.
La versión Python 3.11 y 3.14. => La versión Python tres punto once y tres punto catorce.
Tarda 2½ horas a 60 Km/h. => Tarda dos horas y media a sesenta kilómetros por hora.
Fue la II Guerra Mundial, siglos XVI-XVII.
    => Fue la segunda Guerra Mundial, siglos dieciséis a diecisiete.
A la 1 y a las 21. => A la una y a las veintiuna.
""")


@pytest.mark.parametrize(("written", "said"), READINGS, ids=[written for written, _ in READINGS])
def test_it_is_said_as_a_person_would(written: str, said: str) -> None:
    assert normalise(written, "es").text == said
