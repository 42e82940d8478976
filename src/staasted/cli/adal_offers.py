"""What those in the demo have taken and asked for: one request heard, one not, one too late."""

from collections.abc import Sequence
from datetime import date, timedelta

from staasted.apps.audit.actor import Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.offers.places import place_take
from staasted.apps.offers.requests import request_ask, request_take_up
from staasted.apps.offers.rounds import beginnings
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import actor_for
from staasted.catalog.adal import adal
from staasted.catalog.loader import catalog

TAKEN = ("cv_help", "interview_training", "open_coffee")
ASKED = ("debt_advice", "mentor", "work_placement")
"""Offers of the catalogue: places are taken in some, others are asked for."""

DAYS_AGO = (10, 3, 0)
"""How long ago each was asked for: the first is past its promise, whatever lies between."""

PLACES = 12


def offers_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Let the first with a coach take places, and ask for something; one is taken up."""
    able = [case for case in cases if counsellor_of(case, on=on) is not None][:PLACES]
    now = clock.now()
    for number, case in enumerate(able):
        offer = catalog().offers[TAKEN[number % len(TAKEN)]]
        own = actor_for(person=case.person, role=Role.CITIZEN)
        begins = beginnings(offer, now=now)[0]
        place_take(actor=own, citizen=case, offer=offer, begins_at=begins)
    for slug, ago, case in zip(ASKED, DAYS_AGO, able, strict=False):
        with clock.pinned(now - timedelta(days=ago)):
            own = actor_for(person=case.person, role=Role.CITIZEN)
            offer, words = catalog().offers[slug], adal().wishes[0]
            asked = request_ask(actor=own, citizen=case, offer=offer, words=words)
        if slug == ASKED[1]:
            coach = counsellor_of(case, on=on)
            request_take_up(actor=actor_for(person=coach, role=Role.COUNSELLOR), request=asked)
