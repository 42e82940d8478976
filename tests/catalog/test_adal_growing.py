"""A larger Ådal has more coaches, so that nobody has more citizens than they can know."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from staasted.catalog.adal import adal
from staasted.catalog.adal_growing import adal_of

SMALL = 600  # the six coaches there always are, each with a hundred


@given(st.integers(min_value=1, max_value=40_000))
def test_nobody_has_more_citizens_than_the_town_says(citizens: int) -> None:
    coaches = [one for one in adal_of(citizens).staff if "counsellor" in one.roles]
    assert len(coaches) * adal().each >= citizens


@given(st.integers(min_value=1, max_value=40_000))
def test_everybody_has_a_name_of_their_own_and_every_team_a_place(citizens: int) -> None:
    told = adal_of(citizens)
    assert max(Counter(member.name for member in told.staff).values()) == 1
    assert max(Counter(member.email for member in told.staff).values()) == 1
    teams = {member.team for member in told.staff if member.team}
    assert teams == set(told.teams) == {place.team for place in told.places}


def test_a_small_town_is_as_it_was() -> None:
    assert adal_of(SMALL) == adal()
