"""Titles and abbreviations in Italian."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import pairs

# Where a name follows.
TITLES = pairs("""
    sig.: signor, sig.ra: signora, sig.na: signorina, sigg.: signori, dott.: dottor,
    dott.ssa: dottoressa, dr: dottor, dr.ssa: dottoressa, prof.: professor,
    prof.ssa: professoressa, avv.: avvocato, ing.: ingegner, arch.: architetto, geom.: geometra,
    rag.: ragionier, on.: onorevole, sen.: senatore, gen.: generale, col.: colonnello,
    cap.: capitano, ten.: tenente, magg.: maggiore, serg.: sergente, mons.: monsignor,
    ss.: santi, cav.: cavalier
""")

# Where a number follows.
BEFORE_NUMBERS = pairs("""
    n.: numero, nn.: numeri, n°: numero, nº: numero, nr.: numero, sec.: secolo, p.: pagina,
    pp.: pagine, pag.: pagina, pagg.: pagine, art.: articolo, artt.: articoli, cap.: capitolo,
    vol.: volume, fig.: figura, tel.: telefono, cell.: cellulare, ca.: circa, max.: massimo,
    min.: minimo, ed.: edizione, par.: paragrafo, lett.: lettera, co.: comma, tab.: tabella,
    bin.: binario, op.: opera, int.: interno, rif.: riferimento
""")

# Anywhere.
ABBREVIATIONS = pairs("""
    ecc.: eccetera, etc.: eccetera, p. es.: per esempio, ad es.: ad esempio, es.: esempio,
    a. C.: avanti Cristo, d. C.: dopo Cristo, p.za: piazza, p.zza: piazza, v.le: viale,
    c.so: corso, dip.: dipartimento, tel.: telefono, sec.: secolo, cfr.: confronta,
    d.lgs.: decreto legislativo, D. Lgs.: decreto legislativo, c. a.: corrente anno,
    u. s.: ultimo scorso, vs.: contro,
    spett.: spettabile, egr.: egregio, gent.: gentile, f.lli: fratelli,
    segg.: seguenti, s. p. a.: società per azioni, trim.: trimestre, q. b.: quanto basta,
    C. P.: casella postale, c. p.: codice penale, c. c.: codice civile,
    c. p. c.: codice di procedura civile, c. p. p.: codice di procedura penale,
    gent.mo: gentilissimo, gent.ma: gentilissima, spett.le: spettabile, ang.: angolo,
    rig.: rigore, sab.: sabato, lun.: lunedì, mer.: mercoledì, gio.: giovedì, ven.: venerdì,
    incl.: incluso, d. t. s.: dopo i tempi supplementari
""")
