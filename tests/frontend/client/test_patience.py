import pytest

from frontend.client.patience import Patience, ServerAway


async def test_a_server_is_given_up_when_it_stays_away() -> None:
    told: list[str] = []
    patience = Patience(told.append, give_up_s=0.5)
    await patience.wait("It is away.")
    with pytest.raises(ServerAway, match=r"It is away\. It has been like this for 0\.5 s\."):
        await patience.wait("It is away.")
    assert told == ["It is away."]


async def test_a_server_that_is_back_is_waited_for_anew() -> None:
    told: list[str] = []
    patience = Patience(told.append, give_up_s=0.5)
    patience.heard()
    await patience.wait("It is away.")
    patience.heard()
    await patience.wait("It is away again.")
    assert told == ["It is away.", "", "It is away again."]
