"""Answering and agreeing in tests: as a citizen answers, and as a coach writes down."""

from collections.abc import Mapping
from datetime import timedelta

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.services import agreement_make
from staasted.apps.agreements.states import AgreementSource
from staasted.apps.agreements.terms import Terms
from staasted.apps.citizens.models import Citizen
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom
from tests import town
from tests.town import MONDAY, Town

EARLY = Position(weeks=2, law_due=None)


def answers_given(
    case: Citizen, answers: Mapping[str, str], *, version: int = 2, share: bool = False
) -> ContactAgreement:
    """The citizen answers a version of the screening, and this is what follows."""
    return answers_follow(
        actor=town.acting(case),
        citizen=case,
        instrument=catalog().versions["start", version].as_instrument(),
        answers=answers,
        share=share,
        position=EARLY,
    )


def recorded(
    place: Town,
    case: Citizen,
    *,
    freedom: Freedom = Freedom.SHARED_STEERING,
    weeks: int | None = 3,
    days: int = 21,
    terms: Terms | None = None,
) -> ContactAgreement:
    """The coach writes down what the two have agreed."""
    said = terms or Terms(freedom, weeks, MONDAY, MONDAY + timedelta(days=days))
    source = AgreementSource.STAFFS_PAGE
    return agreement_make(actor=place.counsellor(), citizen=case, terms=said, source=source)
