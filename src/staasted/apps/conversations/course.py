"""One citizen's course under the law, read from what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.models import BenefitPeriod, Citizen
from staasted.apps.conversations.events import event_of, events_by_citizen
from staasted.apps.conversations.kept import KeptAnswers, Stamps, stamps_of, stamps_since
from staasted.apps.conversations.models import Conversation, RuleOverride
from staasted.apps.conversations.persons import Facts, facts_by_citizen
from staasted.apps.conversations.stands import weeks_asked
from staasted.apps.org.clock import COPENHAGEN
from staasted.apps.trials.selectors import Act, book_of
from staasted.core.calendar import Period
from staasted.core.effort import LegalAnswer, answer
from staasted.core.law import (
    AgreedContact,
    Arrangement,
    Bearer,
    BookedBy,
    ContactEvent,
    Effort,
    Obligation,
    OfferEvent,
    Person,
    RuleBook,
    Status,
    on_another_day,
)

MOST_NAMED = 1_000  # of more, a database may refuse to be told each key by name
NOT_BOUND = "found_not_bound"  # the reason a duty that staff found not to bind is lifted


@dataclass(frozen=True)  # no slots: what is found of it once is kept with it
class Course:
    """Where one citizen stands under the law on a day; ``answer`` is all the rules say.

    ``period`` is the newest benefit period, None where none is known. ``closed`` are the
    conversations themselves, for a page that shows them. ``facts`` and ``offers`` are what the
    rules of ``book`` looked at.
    """

    on: date
    citizen: Citizen
    period: BenefitPeriod | None
    answer: LegalAnswer
    closed: tuple[Conversation, ...] = field(default=())
    overrides: tuple[RuleOverride, ...] = field(default=())
    facts: Person = field(default=Person(()))
    offers: tuple[OfferEvent, ...] = field(default=())
    book: RuleBook | None = field(default=None)

    @property
    def history(self) -> list[Conversation]:
        """The closed conversations, newest first."""
        return list(reversed(self.closed))

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """What the municipality owes in the running course, with a number or a date."""
        return tuple(o for o in self._running if o.rule.bearer is Bearer.MUNICIPALITY)

    @property
    def of_the_fund(self) -> tuple[Obligation, ...]:
        """What the unemployment fund owes in the running course."""
        return tuple(o for o in self._running if o.rule.bearer is Bearer.UNEMPLOYMENT_FUND)

    @property
    def rights(self) -> tuple[Obligation, ...]:
        """What stands without a number today: by need, on request, what is shown."""
        return self.answer.rights

    @property
    def _running(self) -> tuple[Obligation, ...]:
        """The duties still owed or whose window reaches into the newest period; the others are
        history. A ceiling nobody has used any of says nothing yet.
        """
        opened = self.period.starts_on if self.period else self.on
        return tuple(
            o
            for o in self.answer.numbered
            if (o.still_owed or o.window is None or o.window.last >= opened)
            and not (o.required is None and o.status is Status.MET and not o.held)
        )

    @property
    def loaded(self) -> bool:
        """Whether the rules say anything about the running course."""
        return bool(self._running or self.rights)

    @property
    def first_held(self) -> bool:
        """Whether the first conversation of the course lies behind."""
        return self.answer.first_held

    @property
    def due(self) -> date | None:
        """The next due date of a conversation, None where none is owed."""
        owed = self.next_owed
        return owed.due if owed is not None else None

    @cached_property
    def next_owed(self) -> Obligation | None:
        """The conversation that falls due next, as staff have found it: by law, or promised.

        A duty found not to bind is none here; the legal figure keeps it.
        """
        found = (self.as_found(owed) for owed in self.obligations)
        dated = (o for o in found if o.still_owed and o.due and o.effort is Effort.CONVERSATION)
        return min(dated, key=lambda owed: owed.due or date.max, default=None)

    def as_found(self, owed: Obligation) -> Obligation:
        """A duty as staff have found it: on another day, or lifted where it does not bind.

        What is met or lifted already stays as it is. Source: decision 0012 (an override).
        """
        override = self.override_of(owed) if self.overrides and owed.missing else None
        if override is None:
            return owed
        if override.due_on is not None:
            return on_another_day(owed, override.due_on, self.on)
        return owed._replace(status=Status.LIFTED, still_owed=False, lifted_by=NOT_BOUND)

    def override_of(self, owed: Obligation) -> RuleOverride | None:
        """The override that stands for a duty, if one does."""
        if owed.window is None:
            return None
        named = (owed.rule.id, owed.window.first)
        same = (o for o in self.overrides if (o.rule, o.window_first_on) == named)
        return next((o for o in same if o.ended_at is None), None)

    def is_too_late(self, day: date) -> bool:
        """Whether a conversation on that Danish day would come after the next due date."""
        return self.due is not None and day > self.due

    @property
    def weeks(self) -> int | None:
        """Completed weeks since the first request for help; None where it is not known."""
        return weeks_asked(self.period, self.on)

    @property
    def arrangement(self) -> Arrangement:
        """Who books the next conversation: the citizen, or we by summons."""
        return self.answer.arrangement

    @property
    def may_be_summoned(self) -> bool:
        """Whether we may find the time: by the law, or where a trial leaves booking free and the
        first conversation is still owed.
        """
        free = self.arrangement.trial is not None and not self.first_held
        return free or self.arrangement.by is BookedBy.SUMMONS


def arrangement_of(citizen: Citizen, *, on: date) -> Arrangement:
    """Who books the citizen's next conversation, on a day: three queries."""
    held = events_by_citizen(Conversation.objects.filter(citizen=citizen))
    known = facts_by_citizen([citizen.pk], on=on)
    facts = known.facts.get(citizen.pk, Facts())
    return _course(book_of(known.acts), citizen, facts, held.get(citizen.pk, ()), on).arrangement


