from tasks.supervision.line_rate import LINES_A_SECOND, LONG_LINE, LineRateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_lines_over_the_limit_are_counted_and_the_count_is_shown_afterwards() -> None:
    shown: list[str] = []
    clock = Clock()
    limit = LineRateLimit(shown.append, clock)
    for number in range(LINES_A_SECOND + 1234):
        limit.line(str(number))
    assert shown == [str(number) for number in range(LINES_A_SECOND)]
    clock.now = 1.0
    limit.line("calm again")
    assert shown[LINES_A_SECOND:] == ["(1,234 more lines are not shown.)", "calm again"]
    limit.end()
    assert shown[-1] == "calm again"


def test_the_end_says_how_many_lines_were_left_out() -> None:
    shown: list[str] = []
    limit = LineRateLimit(shown.append, Clock())
    for _ in range(LINES_A_SECOND + 1):
        limit.line("")
    limit.end()
    assert shown[-1] == "(1 more lines are not shown.)"


def test_long_lines_count_for_more() -> None:
    shown: list[str] = []
    limit = LineRateLimit(shown.append, Clock())
    for _ in range(LINES_A_SECOND):
        limit.line("x" * LONG_LINE * 10)
    assert len(shown) == LINES_A_SECOND / 10
