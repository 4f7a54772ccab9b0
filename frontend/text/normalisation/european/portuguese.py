"""Portuguese, of Brazil and of Portugal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from frontend.text.normalisation.common.capitals import Capitals
from frontend.text.normalisation.european.builder import language
from frontend.text.normalisation.european.grammar import (
    COUNTING,
    Grammar,
    noun,
    pairs,
    words_of,
)
from frontend.text.normalisation.european.rules.times import minutes_and_seconds
from frontend.text.normalisation.european.written import Number

if TYPE_CHECKING:
    from frontend.text.normalisation.european.words import Words

_MASCULINE, _FEMININE = "spellout-ordinal-masculine", "spellout-ordinal-feminine"
_MASCULINE_IN_A = words_of("dia grama quilograma miligrama micrograma problema quilowatt-hora")
_HALF, _THIRD = 2, 3


def _gender_of(name: str) -> str:
    first = name.split()[0].lower().removesuffix("s")
    return "f" if first.endswith("a") and first not in _MASCULINE_IN_A else "m"


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
    "Pedro João Afonso Sancho Dinis Duarte Manuel Sebastião Filipe Henrique Carlos Luís Maria José "
    "Fernando Isabel Miguel Paulo Pio Bento Gregório Leão Clemente Inocêncio Urbano Bonifácio "
    "Napoleão Elizabeth Elisabete Catarina Jorge Eduardo Guilherme Ricardo Jaime Frederico Nicolau "
    "Alexandre Leopoldo Alberto Francisco Ramsés Felipe Luiz Margarida Cristina Maximiliano"
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
    gender_of=_gender_of,
    zero_is_plural=True,
    of=lambda word: f"de {word}",
    ordinals={
        **dict.fromkeys(("º", "o"), _MASCULINE),
        **dict.fromkeys(("ª", "a"), _FEMININE),
    },
    degree_is_ordinal=True,
    after_degrees=words_of("a ao de e em com graus norte sul leste oeste no na sob para"),
    denominator=_denominator,
    halves={"m": ("meio", "e meio"), "f": ("meia", "e meia")},
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
    and_="e",
    degrees=noun("grau", "graus"),
    symbols=pairs("""
        &: e, §: parágrafo, %: por cento, ‰: por mil, +: mais, =: igual a, √: raiz de,
        ∞: infinito, ≈: aproximadamente, °: graus, №: número
    """),
    operators=pairs("""
        +: mais, =: é igual a, ×: vezes, ·: vezes, ⋅: vezes, *: vezes, ÷: dividido por,
        ≠: é diferente de, ≈: é aproximadamente, ≤: é menor ou igual a, ≥: é maior ou igual a,
        <: é menor que, >: é maior que, ±: mais ou menos
    """),
    times="por",
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
            "A O OS AS UM UMA DE DO DA DOS DAS NO NA NOS NAS EM COM POR PARA SEM E OU MAS SE NÃO "
            "SIM QUE SEU SUA MEU É SÃO MAIS JÁ AO À FIM REI MAR SOL RUA VIDA DOIS TRÊS"
        ),
        pronoun="",
    ),
    first_day="primeiro",
    date_of=" de ",
    year_of=" de ",
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
        "in": "length-inch",
        "dB": noun("decibel", "decibéis"),
        "rpm": noun("rotação por minuto", "rotações por minuto", "f"),
    },
    titles=pairs("""
        sr: senhor, sra: senhora, srta: senhorita, srs: senhores, sras: senhoras, dr: doutor,
        dra: doutora, drs: doutores, d.: dom, prof.: professor, profa.: professora,
        profª: professora, prof.ª: professora, eng.: engenheiro, engº: engenheiro, arq.: arquiteto,
        gen.: general, cel.: coronel, cap.: capitão, ten.: tenente, pe.: padre, sto.: santo,
        sta.: santa, exmo.: excelentíssimo, exma.: excelentíssima, ilmo.: ilustríssimo
    """),
    before_numbers=pairs("""
        n.º: número, nº: número, n°: número, núm.: número, p.: página, pp.: páginas, pág.: página,
        págs.: páginas, art.: artigo, arts.: artigos, cap.: capítulo, vol.: volume, fig.: figura,
        tel.: telefone, ap.: apartamento, apto.: apartamento, máx.: máximo, mín.: mínimo,
        ed.: edição, tab.: tabela, cód.: código
    """),
    abbreviations=pairs("""
        etc.: etcétera, p. ex.: por exemplo, ex.: exemplo, a. C.: antes de Cristo,
        d. C.: depois de Cristo, av.: avenida, r.: rua, pça.: praça, al.: alameda, rod.: rodovia,
        tel.: telefone, cia.: companhia, ltda.: limitada, depto.: departamento,
        aprox.: aproximadamente, obs.: observação, vs.: contra, E. U. A.: Estados Unidos,
        EUA: Estados Unidos, s. f. f.: se faz favor, att.: atenciosamente
    """),
    regnal=_KINGS,
    last_regnal_ordinal=10,
    feminine_names=lambda name: name.endswith(("a", "th")) or name in ("Isabel", "Elisabete"),
    roman_ordinals=(_MASCULINE, _FEMININE),
    ordinal_before=words_of("século"),
    cardinal_before=words_of(
        "capítulo tomo livro ato cena parte seção título volume anexo artigo lição fase tipo "
        "classe nível mundial guerra figura tabela canto ano séculos grau unidade secção"
    ),
    low_numerals=words_of("século ano capítulo tomo"),
    digit_words=words_of("telefone tel código pin fax celular telemóvel cep whatsapp rg"),
    extension="extensão",
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

LANGUAGE = language(BRAZIL)
EUROPEAN = language(PORTUGAL)
