"""The registry names the key that is wrong, and what there is when a name is not."""

from pathlib import Path

import pytest

from backend_queues.errors import InvalidConfiguration, UnknownBackend
from backend_queues.registry import BUILT_IN_FILE, DEFAULT_VARIABLE, read_registry, registry
from backend_queues.tone.adapter import Tone

TONE = "backend_queues.tone.adapter:Tone"
A = f"{{a: {{adapter: '{TONE}'}}}}"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "backends.yaml"
    path.write_text(text)
    return path


def test_every_built_in_backend_has_a_folder_with_what_its_environment_needs() -> None:
    registry = read_registry(BUILT_IN_FILE)
    assert registry.default in registry.specs
    for spec in registry.specs.values():
        for file in ("adapter.py", "requirements.txt", "README.md"):
            assert (spec.folder / file).is_file(), f"{spec.name} has no {file}"


def test_a_backend_is_found_by_name_and_the_default_by_none() -> None:
    registry = read_registry(BUILT_IN_FILE)
    assert registry.get("tone").queue == "tts.tone"
    assert registry.get("").name == registry.default


def test_an_unknown_backend_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(UnknownBackend, match=r"no backend 'tune'; .*tone"):
        read_registry(BUILT_IN_FILE).get("tune")


def test_a_former_name_means_the_backend_and_is_not_listed(tmp_path: Path) -> None:
    text = f"{{default: a, backends: {A}, renamed: {{old: a, older: a}}}}"
    found = read_registry(write(tmp_path, text))
    assert found.get("old") is found.get("older") is found.get("a")
    with pytest.raises(UnknownBackend, match=r"the backends are: a\.$"):
        found.get("oldest")


def test_a_backend_of_ones_own_may_have_a_former_name(tmp_path: Path) -> None:
    """People's own files have entries of any name, and these go first."""
    both = f"{A[:-1]}, old: {{adapter: '{TONE}'}}}}"
    found = read_registry(write(tmp_path, f"{{default: a, backends: {both}, renamed: {{old: a}}}}"))
    assert found.get("old").name == "old"


def test_a_default_in_the_environment_may_have_a_former_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("VOICE_SERVER_BACKENDS", raising=False)
    monkeypatch.setenv(DEFAULT_VARIABLE, "kokoro-onnx")
    assert registry.__wrapped__().default == "kokoro"


def test_an_environment_is_the_backends_own_unless_named(tmp_path: Path) -> None:
    text = f"{{default: a, backends: {{a: {{adapter: '{TONE}', environment: b}}}}}}"
    assert read_registry(write(tmp_path, text)).get("a").environment == "b"
    assert read_registry(BUILT_IN_FILE).get("tone").environment == "tone"


def test_a_backend_is_made_from_its_adapter() -> None:
    assert isinstance(read_registry(BUILT_IN_FILE).get("tone").create(), Tone)


def test_an_option_the_adapter_does_not_take_is_named(tmp_path: Path) -> None:
    text = f"{{default: a, backends: {{a: {{adapter: '{TONE}', options: {{pitch: 2}}}}}}}}"
    with pytest.raises(InvalidConfiguration, match=r"backends\.a\.options"):
        read_registry(write(tmp_path, text)).get("a").create()


@pytest.mark.parametrize(
    ("adapter", "wrong"),
    [
        (TONE.replace(":Tone", ":Ton"), r"adapter has no Ton\."),
        (TONE.replace("tone.", "tune."), r"no module backend_queues\.tune\."),
        (TONE.replace(".adapter", ".adaptor"), r"no module backend_queues\.tone\.adaptor\."),
    ],
)
def test_an_adapter_that_is_not_there_is_named(tmp_path: Path, adapter: str, wrong: str) -> None:
    text = f"{{default: a, backends: {A.replace(TONE, adapter)}}}"
    with pytest.raises(InvalidConfiguration, match=rf"backends\.a\.adapter is .*{wrong}"):
        read_registry(write(tmp_path, text)).get("a").create()


