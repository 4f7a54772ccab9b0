"""What is meant by a name that there is not."""

from backend_queues.suggestions import nearest, unknown

VOICES = ["af_heart", "af_bella", "am_adam", "bf_emma", "bm_george"]


def test_what_is_like_it_is_found() -> None:
    assert nearest("af_hart", VOICES)[0] == "af_heart"
    assert nearest("Heart", VOICES) == ["af_heart"]
    assert nearest("AM_ADAM", VOICES) == ["am_adam"]
    assert nearest("nobody", ["sine", "square"]) == []
    assert nearest("", VOICES) == []


def test_a_long_name_and_many_others_take_no_time() -> None:
    assert nearest("x" * 1_000_000, (f"voice-{number}" for number in range(10**9))) == []


def test_few_names_are_listed_and_many_are_counted() -> None:
    few = unknown("voice", "squar", "'squar'", ["sine", "square"], "see the list")
    assert few == "There is no voice 'squar'; there are: sine, square. Did you mean square?"
    names = [f"voice_{number}" for number in range(54)]
    many = unknown("voice", "voic_7", "'voic_7'", names, "see the list")
    assert many.startswith("There is no voice 'voic_7'. Did you mean voice_7")
    assert many.endswith("All 54: see the list.")
