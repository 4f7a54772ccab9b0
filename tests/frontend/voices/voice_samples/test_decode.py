"""One form comes of every recording, and a reason of everything else."""

import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from frontend.voices.voice_samples.decode import convert
from frontend.voices.voice_samples.outcome import LONGEST_S
from tests.support.recordings import pitch_of, tone, write_audio, write_tone

WAV_CODECS = {
    "24 bit": ("pcm_s24le", "s32"),
    "float": ("pcm_f32le", "flt"),
    "8 bit": ("pcm_u8", "u8"),
    "mu-law": ("pcm_mulaw", "s16"),
}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "recording.wav"


def pcm_of(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 24_000)
        return file.readframes(file.getnframes())


@pytest.mark.parametrize("suffix", [".wav", ".mp3", ".flac"])
@pytest.mark.parametrize("rate_hz", [16_000, 44_100])
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_every_format_rate_and_layout_becomes_one(
    tmp_path: Path, target: Path, suffix: str, rate_hz: int, layout: str
) -> None:
    file = tmp_path / f"voice{suffix}"
    write_audio(file, tone(440, 3, rate_hz), rate_hz, layout=layout)
    outcome = convert(file.read_bytes(), target)
    assert (outcome.problem, outcome.form, outcome.cut) == ("", suffix[1:], False)
    pcm = pcm_of(target)
    assert outcome.seconds == len(pcm) / 2 / 24_000 == pytest.approx(3, abs=0.1)
    assert pitch_of(pcm) == pytest.approx(440, abs=1)
    assert np.abs(np.frombuffer(pcm, "<i2")).max() == pytest.approx(0.3 * 32768, rel=0.06)


RECORDERS = {
    ".m4a": ("m4a", 44_100),  # phones
    ".mp4": ("m4a", 48_000),
    ".webm": ("webm", 48_000),  # browsers
    ".ogg": ("ogg", 48_000),
    ".opus": ("ogg", 48_000),
    ".aac": ("aac", 44_100),
}


@pytest.mark.parametrize("suffix", RECORDERS)
def test_what_phones_and_browsers_record_becomes_the_same(
    tmp_path: Path, target: Path, suffix: str
) -> None:
    form, rate_hz = RECORDERS[suffix]
    file = tmp_path / f"voice{suffix}"
    write_audio(file, tone(440, 3, rate_hz), rate_hz)
    outcome = convert(file.read_bytes(), target)
    assert (outcome.problem, outcome.form) == ("", form)
    assert outcome.seconds == pytest.approx(3, abs=0.1)
    assert pitch_of(pcm_of(target)) == pytest.approx(440, abs=1)


@pytest.mark.parametrize("lead_s", [5.0, 45.0])
@pytest.mark.parametrize("offset", [0.0, 0.1])
def test_the_silence_before_the_first_sound_does_not_count(
    tmp_path: Path, target: Path, lead_s: float, offset: float
) -> None:
    samples = np.concatenate([np.zeros(int(lead_s * 24_000), np.float32), tone(440, 4, 24_000)])
    write_audio(tmp_path / "voice.flac", samples + np.float32(offset), 24_000)
    outcome = convert((tmp_path / "voice.flac").read_bytes(), target)
    assert outcome.problem == "" and not outcome.cut
    assert 4 <= outcome.seconds <= 4.5
    assert pitch_of(pcm_of(target)[16_000:]) == pytest.approx(440, abs=1)


@pytest.mark.parametrize("lead_s", [3, 45])
@pytest.mark.parametrize("click", [0.0, 0.9])
def test_the_hiss_of_a_room_before_the_voice_is_no_voice(
    tmp_path: Path, target: Path, lead_s: int, click: float
) -> None:
    hiss = np.random.default_rng(1).normal(0, 0.003, lead_s * 16_000).astype(np.float32)
    hiss[8_000:8_100] += np.float32(click)  # of the button that began the recording
    write_audio(tmp_path / "voice.wav", np.concatenate([hiss, tone(440, 4, 16_000)]), 16_000)
    outcome = convert((tmp_path / "voice.wav").read_bytes(), target)
    assert outcome.problem == "" and not outcome.cut
    assert 4 <= outcome.seconds <= 4.5


@pytest.mark.parametrize("softer", [0.0, 0.01])
def test_a_channel_without_a_voice_does_not_make_it_softer(
    tmp_path: Path, target: Path, softer: float
) -> None:
    voice = tone(440, 3, 24_000)
    channels = np.stack([voice, softer * np.roll(voice, 20)]).astype(np.float32)
    write_audio(tmp_path / "voice.wav", channels, 24_000, layout="stereo")
    assert convert((tmp_path / "voice.wav").read_bytes(), target).problem == ""
    loudest = np.abs(np.frombuffer(pcm_of(target), "<i2")).max()
    assert loudest == pytest.approx(0.3 * 32768, rel=0.02)


def test_thirty_seconds_are_those_from_the_first_sound_on(tmp_path: Path, target: Path) -> None:
    samples = np.concatenate([np.zeros(20 * 24_000, np.float32), tone(440, 40, 24_000)])
    write_audio(tmp_path / "voice.flac", samples, 24_000)
    outcome = convert((tmp_path / "voice.flac").read_bytes(), target)
    assert outcome.cut and 24 < outcome.seconds <= LONGEST_S


