"""Titles and abbreviations in Spanish."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import pairs

# Where a name follows.
TITLES = pairs("""
    sr: señor, sra: señora, srta: señorita, sres: señores, sras: señoras, dr: doctor,
    dra: doctora, dres: doctores, d.: don, d.ª: doña, dª: doña, dña: doña, da.: doña,
    prof.: profesor, profa.: profesora, ing.: ingeniero, lic.: licenciado, lcdo.: licenciado,
    arq.: arquitecto, gral.: general, cnel.: coronel, cap.: capitán, tte.: teniente, fr.: fray,
    Col.: Colonia, Mª: María, M.ª: María,
    sto.: santo, sta.: santa, mons.: monseñor
""")

# Where a number follows.
BEFORE_NUMBERS = pairs("""
    n.º: número, nº: número, n°: número, núm.: número, nro.: número, no.: número, s.: siglo,
    ss.: siglos, p.: página, pp.: páginas, pág.: página, págs.: páginas, art.: artículo,
    arts.: artículos, cap.: capítulo, vol.: volumen, t.: tomo, fig.: figura, tel.: teléfono,
    tlf.: teléfono, tfno.: teléfono, aprox.: aproximadamente, máx.: máximo, mín.: mínimo,
    ed.: edición, párr.: párrafo, ref.: referencia, op.: opus, min.: minuto
""")

# Anywhere.
ABBREVIATIONS = pairs("""
    vto.: vencimiento, incl.: incluido, ss.: siguientes, cdta.: cucharadita, cda.: cucharada,
    cdtas.: cucharaditas, cdas.: cucharadas,
    ud.: usted, uds.: ustedes, vd.: usted, vds.: ustedes, etc.: etcétera, p. ej.: por ejemplo,
    ej.: ejemplo, a. C.: antes de Cristo, d. C.: después de Cristo, a. c.: antes de Cristo,
    d. c.: después de Cristo, a. de C.: antes de Cristo, d. de C.: después de Cristo,
    EE. UU.: Estados Unidos, ee. uu.: Estados Unidos, avda.: avenida, av.: avenida, pza.: plaza,
    plza.: plaza, c/: calle, ctra.: carretera, esq.: esquina, c.º b.: camino bajo,
    depto.: departamento, dpto.: departamento, cía.: compañía, hnos.: hermanos, tel.: teléfono,
    aprox.: aproximadamente, admón.: administración, vs.: contra, izq.: izquierda,
    dcha.: derecha, izda.: izquierda, atte.: atentamente, q. e. p. d.: que en paz descanse,
    apdo.: apartado, att.: atención, s/n: sin número, c/u: cada uno, sáb.: sábado, lun.: lunes,
    mié.: miércoles, jue.: jueves, vie.: viernes
""")
