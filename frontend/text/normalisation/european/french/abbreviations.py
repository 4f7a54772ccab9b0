"""Titles and abbreviations in French."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import pairs

# Where a name follows.
TITLES = pairs("""
    bd: boulevard, av.: avenue, M.: monsieur, MM.: messieurs, Mr: monsieur, Mme: madame,
    Mmes: mesdames, Mlle: mademoiselle, Mlles: mesdemoiselles, Dr: docteur, Dre: docteure,
    Drs: docteurs, Dres: docteures, Pr: professeur, Prof.: professeur, Me: maître,
    Mgr: monseigneur, St: saint, Ste: sainte, Gén.: général, Cdt: commandant, cdt: commandant,
    Cie: compagnie, Sté: société
""")

# Where a number follows.
BEFORE_NUMBERS = pairs("""
    n°: numéro, no: numéro, nº: numéro, nos: numéros, n°s: numéros, p.: page, pp.: pages,
    art.: article, chap.: chapitre, vol.: volume, t.: tome, fig.: figure, al.: alinéa,
    tabl.: tableau, éd.: édition, ch.: chapitre, apt.: appartement,
    bât.: bâtiment, op.: opus, sc.: scène, réf.: référence, tél.: téléphone,
    env.: environ, min.: minimum, max.: maximum
""")

# Anywhere.
ABBREVIATIONS = pairs("""
    etc.: et cetera, c.-à-d.: c’est-à-dire, p. ex.: par exemple, cf.: confer,
    av. J.-C.: avant Jésus-Christ, apr. J.-C.: après Jésus-Christ, J.-C.: Jésus-Christ,
    boul.: boulevard, ex.: exemple, env.: environ, tél.: téléphone, s.v.p.: s’il vous plaît,
    S.V.P.: s’il vous plaît, N.B.: nota bene, P.-S.: post-scriptum, km/h: kilomètres par heure,
    hab.: habitants, suiv.: suivants, bât.: bâtiment, qqch.: quelque chose, qqn: quelqu’un,
    th.: thermostat, trim.: trimestre, arr.: arrondissement, réf.: référence, pers.: personnes,
    ét.: étage, att.: attention, max.: maximum, M°: métro, Rép.: République, C. civ.: Code civil,
    C. pén.: Code pénal, C. trav.: Code du travail, lun.: lundi, ven.: vendredi, sam.: samedi,
    dim.: dimanche, incl.: inclus, t. a. b.: tirs au but
""")
