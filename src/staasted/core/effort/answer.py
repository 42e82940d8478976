"""Everything the rules say about one person on one day."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from staasted.core.conversation import count
from staasted.core.conversation.counts import count_under, first_held
from staasted.core.conversation.ledger import BY_TRIAL
from staasted.core.law import (
    AllowedChannels,
    Arrangement,
    Bearer,
    ContactEvent,
    CountedEvent,
    Effort,
    HandOver,
    Look,
    Obligation,
    OfferEvent,
    Person,
    RuleBook,
    Status,
    arrangement_on,
    channels_on,
    next_due,
    resolve,
    rules_loaded,
)
from staasted.core.law.arrangement import NOBODY
from staasted.core.law.resolve import in_due_order
from staasted.core.law.standing import Channels
from staasted.core.law.trial import TrialPart
from staasted.core.law.under_trial import takes_part, under_trials


class Standing(StrEnum):
    """Where a person stands on a day, before anything is counted."""

    IN_COURSE = "in_course"
    FUND_MONTHS = "fund_months"
    OUTSIDE_COURSE = "outside_course"
    NO_COURSE = "no_course"
    NOT_KNOWN = "not_known"
    NOT_ON_BENEFIT = "not_on_benefit"


class Stand(NamedTuple):
    """Where a person stands on a day under the law, without what is owed: for whoever asks about
    everybody and needs no duty. The fields are those of ``LegalAnswer``.
    """

    group: str
    standing: Standing
    events: tuple[CountedEvent, ...]
    relieved: bool


class LegalAnswer(NamedTuple):
    """What is owed one person on one day, what was counted, and who finds the next time.

    ``events`` are all conversations with what each counts for, oldest first; ``obligations``
    stand in due order, those without a number among them. ``relieved`` while a documented relief
    that lifts conversations holds. ``trials`` are the parts of trials the person takes part in
    that day, ``without`` the answer of the law alone where a trial may reach them.
    """

    on: date
    group: str
    standing: Standing
    obligations: tuple[Obligation, ...]
    events: tuple[CountedEvent, ...]
    handover: HandOver
    channels: AllowedChannels
    arrangement: Arrangement
    first_held: bool
    relieved: bool = False
    trials: tuple[TrialPart, ...] = ()
    without: "LegalAnswer | None" = None

    @property
    def due(self) -> date | None:
        """Return the municipality's next due date, past or ahead, None where nothing is owed."""
        return next_due(self.obligations)

    @property
    def numbered(self) -> tuple[Obligation, ...]:
        """Return the duties with a number or a date."""
        return tuple(o for o in self.obligations if o.status is not Status.NO_NUMBER)

    @property
    def rights(self) -> tuple[Obligation, ...]:
        """Return what stands without a number: by need, on request, what is shown."""
        return tuple(o for o in self.obligations if o.status is Status.NO_NUMBER)

    @property
    def bearer(self) -> Bearer | None:
        """Return who bears the duties that day, None while it is not known."""
        if self.handover.question is not None:
            return None
        fund = self.standing is Standing.FUND_MONTHS
        return Bearer.UNEMPLOYMENT_FUND if fund else Bearer.MUNICIPALITY


def answer(
    *,
    book: RuleBook,
    person: Person,
    events: Sequence[ContactEvent] = (),
    offers: Sequence[OfferEvent] = (),
    on: date,
) -> LegalAnswer:
    """Return everything the rules say about one person on ``on`` (inclusive)."""
    counted = count(events=events, book=book.law, person=person)
    look = Look(book.law, person, counted, offers, on)
    law = _by_law(look)
    ever = book.parts_of(person, date.max) if book.parts else ()
    begun = tuple([part for part in ever if part.from_on <= on])
    return _under(law, look, book, ever, begun) if begun else law


def stand(
    *, book: RuleBook, person: Person, events: Sequence[ContactEvent] = (), on: date
) -> Stand:
    """Return where a person stands on ``on`` (inclusive), as ``answer`` says it.

    No trial moves anybody in or out of the course, so the law alone is asked.
    """
    counted = count(events=events, book=book.law, person=person)
    return _stand(Look(book.law, person, counted, (), on))


def _under(
    law: LegalAnswer,
    alone: Look,
    book: RuleBook,
    ever: tuple[TrialPart, ...],
    begun: tuple[TrialPart, ...],
) -> LegalAnswer:
    """Return the answer with the trials on top of the law.

    ``ever`` are their parts that may ever reach the person, ``begun`` those begun by that day.
    """
    on, person, time = law.on, alone.person, alone.today
    counted = law.events
    if book.counts_otherwise(ever, Channels):
        counted = count_under(counted, book=book, person=person, trials=ever)
    look = alone.under_trials(book, counted, begun)
    obligations = in_due_order(under_trials(look, law.obligations))
    if time is None:
        return law._replace(obligations=obligations, events=counted, without=law)
    held = law.first_held
    if counted is not law.events:
        own = [e for e in counted if e.event.on <= on and e.reason != BY_TRIAL]
        held = first_held(person, time, on, own)
    channels, arrangement = law.channels, law.arrangement
    if held is not law.first_held or book.touches(channels.rule):
        channels = channels_on(book, person, time, on, first_held=held)
    if held is not law.first_held or book.touches(arrangement.rule):
        arrangement = arrangement_on(look, law.group, first_held=held)
    return law._replace(
        obligations=obligations,
        events=counted,
        channels=channels,
        arrangement=arrangement,
        first_held=held,
        trials=tuple([p for p in look.parts if takes_part(look, p, law.group, on, None)]),
        without=law,
    )


def _by_law(look: Look) -> LegalAnswer:
    book, person, counted, on = look.book, look.person, look.events, look.on
    obligations, stands = resolve(look), _stand(look)
    time, group, standing = look.today, stands.group, stands.standing
    if time is None:
        nothing = AllowedChannels(frozenset(), None)
        return LegalAnswer(
            on, group, standing, obligations, counted, HandOver(), nothing, NOBODY, first_held=False
        )
    held = first_held(person, time, on, counted)
    return LegalAnswer(
        on,
        group,
        standing,
        obligations,
        counted,
        look.handover(time),
        channels_on(book, person, time, on, first_held=held),
        arrangement_on(look, group, first_held=held),
        first_held=held,
        relieved=stands.relieved,
    )


def _stand(look: Look) -> Stand:
    time, on = look.today, look.on
    if time is None:
        return Stand("", Standing.NOT_ON_BENEFIT, look.events, relieved=False)
    group = time.group_now or time.group
    relieved = bool(look.person.reliefs)
    relieved = relieved and look.relief_on(group, on, Effort.CONVERSATION) is not None
    return Stand(group, _standing(look, group, look.handover(time)), look.events, relieved)


def _standing(look: Look, group: str, handover: HandOver) -> Standing:
    if not group:
        return Standing.NOT_KNOWN
    if look.outside_rule(group, look.on) is not None:
        return Standing.OUTSIDE_COURSE
    if handover.fund_until is not None and look.on <= handover.fund_until:
        return Standing.FUND_MONTHS
    if not rules_loaded(look, group, look.on):
        return Standing.NO_COURSE
    return Standing.NOT_KNOWN if handover.question else Standing.IN_COURSE