@pytest.mark.parametrize("codec", WAV_CODECS.values(), ids=WAV_CODECS.keys())
@pytest.mark.parametrize(("rate_hz", "layout"), [(8_000, "mono"), (96_000, "5.1")])
def test_every_kind_of_wav(
    tmp_path: Path, target: Path, codec: tuple[str, str], rate_hz: int, layout: str
) -> None:
    file = tmp_path / "voice.wav"
    write_audio(file, tone(440, 2, rate_hz), rate_hz, codec=codec, layout=layout)
    assert convert(file.read_bytes(), target).problem == ""
    pcm = pcm_of(target)
    assert pitch_of(pcm) == pytest.approx(440, abs=1)
    assert np.abs(np.frombuffer(pcm, "<i2")).max() == pytest.approx(0.3 * 32768, rel=0.03)


def test_what_is_too_long_is_cut_at_a_quiet_place(tmp_path: Path, target: Path) -> None:
    samples = tone(440, 60, 24_000)
    samples[28 * 24_000 : 29 * 24_000] = 0
    write_audio(tmp_path / "voice.flac", samples, 24_000)
    outcome = convert((tmp_path / "voice.flac").read_bytes(), target)
    assert outcome.cut
    assert 28 <= outcome.seconds <= 29 < LONGEST_S


def test_the_form_is_that_of_the_content(tmp_path: Path, target: Path) -> None:
    write_tone(tmp_path / "voice.mp3")
    (tmp_path / "voice.mp3").rename(tmp_path / "voice.wav")
    assert convert((tmp_path / "voice.wav").read_bytes(), target).form == "mp3"


def test_a_damaged_place_costs_only_itself(tmp_path: Path, target: Path) -> None:
    write_tone(tmp_path / "voice.mp3")
    content = bytearray((tmp_path / "voice.mp3").read_bytes())
    content[10_000:12_000] = bytes(2_000)
    outcome = convert(bytes(content), target)
    assert outcome.problem == ""
    assert 2 < outcome.seconds < 3.1


CLICK = np.zeros(30 * 24_000, np.float32)
CLICK[1_000] = 0.9
SHORT_WORD = np.concatenate([tone(440, 1, 24_000), np.zeros(29 * 24_000, np.float32)])

BAD_SAMPLES = {
    "is silent but for 0.2% of its first 30 s": CLICK,
    "is silent but for 3.3%": SHORT_WORD,
    "has 0.50 s of audio": tone(440, 0.5, 24_000),
    "is silent; record it again": np.zeros(48_000, np.float32),
    "the first 3 minutes are looked at": np.append(
        np.zeros(181 * 24_000, np.float32), tone(440, 4, 24_000)
    ),
    "is silent; record": np.full(48_000, 0.3, np.float32),  # a constant is no sound
    "is badly clipped": np.clip(tone(440, 2, 24_000, level=2), -1, 1),
    "no numbers": np.full(48_000, np.nan, np.float32),
}


@pytest.mark.parametrize(("reason", "samples"), BAD_SAMPLES.items(), ids=BAD_SAMPLES.keys())
def test_what_cannot_be_cloned_has_a_reason(
    tmp_path: Path, target: Path, reason: str, samples: NDArray[np.float32]
) -> None:
    write_audio(tmp_path / "voice.wav", samples, 24_000, codec=("pcm_f32le", "flt"))
    assert reason in convert((tmp_path / "voice.wav").read_bytes(), target).problem
    assert not target.exists()


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nfile://{path}\n#EXT-X-ENDLIST\n"
NO_AUDIO = {
    "nothing": b"",
    "text": b"This is no audio.\n" * 1000,
    "noise": np.random.default_rng(1).bytes(300_000),
    "a header alone": b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"
    b"\xc0\x5d\x00\x00\x80\xbb\x00\x00\x02\x00\x10\x00data\x00\x00\x00\x00",
    "no channels": b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x00\x00"
    b"\xc0\x5d\x00\x00\x80\xbb\x00\x00\x02\x00\x10\x00data\xff\xff\xff\xff" + bytes(100_000),
}


@pytest.mark.parametrize("content", NO_AUDIO.values(), ids=NO_AUDIO.keys())
def test_what_is_no_audio_is_told(target: Path, content: bytes) -> None:
    assert "no audio that can be read" in convert(content, target).problem
    assert not target.exists()


def test_the_forms_that_can_be_read_are_told_where_one_cannot(tmp_path: Path, target: Path) -> None:
    write_audio(tmp_path / "voice.aiff", tone(440, 2, 24_000), 24_000, codec=("pcm_s16be", "s16"))
    problem = convert((tmp_path / "voice.aiff").read_bytes(), target).problem
    assert "here, which is WAV, MP3, FLAC, M4A, WebM, Ogg or AAC; save it again as" in problem


def test_a_playlist_opens_no_other_file(tmp_path: Path, target: Path) -> None:
    other = tmp_path / "other.wav"
    write_tone(other)
    outcome = convert(PLAYLIST.format(path=other).encode(), target)
    assert "no audio that can be read" in outcome.problem
