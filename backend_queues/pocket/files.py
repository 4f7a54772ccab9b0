"""Where a model's files lie: in the folders of weights.yaml, laid out as the hub's repositories."""

from pathlib import Path

import msgspec
from pocket_tts.utils.config import CONFIGS_DIR

from backend_queues.errors import AssetUnavailable, InvalidConfiguration, shown
from backend_queues.provisioning.folders import MODELS_VARIABLE
from backend_queues.provisioning.manifest import read_weights
from backend_queues.provisioning.weights import weights

NAME = "pocket"
FOLDER = Path(__file__).parent
CLONING = "-cloning"
LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "spanish": "es",
    "portuguese": "pt",
    "dutch": "nl",
}


class ModelFiles(msgspec.Struct, frozen=True):
    """The files of one model. Without voice cloning, `cloning_advice` says how to get it."""

    model: str  # upstream's name of it, such as "french_24l"
    config: Path
    weights: Path
    tokenizer: Path
    voices: dict[str, Path]
    cloning_advice: str = ""


def language_of(key: str) -> str:
    """Return the language, in BCP 47, of a model of weights.yaml, such as "french_24l".

    Raises:
        InvalidConfiguration: it has no such model.
    """
    known = read_weights(FOLDER)
    if key not in known:
        raise InvalidConfiguration(
            f"{NAME} has no weights {shown(key)}; there are: {', '.join(known)}."
        )
    return next(tag for language, tag in LANGUAGES.items() if key.startswith(language))


def model_files(key: str) -> ModelFiles:
    """Find the files of a model of weights.yaml.

    Its weights with voice cloning are used if they are there, and must be if `key` names them.

    Raises:
        AssetUnavailable: a file is missing; the message says what to put where.
    """
    model = key.removesuffix(CLONING)
    place = weights(NAME, FOLDER, model) / "languages" / model
    own_config = place / "config.yaml"  # of a model that upstream's package does not know
    files = ModelFiles(
        model=model,
        config=own_config if own_config.exists() else CONFIGS_DIR / f"{model}.yaml",
        weights=place / "model.safetensors",
        tokenizer=next(iter(place.glob("tokenizer.*"))),
        voices={path.stem: path for path in sorted(place.glob("embeddings/*.safetensors"))},
    )
    try:
        cloning = weights(NAME, FOLDER, model + CLONING) / "languages" / model
    except AssetUnavailable:
        if key != model:
            raise
        return msgspec.structs.replace(files, cloning_advice=_cloning_advice(model))
    return msgspec.structs.replace(files, weights=cloning / "model.safetensors")


def _cloning_advice(model: str) -> str:
    wanted = read_weights(FOLDER)[model + CLONING]
    return (
        f"Put {wanted.files[0]} of {wanted.repository}, revision {wanted.revision}, into "
        f"{NAME}/{model}{CLONING} below a folder that {MODELS_VARIABLE} names. {wanted.how}"
    )