def course_of(citizen: Citizen, *, on: date, agreement: ContactAgreement | None = None) -> Course:
    """The citizen's course on a day, with its conversations and overrides: three queries.

    ``agreement`` is the one in force, where the caller holds it: its day is shown beside the law.
    """
    rows = _closed()(citizen=citizen.pk)
    known = facts_by_citizen([citizen.pk], on=on)
    facts = known.facts.get(citizen.pk, Facts())
    facts.agreed = _agreed(agreement)
    events = [event_of(row) for row in rows]
    return _course(book_of(known.acts), citizen, facts, events, on, tuple(rows))


@Prepared
def _closed(given: Given) -> QuerySet[Conversation]:
    closed = Conversation.objects.filter(citizen=given.key("citizen")).select_related("holder")
    return closed.order_by("starts_at", "id")


def history_of(citizen: Citizen) -> list[Conversation]:
    """The citizen's closed conversations, newest first: one query."""
    held = Conversation.objects.filter(citizen=citizen).select_related("holder")
    return list(held.order_by("-starts_at", "-id"))


def recorded_of(booking: Booking) -> list[Conversation]:
    """What was registered about a booking, if anything was: one query."""
    return list(Conversation.objects.filter(booking=booking).select_related("holder"))


KEPT: KeptAnswers[Course | None] = KeptAnswers()
"""None is kept of whoever has had no benefit."""


def courses(citizen_ids: Sequence[int], *, on: date) -> dict[int, Course]:
    """The course of each citizen that has a benefit period.

    One query where nothing has changed since they were last asked for, else four.
    """
    return courses_stamped(*stamps_of(citizen_ids), on=on)


def courses_stamped(stamps: Stamps, acts: tuple[Act, ...], *, on: date) -> dict[int, Course]:
    """As ``courses``, of stamps and acts that were read along with something else: none or three
    queries. They must have been read before anything the courses are shown beside.
    """
    return _answered(stamps, book_of(acts), on)


def courses_of_everybody(book: RuleBook, within: Period, *, on: date) -> Iterable[Course]:
    """The course under ``book`` of everybody with a benefit period that ran in ``within``.

    What closed under an earlier benefit is in it: a new one makes nothing forgotten. Queries as
    ``courses``.
    """
    return _answered(stamps_since(within.first, on=on), book, on, within.first).values()


def _answered(
    stamps: Stamps, book: RuleBook, on: date, since: date | None = None
) -> dict[int, Course]:
    """The kept courses, and those that had to be found anew, in the order of their keys.

    ``since`` is the day to look back to where more are missing than a query can name.
    """
    known = KEPT.known(stamps, book, on)
    missing = [pk for pk in stamps if pk not in known]
    if missing:
        named = None if since is not None and len(missing) > MOST_NAMED else missing
        found = _found(named, book, on, since)
        new = {pk: found.get(pk) for pk in missing}
        KEPT.keep(new, stamps, book, on)
        known |= new
    return {pk: course for pk, course in sorted(known.items()) if course is not None}


def _found(
    citizen_ids: Sequence[int] | None, book: RuleBook, on: date, since: date | None
) -> dict[int, Course]:
    """The courses of citizens, None is everybody's since a day: three queries."""
    of = Q() if citizen_ids is None else Q(citizen_id__in=citizen_ids)
    by_citizen = events_by_citizen(Conversation.objects.filter(of))
    found, _ = facts_by_citizen(citizen_ids, on=on, ended_from=since)
    return {
        pk: _course(book, facts.periods[-1].citizen, facts, by_citizen.get(pk, ()), on)
        for pk, facts in found.items()
    }


def _course(
    book: RuleBook,
    citizen: Citizen,
    facts: Facts,
    events: Sequence[ContactEvent],
    on: date,
    closed: tuple[Conversation, ...] = (),
) -> Course:
    person = facts.person() if facts.periods else Person(())
    found = answer(book=book, person=person, events=events, offers=facts.offers, on=on)
    newest = facts.periods[-1] if facts.periods else None
    return Course(
        on,
        citizen,
        newest,
        found,
        closed,
        tuple(facts.overrides),
        person,
        tuple(facts.offers),
        book,
    )


def _agreed(held: ContactAgreement | None) -> tuple[AgreedContact, ...]:
    if held is None or held.in_force_at is None:
        return ()
    return (AgreedContact(held.in_force_at.astimezone(COPENHAGEN).date(), held.next_to),)
