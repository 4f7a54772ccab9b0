from tasks.supervision.backoff import Backoff


def test_the_delay_doubles_up_to_half_a_minute() -> None:
    backoff = Backoff()
    assert [backoff.delay_s(0.1) for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_a_long_life_starts_the_delays_over() -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.delay_s(0.1)
    assert [backoff.delay_s(30), backoff.delay_s(0.1)] == [0.5, 1]