def test_what_an_adapter_cannot_import_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name of the missing package is told, and the traceback where it was asked for."""
    (tmp_path / "incomplete.py").write_text("import not_installed_anywhere")
    monkeypatch.syspath_prepend(str(tmp_path))
    text = f"{{default: a, backends: {A.replace(TONE, 'incomplete:It')}}}"
    with pytest.raises(ModuleNotFoundError, match="not_installed_anywhere"):
        read_registry(write(tmp_path, text)).get("a").create()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{{default: a, backends: {A.replace(':Tone', '.Tone')}}}", r"a\.adapter must be"),
        (f"{{default: a, backends: {A.replace(TONE, '')}}}", r"a\.adapter must be"),
        (f"{{default: a, backends: {{a: {{adapter: '{TONE}', replicas: -1}}}}}}", "replicas"),
        (f"{{default: a, backends: {{a: {{adapter: '{TONE}', licence: 2024-13-45}}}}}}", "month"),
        ("default: a", "backends"),
        ("{default: a, backends: {}}", "default"),
        ("{default: a, backends: {a: {}}}", "adapter"),
        (f"{{default: a, backends: {{a: {{adapter: '{TONE}', colour: red}}}}}}", "colour"),
        ("default: [", "backends.yaml"),
        (f"{{default: a, backends: {A}, openai: {{models: {{x: [a, b]}}}}}}", r"models\.x .*: b"),
        (f"{{default: a, backends: {A}, renamed: {{x: b}}}}", r"renamed\.x .*: b"),
        (f"{{default: a, backends: {A}, openai: {{models: {{x: a}}}}}}", "models"),
        (f"{{default: a, backends: {A}, openai: {{names: {{}}}}}}", "names"),
    ],
)
def test_a_wrong_file_names_the_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(InvalidConfiguration, match=named):
        read_registry(write(tmp_path, text))


def test_openais_names_are_read(tmp_path: Path) -> None:
    text = f"{{default: a, backends: {A}, openai: {{models: {{x: [a], y: []}}, voices: {{v: w}}}}}}"
    names = read_registry(write(tmp_path, text)).openai
    assert names.models == {"x": ("a",), "y": ()}
    assert names.voices == {"v": "w"}


def test_a_file_without_openais_names_has_the_built_in_ones(tmp_path: Path) -> None:
    """As far as they mean a backend of the file."""
    built_in = read_registry(BUILT_IN_FILE).openai
    names = read_registry(write(tmp_path, f"{{default: a, backends: {A}}}")).openai
    assert names.voices == built_in.voices
    assert names.models == {model: () for model, found in built_in.models.items() if not found}
    kokoro = A.replace("a:", "kokoro:", 1)
    found = read_registry(write(tmp_path, f"{{default: kokoro, backends: {kokoro}}}"))
    assert found.openai.models["kokoro"] == ("kokoro",)


def test_the_voices_that_openais_names_mean_are_kokoros() -> None:
    listed = (BUILT_IN_FILE.parent / "kokoro" / "README.md").read_text()
    meant = read_registry(BUILT_IN_FILE).openai.voices
    assert len(meant) == len(set(meant.values())) == 13
    assert all(voice in listed for voice in meant.values())


def test_the_voices_that_names_of_other_services_mean_are_kokoros() -> None:
    listed = (BUILT_IN_FILE.parent / "kokoro" / "README.md").read_text()
    meant = read_registry(BUILT_IN_FILE).vendors.voices
    assert meant["aura-2-thalia-en"].voice == "af_heart"
    assert all(name.voice in listed for name in meant.values())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfiguration, match="nowhere"):
        read_registry(tmp_path / "nowhere.yaml")


def test_a_fallback_is_a_name_or_says_more(tmp_path: Path) -> None:
    text = f"""
default: a
backends:
  a: {{adapter: "{TONE}", fallback: [b, {{backend: c, voices: {{x: y}}, female: {{pitch: 60}}}}]}}
  b: {{adapter: "{TONE}"}}
  c: {{adapter: "{TONE}"}}
"""
    registry = read_registry(write(tmp_path, text))
    assert registry.fallbacks == {"a": ("b", "c"), "b": (), "c": ()}
    _, second = registry.get("a").entry.fallbacks
    assert (second.voices, second.female, second.cloned) == ({"x": "y"}, {"pitch": 60}, False)


@pytest.mark.parametrize("fallback", ["nobody", "a", "{backend: nobody}"])
def test_a_fallback_is_another_backend_of_the_file(tmp_path: Path, fallback: str) -> None:
    text = f"default: a\nbackends: {{a: {{adapter: '{TONE}', fallback: [{fallback}]}}}}"
    with pytest.raises(InvalidConfiguration, match=r"backends\.a\.fallback"):
        read_registry(write(tmp_path, text))
