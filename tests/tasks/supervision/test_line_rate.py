from tasks.supervision.line_rate import LINES_A_SECOND, LONG_LINE, LineRateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_lines_over_the_limit_are_counted_and_told_of_when_it_is_over() -> None:
    shown: list[str] = []
    clock = Clock()
    flood = LineRateLimit(shown.append, clock)
    for number in range(LINES_A_SECOND + 1234):
        flood.line(str(number))
    assert shown == [str(number) for number in range(LINES_A_SECOND)]
    clock.now = 1.0
    flood.line("calm again")
    assert shown[LINES_A_SECOND:] == ["(1,234 more lines are not shown.)", "calm again"]
    flood.end()
    assert shown[-1] == "calm again"


def test_the_end_tells_of_what_was_left_out() -> None:
    shown: list[str] = []
    flood = LineRateLimit(shown.append, Clock())
    for _ in range(LINES_A_SECOND + 1):
        flood.line("")
    flood.end()
    assert shown[-1] == "(1 more lines are not shown.)"


def test_long_lines_count_for_more() -> None:
    shown: list[str] = []
    flood = LineRateLimit(shown.append, Clock())
    for _ in range(LINES_A_SECOND):
        flood.line("x" * LONG_LINE * 10)
    assert len(shown) == LINES_A_SECOND / 10
