"""What there is to know of Portuguese."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontend.text.listed import words_of
from frontend.text.normalisation.common.capitals import ACRONYMS, Capitals
from frontend.text.normalisation.european.grammar import (
    COUNTING,
    Grammar,
    noun,
    pairs,
)
from frontend.text.normalisation.european.iberian import Genders
from frontend.text.normalisation.european.portuguese.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    TITLES,
)
from frontend.text.normalisation.european.portuguese.own import feminine_name, rules
from frontend.text.normalisation.european.rules.times import minutes_and_seconds
from frontend.text.normalisation.european.written import Number

if TYPE_CHECKING:
    from frontend.text.normalisation.european.words import Words

_MASCULINE, _FEMININE = "spellout-ordinal-masculine", "spellout-ordinal-feminine"
_HALF, _THIRD = 2, 3


_GENDERS = Genders(
    masculine=words_of(
        "dia grama quilograma miligrama micrograma problema quilowatt-hora megawatt-hora "
        "gigawatt-hora terawatt-hora mapa programa "
        "sistema tema idioma planeta poema clima cinema dálmata poeta pirata atleta astronauta "
        "colega artista"
    ),
    feminine=tuple(
        words_of(
            "ções sões gens dades tudes mulheres colheres vezes noites tardes partes mães mãos "
            "flores classes"
        )
    ),
    feminine_singles=tuple(
        words_of(
            "ção são gem dade tude vez noite tarde parte classe colher mulher mãe mão flor luz lei"
        )
    ),
    masculine_singles=(),
    singles={},
    no_nouns=words_of(
        "mais menos depois antes após além elas eles para contra como agora outra outro esta "
        "este isto quando cada pelas pelos todos todas"
    ),
)


def _denominator(words: Words, number: int, several: bool) -> str | None:
    """Return "meio", "terço", "quinto", and "onze avos" of those that have no name."""
    ending = "s" if several else ""
    if number in (_HALF, _THIRD):
        return f"{'meio' if number == _HALF else 'terço'}{ending}"
    if number > 10 and number not in (100, 1000, 10**6):
        return f"{words.cardinal(number)} avos"
    name = words.ordinal(number, _MASCULINE)
    return name and f"{name.removeprefix('um ')}{ending}"


def _clock(words: Words, hour: int, minute: int, second: int | None) -> str:
    noun_of_hours = words.grammar.hour
    said = f"{words.cardinal(hour, 'f')} {noun_of_hours.form('one' if hour == 1 else 'other')}"
    if second is not None:
        return f"{said} e {_minutes(words, minute, second)}"
    return f"{said} e {words.cardinal(minute)}" if minute else said


def _minutes(words: Words, minute: int, second: int) -> str:
    if minute:
        return minutes_and_seconds(words, minute, second)
    return f"zero minutos e {words.counted(Number(str(second)), words.grammar.second)}"


_KINGS = words_of(
    "Pedro João Afonso Sancho Dinis Duarte Manuel Sebastião Filipe Henrique Carlos Luís Maria "
    "José Fernando Isabel Miguel Paulo Pio Bento Gregório Leão Clemente Inocêncio Urbano "
    "Bonifácio Napoleão Elizabeth Elisabete Catarina Jorge Eduardo Guilherme Ricardo Jaime "
    "Frederico Nicolau Alexandre Leopoldo Alberto Francisco Ramsés Felipe Luiz Margarida "
    "Cristina Maximiliano"
)

BRAZIL = Grammar(
    tag="pt-BR",
    locale="pt_BR",
    numbers="pt",
    cardinals={
        COUNTING: "spellout-cardinal-masculine",
        "m": "spellout-cardinal-masculine",
        "f": "spellout-cardinal-feminine",
    },
    year="spellout-cardinal-masculine",
    gender_of=_GENDERS.of,
    zero_is_plural=True,
    agreement=_GENDERS.of_plural,
    feminine_before=words_of("às as das nas"),
    single=_GENDERS.of_single,
    thousand="mil",
    of=lambda word: f"de {word}",
    ordinals={
        **dict.fromkeys(("º", "o"), _MASCULINE),
        **dict.fromkeys(("ª", "a"), _FEMININE),
    },
    degree_is_ordinal=True,
    after_degrees=words_of("a ao de e em com graus norte sul leste oeste no na sob para"),
    denominator=_denominator,
    halves={"m": ("meio", "e meio"), "f": ("meia", "e meia")},
    half_of_words=True,
    minus="menos",
    plus="mais",
    point="vírgula",
    dot="ponto",
    version="versão",
    percent="por cento",
    permille="por mil",
    to="a",
    versus="a",
    per="por",
    over="sobre",
    slash="barra",
    and_="e",
    degrees=noun("grau", "graus"),
    symbols=pairs("""
        &: e, §: parágrafo, %: por cento, ‰: por mil, +: mais, =: igual a, √: raiz de,
        ∞: infinito, ≈: aproximadamente, №: número, ©: copyright
    """),
    operators=pairs("""
        +: mais, =: é igual a, ×: vezes, ·: vezes, ⋅: vezes, *: vezes, ÷: dividido por,
        ≠: é diferente de, ≈: é aproximadamente, ≤: é menor ou igual a, ≥: é maior ou igual a,
        <: é menor que, >: é maior que, ±: mais ou menos
    """),
    x_is_versus=True,
    times="por",
    multiple=noun("vez", "vezes", "f"),
    powers={2: "ao quadrado", 3: "ao cubo"},
    power="elevado a",
    marks={":": "dois pontos", "?": "interrogação"}
    | pairs("""
        @: arroba, .: ponto, /: barra, \\: barra invertida, -: hífen, _: sublinhado, =: igual,
        &: e comercial, #: cerquilha, %: por cento, +: mais, ~: til, !: exclamação
    """),
    hashtag="hashtag",
    capitals=Capitals(
        emphasised=words_of(
            "A O OS AS UM UMA DE DO DA DOS DAS NO NA NOS NAS EM COM POR PARA SEM E OU MAS SE "
            "NÃO SIM QUE SEU SUA MEU É SÃO MAIS JÁ AO À FIM REI MAR SOL RUA VIDA DOIS TRÊS"
        ),
        acronyms=ACRONYMS | words_of("UE EUA IBGE INSS"),
        pronoun="",
    ),
    before_months=words_of("em de desde até"),
    first_day="primeiro",
    date_of=" de ",
    year_of=" de ",
    words_like_days=words_of("ter sex dom qui"),
    before_dates=words_of("dia no em do ao até data desde"),
    hour=noun("hora", "horas", "f", many="horas"),
    minute=noun("minuto", "minutos"),
    second=noun("segundo", "segundos"),
    clock=_clock,
    hour_marks=words_of("h H hs hrs horas"),
    point_times=True,
    day_halves={"am": "da manhã", "pm": "da tarde"}
    | {f"{hour}pm": "da noite" for hour in (7, 8, 9, 10, 11)},
    everyday={"USD": noun("dólar", "dólares"), "EUR": noun("euro", "euros")},
    minors={
        "": noun("centavo", "centavos"),
        "GBP": noun("pêni", "pence"),
        "CHF": noun("cêntimo", "cêntimos"),
    },
    minor_and=" e ",
    thousands=frozenset({"k", "K", "mil"}),
    thousand_words=frozenset({"mil"}),
    magnitudes={
        "M": noun("milhão", "milhões"),
        "mi": noun("milhão", "milhões"),
        "mm": noun("milhão", "milhões"),
        "bi": noun("bilhão", "bilhões"),
        "bn": noun("bilhão", "bilhões"),
        "tri": noun("trilhão", "trilhões"),
        "bilião": noun("bilião", "biliões"),
    },
    units={
        "t": noun("tonelada", "toneladas", "f"),
        "ton": noun("tonelada", "toneladas", "f"),
        "seg": "duration-second",
        "dB": noun("decibel", "decibéis"),
        "fps": noun("quadro por segundo", "quadros por segundo"),
        "bpm": noun("batimento por minuto", "batimentos por minuto"),
        "mAh": noun("miliampere-hora", "miliamperes-hora"),
        "Ah": noun("ampere-hora", "amperes-hora"),
        "cv": noun("cavalo", "cavalos"),
        "pts": noun("ponto", "pontos"),
        "rpm": noun("rotação por minuto", "rotações por minuto", "f"),
    },
    short_units={
        "comp": noun("comprimido", "comprimidos"),
        "col": noun("colher", "colheres", "f"),
        "pess": noun("pessoa", "pessoas", "f"),
    },
    titles=TITLES,
    before_numbers=BEFORE_NUMBERS,
    abbreviations=ABBREVIATIONS,
    regnal=_KINGS,
    last_regnal_ordinal=10,
    feminine_names=feminine_name,
    roman_ordinals=(_MASCULINE, _FEMININE),
    ordinal_before=words_of("século"),
    ordinal_after=words_of(
        "guerra república internacional edição cúpula milênio milénio congresso festival dinastia "
        "jornada conferência"
    ),
    cardinal_before=words_of(
        "capítulo tomo livro ato cena parte seção título volume anexo artigo lição fase tipo "
        "classe nível mundial guerra figura tabela canto ano séculos grau unidade secção página "
        "etapa episódio"
    ),
    low_numerals=words_of("século ano capítulo tomo"),
    digit_words=words_of("telefone tel código pin fax celular cel telemóvel cep whatsapp rg"),
    call_words=words_of("ligue liga ligar ligue-nos número disque contacte contato"),
    extension="extensão",
    own=rules,
)

PORTUGAL = replace(
    BRAZIL,
    tag="pt-PT",
    locale="pt_PT",
    numbers="pt_PT",
    minors={
        "": noun("centavo", "centavos"),
        "EUR": noun("cêntimo", "cêntimos"),
        "GBP": noun("péni", "pence"),
        "CHF": noun("cêntimo", "cêntimos"),
    },
)
