"""Agreements in the demo: one asked, one said not to be so, one offered, and answers half given."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from staasted.apps.agreements.answering import agreement_dispute
from staasted.apps.agreements.asking import agreement_ask, agreement_offer
from staasted.apps.agreements.following import Position, terms_for
from staasted.apps.agreements.limits import dispute_by
from staasted.apps.agreements.selectors import agreements_standing
from staasted.apps.agreements.states import PauseReason
from staasted.apps.agreements.terms import Pause, Terms
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.selectors import counsellor_of
from staasted.apps.org.selectors import actor_for
from staasted.apps.screening.mirroring import mirror_entry, mirror_submit
from staasted.apps.screening.services import answers_save
from staasted.catalog.adal import adal
from staasted.catalog.loader import catalog
from staasted.core.axes import Freedom

UNKNOWN = Position(weeks=None, law_due=None)
HALFWAY = {"job_goal_clear": "yes", "knows_next_step": "no"}
MIRROR = {"job_goal.expects": "unsure", "job_goal.contributes": "myself"}


def agreements_write(cases: Sequence[Citizen], *, on: date) -> None:
    """Let the first with an agreement each stand in another state."""
    agreed = _agreed(cases, on)
    for write in (_asks_for_a_pause, _disputes, _is_offered):
        found = next(agreed, None)
        if found is not None:
            write(*found, on)
    for case, coach in agreed:
        halfway = catalog().instruments["start"].as_instrument()
        asked = {"instrument": halfway, "answers": HALFWAY, "topic": "job_search"}
        answers_save(actor=_acting(case), citizen=case, **asked)
        mirror_submit(actor=coach, citizen=case, mirror=mirror_entry("start"), answers=MIRROR)
        return


def _agreed(cases: Sequence[Citizen], on: date) -> Iterator[tuple[Citizen, Actor]]:
    """Those with a spoken agreement that can still be disputed, and nothing that waits."""
    for case in cases:
        coach, standing = counsellor_of(case, on=on), agreements_standing(case)
        held = standing.in_force
        open_to_all = held and not standing.proposed and not case.person.protected
        if coach is not None and open_to_all and dispute_by(held):
            yield case, actor_for(person=coach, role=Role.COUNSELLOR)


def _acting(case: Citizen) -> Actor:
    return actor_for(person=case.person, role=Role.CITIZEN)


def _asks_for_a_pause(case: Citizen, _: Actor, on: date) -> None:
    held = agreements_standing(case).in_force
    pause = Pause(PauseReason.TREATMENT, on + timedelta(weeks=6))
    terms = Terms(
        Freedom(held.freedom), held.interval_weeks, None, None, pause=pause, words=adal().wishes[0]
    )
    agreement_ask(actor=_acting(case), citizen=case, terms=terms, position=UNKNOWN)


def _disputes(case: Citizen, _: Actor, on: date) -> None:  # noqa: ARG001 as the others
    held = agreements_standing(case).in_force
    agreement_dispute(actor=_acting(case), citizen=case, public_id=held.public_id)


def _is_offered(case: Citizen, coach: Actor, on: date) -> None:  # noqa: ARG001 as the others
    terms = terms_for(Freedom.SHARED_STEERING, UNKNOWN)
    agreement_offer(actor=coach, citizen=case, terms=terms)
