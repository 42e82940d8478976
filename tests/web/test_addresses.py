"""Addresses are the router's own, however quickly they are found."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from staasted.web.ui.addresses import address


def ways() -> list[tuple[str, list[str]]]:
    """Every named route with the names of what stands in it."""
    known = get_resolver().reverse_dict
    return [(name, known[name][0][0][1]) for name in known if isinstance(name, str)]


@pytest.mark.parametrize(
    "ref", ["yr4k2m9x7w", "Ab3", "a b", "a/b", "æ", "å%2F", "..", "x?y#z", "<b>"]
)
def test_every_route_leads_where_the_router_says(ref: str) -> None:
    tried = 0
    for name, parts in ways():
        if set(parts) <= {"public_id"}:
            named = dict.fromkeys(parts, ref)
            try:
                meant = reverse(name, kwargs=named)
            except NoReverseMatch:
                with pytest.raises(NoReverseMatch):
                    address(name, **named)
                continue
            assert address(name, **named) == meant
            assert address(name, **named) == meant, "the second time too"
            tried += 1
    assert tried > 20


def test_a_route_that_is_not_there_is_an_error() -> None:
    for wrong in ({}, {"public_id": "yr4k2m9x7w"}, {"public_id": ""}, {"other": "1"}):
        with pytest.raises(NoReverseMatch):
            address("nowhere", **wrong)
    with pytest.raises(NoReverseMatch):
        address("citizen")
    with pytest.raises(NoReverseMatch):
        address("citizen", public_id="")
