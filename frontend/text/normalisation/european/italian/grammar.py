"""What there is to know of Italian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.european.grammar import (
    COUNTING,
    Grammar,
    noun,
    pairs,
)
from frontend.text.normalisation.european.italian.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    TITLES,
)
from frontend.text.normalisation.european.italian.own import elided, gender_of, rules, single

if TYPE_CHECKING:
    from frontend.text.normalisation.european.words import Words

_MASCULINE, _FEMININE = "spellout-ordinal-masculine", "spellout-ordinal-feminine"


def _denominator(words: Words, number: int, several: bool) -> str | None:
    if number == 2:
        return "mezzi" if several else "mezzo"
    name = words.ordinal(number, _MASCULINE)
    return f"{name[:-1]}i" if name and several else name


def _clock(words: Words, hour: int, minute: int, second: int | None) -> str:
    said = "una" if hour == 1 else words.cardinal(hour)
    if second:
        said += _minutes(words, minute)
        seconds = "secondo" if second == 1 else "secondi"
        return f"{said} e {words.cardinal(second, 'm')} {seconds}"
    return said + _minutes(words, minute)


def _minutes(words: Words, minute: int) -> str:
    parts = {0: "", 15: " e un quarto", 30: " e mezza"}
    unit = "minuto" if minute == 1 else "minuti"
    return parts.get(minute, f" e {words.cardinal(minute, 'm')} {unit}")


_KINGS = words_of(
    "Vittorio Emanuele Umberto Carlo Alberto Luigi Filippo Francesco Ferdinando Giovanni Paolo "
    "Pio Benedetto Gregorio Leone Clemente Innocenzo Urbano Bonifacio Sisto Giulio Alessandro "
    "Niccolò Napoleone Elisabetta Caterina Giorgio Edoardo Guglielmo Riccardo Enrico Giacomo "
    "Federico Giuseppe Pietro Nicola Leopoldo Cosimo Lorenzo Amedeo Maria Cristina Margherita "
    "Massimiliano Martino Eugenio Callisto Celestino Ottone Corrado Ruggero Ramses Tolomeo "
    "Isabella Giovanna"
)

GRAMMAR = Grammar(
    tag="it",
    locale="it",
    numbers="it",
    cardinals={
        COUNTING: "spellout-numbering",
        "m": "spellout-cardinal-masculine",
        "f": "spellout-cardinal-feminine",
    },
    year="spellout-numbering",
    # Apart they are as well said, and can be followed word by word.
    joined={
        "centott": "centoott",
        "cento": "cento ",
        "trémila": "tremila",
        "mila": "mila ",
        "mille": "mille ",
        "mille simo": "millesimo",
    },
    gender_of=gender_of,
    single=single,
    decimals_in_pairs=True,
    of=lambda word: f"di {word}",
    ordinals={
        **dict.fromkeys(("º", "o"), _MASCULINE),
        **dict.fromkeys(("ª", "a"), _FEMININE),
        **dict.fromkeys(("esimo", "mo"), _MASCULINE),
        **dict.fromkeys(("esima", "ma"), _FEMININE),
    },
    degree_is_ordinal=True,
    after_degrees=words_of(
        "a ad al di e ed in con su gradi nord sud est ovest sotto sopra verso all nel per"
    ),
    denominator=_denominator,
    elided=elided,
    half="e mezzo",
    halves={"m": ("mezzo", "e mezzo"), "f": ("mezza", "e mezza")},
    half_of_words=True,
    minus="meno",
    plus="più",
    point="virgola",
    dot="punto",
    version="versione",
    percent="percento",
    permille="per mille",
    to="a",
    versus="a",
    per="al",
    over="su",
    slash="barra",
    and_="e",
    degrees=noun("grado", "gradi"),
    symbols=pairs("""
        &: e, §: paragrafo, %: percento, ‰: per mille, +: più, =: uguale, √: radice di,
        ∞: infinito, ≈: circa, №: numero, ©: copyright
    """),
    operators=pairs("""
        +: più, =: uguale, ×: per, ·: per, ⋅: per, *: per, ÷: diviso, ≠: è diverso da,
        ≈: è circa, ≤: è minore o uguale a, ≥: è maggiore o uguale a, <: è minore di,
        >: è maggiore di, ±: più o meno
    """),
    times="per",
    multiple=noun("volta", "volte", "f"),
    powers={2: "al quadrato", 3: "al cubo"},
    power="alla",
    marks={":": "due punti", "?": "punto interrogativo"}
    | pairs("""
        @: chiocciola, .: punto, /: slash, \\: barra rovesciata, -: trattino, _: trattino basso,
        =: uguale, &: e commerciale, #: cancelletto, %: percento, +: più, ~: tilde,
        !: punto esclamativo
    """),
    address_parts={"www": "W W W", "py": "python"},
    hashtag="hashtag",
    capitals=Capitals(
        emphasised=words_of(
            "IL LO LA I GLI LE UN UNA UNO DI DEL DA A AL IN CON SU PER TRA FRA E O MA SE NON SÌ "
            "CHE È SONO SUO MIO TUO PIÙ GIÀ MAI FINE RE MARE DUE TRE"
        ),
        acronyms=ACRONYMS | {"UE"},
        pronoun="",
    ),
    before_months=words_of("a di da in fino"),
    months={"sett": 9},
    first_day="primo",
    words_like_days=words_of("mar vene"),
    before_dates=words_of("il dal al del giorno data l all dall dell nell sull"),
    hour=noun("ora", "ore", "f"),
    minute=noun("minuto", "minuti"),
    second=noun("secondo", "secondi"),
    clock=_clock,
    hour_marks=words_of("h H"),
    point_times=True,
    comma_times=True,
    before_times=words_of("alle ore dalle delle le all'"),
    day_halves={"am": "del mattino", "pm": "del pomeriggio"}
    | {f"{hour}pm": "di sera" for hour in (7, 8, 9, 10, 11)},
    everyday={
        "EUR": noun("euro", "euro"),
        "USD": noun("dollaro", "dollari"),
        "GBP": noun("sterlina", "sterline", "f"),
        "JPY": noun("yen", "yen"),
        "BRL": noun("real", "real"),
    },
    minors={
        "": noun("centesimo", "centesimi"),
        "GBP": noun("penny", "penny"),
        "RUB": noun("copeca", "copeche", "f"),
    },
    thousands=frozenset({"k", "K", "mila"}),
    magnitudes={
        "M": noun("milione", "milioni"),
        "mln": noun("milione", "milioni"),
        "mld": noun("miliardo", "miliardi"),
        "mrd": noun("miliardo", "miliardi"),
        "Mld": noun("miliardo", "miliardi"),
        "Mrd": noun("miliardo", "miliardi"),
        "bilione": noun("bilione", "bilioni"),
    },
    units={
        "mq": "area-square-meter",
        "kmq": "area-square-kilometer",
        "mc": "volume-cubic-meter",
        "t": noun("tonnellata", "tonnellate", "f"),
        "d": "duration-day",
        "gg": "duration-day",
        "q": noun("quintale", "quintali"),
        "dB": noun("decibel", "decibel"),
        "CV": noun("cavallo", "cavalli"),
        "km/s": noun("chilometro per secondo", "chilometri per secondo"),
        "fps": noun("fotogramma al secondo", "fotogrammi al secondo"),
        "bpm": noun("battito al minuto", "battiti al minuto"),
        "rpm": noun("giro al minuto", "giri al minuto"),
        "mAh": noun("milliamperora", "milliamperora"),
        "Ah": noun("amperora", "amperora"),
        "pb": noun("punto base", "punti base"),
        "cpr": noun("compressa", "compresse", "f"),
    },
    unit_words=words_of("ha mi"),
    short_units={
        "cpr": noun("compressa", "compresse", "f"),
        "pers": noun("persona", "persone", "f"),
    },
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    regnal=_KINGS,
    last_regnal_ordinal=3999,
    feminine_names=lambda name: name.endswith("a") and name != "Nicola",
    roman_ordinals=(_MASCULINE, _FEMININE),
    ordinal_before=words_of("secolo atto capitolo canto libro articolo"),
    cardinal_before=words_of(
        "tomo scena parte sezione titolo volume allegato lezione fase tipo classe livello "
        "figura tavola tabella paragrafo esercizio anno grado pagina tappa episodio"
    ),
    ordinal_after=words_of(
        "secolo sec secoli guerra edizione capitolo legislatura millennio sinfonia classe "
        "repubblica congresso festival giornata dinastia legione municipio censimento canto atto "
        "trim trimestre semestre quadrimestre"
    ),
    low_numerals=words_of("secolo capitolo"),
    digit_words=words_of("telefono tel cell cellulare codice pin fax whatsapp"),
    own=rules,
    call_words=words_of("iva chiama chiamare chiami chiamate telefona numero contatta contattare"),
    extension="interno",
)
