"""Fetching invitations, summonses and missing times: one's own, or those one answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    Aggregate,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Concat
from django.db.models.sql.compiler import SQLCompiler

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.booking.days import danish_day
from staasted.apps.booking.models import Booking
from staasted.apps.booking.selectors import moved_from
from staasted.apps.citizens.access import (
    CaseQuestion,
    Doing,
    NotYours,
    own_cases,
    reached,
    role_require,
)
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.kinds import Covers
from staasted.apps.citizens.models import Citizen, SelfBookingExemption
from staasted.apps.citizens.reach import (
    Reach,
    on_open_cases,
    own_caseload,
    with_reach,
    within_reach,
)
from staasted.apps.invitations.models import (
    Invitation,
    InvitationState,
    SelfBookingTaken,
    Summons,
    TimesMissing,
)
from staasted.apps.invitations.reviewing import due_for_review
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.core.axes import Outcome


class Joined(Aggregate):
    """The texts of several rows as one, a line each."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, chr(10))"
    output_field = CharField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, Any]:
        """SQLite has another name for it."""
        template = "GROUP_CONCAT(%(expressions)s, char(10))"
        return super().as_sql(compiler, connection, template=template, **more)


THEIRS_TO_BOOK = Q(state=InvitationState.LIVE) | Q(state=InvitationState.EXPIRED) & (
    Q(booking=None) | Q(booking__outcome=Outcome.CANCELLED_BY_CITIZEN)
)
"""What is asked of the citizen, or was and waits for a human; never what we cancelled."""


def _with_booking(cases: QuerySet[Citizen]) -> QuerySet[Citizen]:
    """With what the citizen is asked to book, what bars them from it, and an interpreter's need."""
    theirs = {"citizen": OuterRef("pk")}
    asked = Invitation.objects.filter(THEIRS_TO_BOOK, **theirs).order_by()
    days = [Cast(name, CharField()) for name in ("book_by_on", "talk_by_on")]
    told = Concat(
        *(days[0], Value(" "), days[1], Value(" "), "state", Value(" "), "purpose"),
        output_field=CharField(),
    )
    joined = asked.values("citizen").annotate(told=Joined(told)).values("told")
    exempt = SelfBookingExemption.objects.filter(exempt=True, **theirs)
    taken = SelfBookingTaken.objects.filter(given_back_at=None, **theirs)
    return cases.annotate(
        invited=Subquery(joined),
        exempt=Exists(exempt),
        deprived=Exists(taken),
        interpreter=F("circumstances__interpreter"),
        interpreter_language=F("circumstances__interpreter_language"),
    )


WITH_BOOKING = CaseQuestion(_with_booking)
"""A case and everything about how its citizen books, in one question."""


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """What one is asked to book: both days inclusive."""

    book_by: date
    talk_by: date
    state: str
    purpose: str

    @property
    def over(self) -> bool:
        """Whether the last day has passed, marked as run out or not."""
        return self.book_by < clock.today()


def invited_to(case: Citizen) -> list[InvitedTo]:
    """What the citizen of a case read ``WITH_BOOKING`` is asked to book, the first day first."""
    return [each for each in _asked(case) if each.state == InvitationState.LIVE and not each.over]


def missed_by(case: Citizen) -> list[InvitedTo]:
    """What the citizen of such a case has not booked in time, and no human has acted on.

    Nothing of whoever need not, or may not, book.
    """
    if case.exempt or case.deprived:
        return []
    return [each for each in _asked(case) if each.over]


def _asked(case: Citizen) -> list[InvitedTo]:
    told = (line.split(" ", 3) for line in (case.invited or "").splitlines())
    days = [(date.fromisoformat(book), date.fromisoformat(talk), *of) for book, talk, *of in told]
    return [InvitedTo(*each) for each in sorted(days)]


def invitations_of(case: Citizen) -> Sequence[Invitation]:
    """Every invitation of a case that access has opened, newest first."""
    rows = Invitation.objects.select_related("counsellor", "booking")
    return list(rows.filter(citizen=case).order_by("-made_at", "-id"))


def invitation_reached(actor: Actor, public_id: str, *, on: date) -> Invitation:
    """An invitation of a case the counsellor may act on. Errors: as ``citizen_reached``."""
    role_require(actor, Role.COUNSELLOR)
    found = Invitation.objects.select_related("citizen__person", "counsellor")
    found = on_open_cases(found.filter(public_id=public_id), actor, on=on)
    row = with_reach(found, actor, on=on, citizen="citizen_id").first()
    if row is None:
        raise NotYours
    row.citizen.reach = row.reach
    reached(row.citizen, actor, Doing.ACT)
    return row


