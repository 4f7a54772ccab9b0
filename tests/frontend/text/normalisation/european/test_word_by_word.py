"""Each spoken word of a sentence is written out, and it is known what it is written as."""

import pytest

from frontend.text.normalisation import normalise

SENTENCES = [
    (
        "es",
        "El precio es 1.500,50 euros y pesa 3,5 kg.",
        {"1.500,50": "mil quinientos coma cincuenta", "3,5 kg": "tres coma cinco kilogramos"},
    ),
    ("es", "En 2024 compré veinte manzanas.", {"2024": "dos mil veinticuatro"}),
    ("it", "Misura 4,16 metri.", {"4,16": "quattro virgola sedici"}),
    ("fr", "La population est de 1.500.000.", {"1.500.000": "un million cinq cent mille"}),
    (
        "fr",
        "J'ai payé 75 euros en 2024.",
        {"75": "soixante-quinze", "2024": "deux mille vingt-quatre"},
    ),
    ("fr", "Sᵗ Brieuc est loin.", {"Sᵗ": "saint"}),
    ("pt-BR", "Em 2024 eu comprei vinte maçãs.", {"2024": "dois mil e vinte e quatro"}),
]


@pytest.mark.parametrize(("language", "written", "readings"), SENTENCES)
def test_it_is_known_what_is_said_for_which_words(
    language: str, written: str, readings: dict[str, str]
) -> None:
    spoken = normalise(written, language)
    found = {
        written[one.written_start : one.written_end]: spoken.text[one.start : one.end]
        for one in spoken.replaced
    }
    assert found == readings


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("es", "Mide 1.500 m.", "Mide mil quinientos metros."),
        ("es-MX", "Mide 1.500 m.", "Mide uno punto quinientos metros."),
        ("es-MX", "Cuesta $1,500.50.", "Cuesta mil quinientos pesos cincuenta centavos."),
        ("es-US", "Cuesta $3.50.", "Cuesta tres dólares cincuenta centavos."),
        ("fr-BE", "Il a 75 ans et 80 €.", "Il a septante-cinq ans et quatre-vingts euros."),
        ("fr-CH", "Il a 75 ans et 80 fr.", "Il a septante-cinq ans et huitante francs."),
        (
            "fr-CH",
            "La 71e fois, à 1'500 m.",
            "La septante-et-unième fois, à mille cinq cents mètres.",
        ),
        ("pt", "São 16 km.", "São dezesseis quilômetros."),
        ("pt-PT", "São 16 km.", "São dezasseis quilómetros."),
        ("pt-PT", "Custa 3,50 €.", "Custa três euros e cinquenta cêntimos."),
    ],
)
def test_a_country_has_its_own_way(language: str, written: str, said: str) -> None:
    assert normalise(written, language).text == said


@pytest.mark.parametrize("language", ["es", "fr", "it", "pt"])
@pytest.mark.parametrize(
    "written",
    ["", "...", "Oui, non.", "A - B", "« Ah ! »", "La casa.", "l'été d'or", "Vía 'láctea'"],
)
def test_what_has_no_number_nor_sign_stays(language: str, written: str) -> None:
    assert normalise(written, language).text == written
