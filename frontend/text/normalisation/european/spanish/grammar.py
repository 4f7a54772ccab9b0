"""What there is to know of Spanish."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.european.grammar import COUNTING, Grammar, noun, pairs
from frontend.text.normalisation.european.iberian import Genders
from frontend.text.normalisation.european.rules.times import minutes_and_seconds
from frontend.text.normalisation.european.spanish.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    TITLES,
)
from frontend.text.normalisation.european.spanish.own import rules
from frontend.text.normalisation.european.spanish.units import SHORT_UNITS, UNITS

if TYPE_CHECKING:
    from frontend.text.normalisation.european.words import Words

_MASCULINE, _FEMININE = "spellout-ordinal-masculine", "spellout-ordinal-feminine"
_ROUND = frozenset(
    [*range(100, 1000, 100), *range(1000, 10_000, 1000), 10**4, 10**5, 10**6, 10**8, 12 * 10**8]
)
_NOON = 12


_GENDERS = Genders(
    masculine=words_of(
        "día lempira balboa guaraní mapa problema programa sistema tema idioma planeta poema "
        "clima fantasma diagrama grama turista artista cometa dálmata poeta pirata atleta "
        "astronauta colega"
    ),
    feminine=tuple(
        words_of(
            "ciones siones dades tudes veces mujeres noches tardes clases partes calles llaves "
            "leyes flores madres luces voces imágenes órdenes"
        )
    ),
    feminine_singles=tuple(
        words_of("ción sión dad tud vez noche tarde clase parte calle mujer flor luz voz ley llave")
    ),
    masculine_singles=tuple(words_of("or ón al el ín és")),
    singles=dict.fromkeys(words_of("mes año día kilo pie vaso diente tomate"), "m")
    | dict.fromkeys(words_of("mano foto moto radio cda cdta"), "f"),
    no_nouns=words_of(
        "más menos además entonces después antes pues tras lunes martes jueves viernes ellos "
        "ellas para contra hasta cada como ahora hacia otra otro esta este esto cuando pero "
        "luego sino"
    ),
)


def _denominator(words: Words, number: int, several: bool) -> str | None:
    """Return "medio", "tercio", "quinto", "onceavo", "centésimo"; None of others over 100."""
    name = {2: "medio", 3: "tercio", 9: "noveno"}.get(number)
    if name is None and (number < 11 or number in _ROUND):
        name = words.ordinal(number, _MASCULINE)
        name = name and name.replace(" ", "").removeprefix("un" if number > 10**5 else "-")
    elif name is None and number < 100:
        name = _eleventh(words.cardinal(number))
    return f"{name}s" if name and several else name


def _eleventh(number: str) -> str:
    letters = unicodedata.normalize("NFD", number.replace(" y ", "i"))
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return f"{plain.removesuffix('o').removesuffix('a')}avo"


def _clock(words: Words, hour: int, minute: int, second: int | None) -> str:
    said = words.cardinal(hour, "f") if hour else words.cardinal(0)
    if second:
        hours = f"{said} {'hora' if hour == 1 else 'horas'}"
        return f"{hours} {minutes_and_seconds(words, minute, second)}"
    parts = {0: "", 15: " y cuarto", 30: " y media"}
    return said + parts.get(minute, f" y {words.cardinal(minute)}")


_KINGS = words_of(
    "Felipe Carlos Alfonso Fernando Juan Isabel Enrique Sancho Pedro Jaime Ramiro Ordoño García "
    "Luis Napoleón Francisco Pablo Pío Benedicto Gregorio León Clemente Inocencio Urbano "
    "Bonifacio Catalina Jorge Eduardo Guillermo Ricardo Jacobo Nicolás Alejandro Leopoldo "
    "Alberto Balduino Federico José Maximiliano Margarita Cristina Ramsés Mohamed Hassan Amadeo "
    "Sixto María"
)

GRAMMAR = Grammar(
    tag="es",
    locale="es",
    numbers="es",
    cardinals={
        COUNTING: "spellout-numbering",
        "m": "spellout-cardinal-masculine",
        "f": "spellout-cardinal-feminine",
    },
    year="spellout-numbering",
    joined={
        "decimoprimero": "undécimo",
        "decimoprimera": "undécima",
        "decimosegund": "duodécim",
        "vigésimo ": "vigesimo",
        "vigésima ": "vigesimo",
        "octingésim": "octingentésim",
        "vigesimooctav": "vigesimoctav",
        "dos milésim": "dosmilésim",
        "diez milésim": "diezmilésim",
        "cien milésim": "cienmilésim",
    },
    gender_of=_GENDERS.of,
    decimals_in_pairs=True,
    gendered_decimals=True,
    thousand="mil",
    agreement=_GENDERS.of_plural,
    feminine_before=words_of("la las"),
    single=_GENDERS.of_single,
    of=lambda word: f"de {word}",
    ordinals={
        **dict.fromkeys(("º", "ro", "do", "to", "mo", "vo", "no", "ero", ".o"), _MASCULINE),
        **dict.fromkeys(("ª", "ra", "da", "ta", "ma", "va", "na", "era", ".a"), _FEMININE),
        "er": "spellout-ordinal-masculine-adjective",
    },
    degree_is_ordinal=True,
    after_degrees=words_of("a al de del y en con grados norte sur este oeste bajo sobre hacia"),
    denominator=_denominator,
    half="y medio",
    halves={"m": ("medio", "y medio"), "f": ("media", "y media")},
    half_of_words=True,
    minus="menos",
    plus="más",
    point="coma",
    dot="punto",
    version="versión",
    percent="por ciento",
    permille="por mil",
    to="a",
    versus="a",
    per="por",
    over="sobre",
    slash="barra",
    and_="y",
    degrees=noun("grado", "grados"),
    symbols=pairs("""
        &: y, §: sección, %: por ciento, ‰: por mil, +: más, =: igual a, √: raíz de, ∞: infinito,
        ≈: aproximadamente, №: número, ©: copyright
    """),
    operators=pairs("""
        +: más, =: es igual a, ×: por, ·: por, ⋅: por, *: por, ÷: entre, ≠: es distinto de,
        ≈: es aproximadamente, ≤: es menor o igual que, ≥: es mayor o igual que,
        <: es menor que, >: es mayor que, ±: más menos
    """),
    times="por",
    multiple=noun("vez", "veces", "f"),
    powers={2: "al cuadrado", 3: "al cubo"},
    power="elevado a",
    marks={":": "dos puntos", "?": "signo de interrogación"}
    | pairs("""
        @: arroba, .: punto, /: barra, \\: barra invertida, -: guion, _: guion bajo, =: igual,
        &: y, #: almohadilla, %: por ciento, +: más, ~: virgulilla, !: signo de exclamación,
        |: barra vertical, ^: acento circunflejo
    """),
    hashtag="almohadilla",
    capitals=Capitals(
        emphasised=words_of(
            "A EL LA LOS LAS UN UNA UNOS DE DEL AL Y O E U NO SÍ QUE EN CON POR PARA SIN SU SUS "
            "MI TU ES SON MÁS MUY YA LO LE SE ME TE TODO NADA FIN REY MAR SOL DOS TRES"
        ),
        acronyms=ACRONYMS | {"UE"},
        pronoun="",
    ),
    before_months=words_of("en de desde a hasta"),
    first_day="primero",
    date_of=" de ",
    year_of=" de ",
    months={"setiembre": 9, "sep": 9, "set": 9},
    words_like_days=words_of("mar dom"),
    before_dates=words_of("el día del al fecha"),
    hour=noun("hora", "horas", "f"),
    minute=noun("minuto", "minutos"),
    second=noun("segundo", "segundos"),
    clock=_clock,
    hour_marks=words_of("h H hs hrs horas"),
    point_times=True,
    day_halves={"am": "de la mañana", "pm": "de la tarde", "12am": "de la noche"}
    | {f"{hour}pm": "de la noche" for hour in (8, 9, 10, 11)}
    | {f"{_NOON}pm": "del mediodía"},
    signs={"ptas": "ESP", "Pts": "ESP", "S/": "PEN", "Q": "GTQ"},
    everyday={
        "USD": noun("dólar", "dólares"),
        "KRW": noun("won", "wones"),
    },
    currencies={
        "BRL": noun("real brasileño", "reales brasileños"),
        "CRC": noun("colón costarricense", "colones costarricenses"),
        "NIO": noun("córdoba", "córdobas"),
    },
    minors={
        "": noun("centavo", "centavos"),
        "EUR": noun("céntimo", "céntimos"),
        "GBP": noun("penique", "peniques"),
        "CHF": noun("céntimo", "céntimos"),
        "CRC": noun("céntimo", "céntimos"),
    },
    thousands=frozenset({"k", "K", "mil"}),
    thousand_words=frozenset({"mil"}),
    magnitudes={
        "M": noun("millón", "millones"),
        "mill": noun("millón", "millones"),
        "millardo": noun("millardo", "millardos"),
        "B": noun("billón", "billones"),
        "bn": noun("billón", "billones"),
        "bill": noun("billón", "billones"),
        "trillón": noun("trillón", "trillones"),
    },
    units=UNITS,
    unit_words=words_of("ha mi cal"),
    short_units=SHORT_UNITS,
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    regnal=_KINGS,
    last_regnal_ordinal=10,
    feminine_names=lambda name: name.endswith("a") or name == "Isabel",
    roman_ordinals=(_MASCULINE, _FEMININE),
    ordinal_before=words_of("siglo"),
    ordinal_after=words_of(
        "guerra república internacional edición cumbre milenio congreso festival dinastía"
    ),
    cardinal_before=words_of(
        "capítulo tomo libro acto escena parte sección título volumen anexo artículo lección "
        "fase tipo clase nivel mundial guerra figura tabla canto año siglos grado unidad tema "
        "página etapa episodio"
    ),
    low_numerals=words_of("siglo año capítulo tomo"),
    digit_words=words_of(
        "teléfono teléf tel tlf tfno tlfno código pin fax móvil celular cel dni whatsapp"
    ),
    call_words=words_of("llame llama llamar llamen llámame llámenos número marque contacte"),
    country_is_number=True,
    extension="extensión",
    own=rules,
)

MEXICO = replace(
    GRAMMAR,
    tag="es-MX",
    locale="es_MX",
    signs={**GRAMMAR.signs, "$": "MXN"},
    point="punto",
    point_times=False,
)
AMERICA = replace(MEXICO, tag="es-US", locale="es_US", signs=GRAMMAR.signs)