def not_booked(actor: Actor, *, now: datetime) -> QuerySet[Invitation]:
    """The invitations of the own caseload that have run out, and of those one covers for.

    ``exempt`` on each: the citizen need not book any more.

    Oldest first; ``not_booked_read`` notes a page of them. Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR)
    on = danish_day(now)
    late = Q(state=InvitationState.LIVE, book_by_on__lt=on)
    rows = Invitation.objects.filter(late | Q(state=InvitationState.EXPIRED))
    theirs = {"citizen": OuterRef("citizen")}
    rows = rows.annotate(exempt=Exists(SelfBookingExemption.objects.filter(exempt=True, **theirs)))
    near = (Reach.OWN, Reach.AWAY) if actor.purpose else (Reach.OWN,)
    rows = within_reach(rows, actor, on=on, near=near, citizen="citizen_id")
    return rows.select_related("citizen__person", "booking").order_by("book_by_on", "id")


def not_booked_read(actor: Actor, rows: Sequence[Invitation]) -> list[Invitation]:
    """A page of that list, noted; a protected name among those one covers for is not shown."""
    role_require(actor, Role.COUNSELLOR)
    shown = list(rows)
    note(row.citizen.public_id for row in shown if row.reach == Reach.OWN)
    covered = nameless([row.citizen for row in shown if row.reach != Reach.OWN])
    note((case.public_id for case in covered), purpose=actor.purpose)
    return shown


def exemptions_due(actor: Actor, *, on: date) -> QuerySet[Citizen]:
    """Whose exemption from booking is to be looked at, of the own caseload, with ``review_on``.

    ``exemptions_due_read`` notes a page of them. Errors: AccessRefused.
    """
    role_require(actor, Role.COUNSELLOR)
    return due_for_review(own_caseload(actor, on=on), on=on)


def exemptions_due_read(actor: Actor, rows: Sequence[Citizen]) -> list[Citizen]:
    """A page of that list, noted."""
    role_require(actor, Role.COUNSELLOR)
    shown = list(rows)
    note(case.public_id for case in shown)
    return shown


def times_missing(actor: Actor) -> QuerySet[TimesMissing]:
    """Every time there were too few times, newest first. Names no citizen.

    Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD, Role.ADMINISTRATOR)
    return TimesMissing.objects.order_by("-at", "-id")


def names_of(rows: Sequence[TimesMissing]) -> dict[str, str]:
    """The names of the counsellors these rows are about, by public id: one query."""
    refs = {row.counsellor_ref for row in rows}
    return dict(Person.objects.filter(public_id__in=refs).values_list("public_id", "name"))


def own_summons(actor: Actor, booking: str, *, on: date) -> Summons:
    """The letter of one's own summoned booking, or of the one a representative acts for.

    Errors: AccessRefused, NotYours.
    """
    role_require(actor, Role.CITIZEN, Role.REPRESENTATIVE)
    mine = own_cases(Citizen.objects.all(), actor, on=on, covers=Covers.CONVERSATIONS)
    return _noted(_letters(booking).filter(citizen__in=mine))


def summons_reached(actor: Actor, booking: str, *, on: date) -> Summons:
    """A letter of a case the counsellor may open. Errors: as ``citizen_reached``."""
    role_require(actor, Role.COUNSELLOR)
    found = on_open_cases(_letters(booking), actor, on=on)
    row = with_reach(found, actor, on=on, citizen="citizen_id").first()
    if row is None:
        raise NotYours
    row.citizen.reach = row.reach
    reached(row.citizen, actor, Doing.READ)
    return row


def _letters(booking: str) -> QuerySet[Summons]:
    """The letter of a booking, or of the one its moves began with: a query for each move."""
    chain, at = set[int](), Booking.objects.filter(public_id=booking).first()
    while at is not None:
        chain.add(at.pk)
        at = moved_from(at)
    rows = Summons.objects.select_related("citizen__person", "booking", "regard")
    return rows.filter(booking__in=chain).order_by("-id")


def _noted(rows: QuerySet[Summons]) -> Summons:
    row = rows.first()
    if row is None:
        raise NotYours
    note([row.citizen.public_id])
    return row
