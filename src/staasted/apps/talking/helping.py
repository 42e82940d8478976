"""A citizen who wants help: asked with one press, ended by an act alone. Each is logged."""

from datetime import date

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.booking.wishing import working_day_promised
from staasted.apps.citizens.acted import tell_acted
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock, open_case_lock
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.org.clock import clock
from staasted.apps.org.doors import role_require
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import person_of
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish
from staasted.apps.talking.services import words_bounded
from staasted.catalog.loader import catalog


@transaction.atomic
def help_ask(*, actor: Actor, citizen: Citizen, words: str = "") -> HelpWish:
    """Want help, with or without a word about what. Whoever waits already waits on.

    Errors: AccessRefused; DomainError ``case_closed``, ``words_too_long``.
    """
    role_require(actor, *CITIZENS_SIDE)
    open_case_lock(citizen)
    held = HelpWish.objects.filter(citizen=citizen, state=HelpState.OPEN).first()
    if held is not None:
        return held
    wish = HelpWish.objects.create(
        citizen=citizen,
        asked_by=person_of(actor),
        role=actor.role,
        words=words_bounded(words, needed=False),
        asked_at=clock.now(),
        answer_by=promised_help(clock.today()),
    )
    _log(actor, "help_ask", wish)
    return wish


@transaction.atomic
def help_end(*, actor: Actor, wish: HelpWish) -> HelpWish:
    """The two have spoken: a contact both ways. One that has ended by now stays as it ended.

    Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR, Role.LEAD)
    ended = _ended(actor, wish, HelpState.HELPED, "help_end")
    tell_acted(ended.citizen)
    return ended


@transaction.atomic
def help_withdraw(*, actor: Actor, wish: HelpWish) -> HelpWish:
    """The citizen needs no help any more. Errors: AccessRefused."""
    role_require(actor, *CITIZENS_SIDE)
    return _ended(actor, wish, HelpState.WITHDRAWN, "help_withdraw")


def promised_help(on: date) -> date:
    """The last day somebody who wants help today hears from a human."""
    return working_day_promised(on, catalog().policy["help_answer_working_days"])


def help_leave(actor: Actor, citizen: Citizen, by: Person) -> None:
    """The case closes, and with it what waits for help; the case is held."""
    for wish in HelpWish.objects.filter(citizen=citizen, state=HelpState.OPEN):
        _end(actor, wish, by, HelpState.CASE_CLOSED, "help_leave")


def _ended(actor: Actor, wish: HelpWish, state: HelpState, act: str) -> HelpWish:
    case_lock(wish.citizen)
    current = HelpWish.objects.select_related("citizen").get(pk=wish.pk)
    if current.state == HelpState.OPEN:
        _end(actor, current, person_of(actor), state, act)
    return current


def _end(actor: Actor, wish: HelpWish, by: Person, state: HelpState, act: str) -> None:
    wish.state, wish.ended_at, wish.ended_by = state, clock.now(), by
    wish.save(update_fields=["state", "ended_at", "ended_by"])
    _log(actor, act, wish)


def _log(actor: Actor, act: str, wish: HelpWish) -> None:
    citizens = [wish.citizen.public_id]
    act_log(actor=actor, act=act, at=clock.now(), citizens=citizens, subject=wish.public_id)
