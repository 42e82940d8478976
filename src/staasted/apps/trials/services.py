"""Approving, beginning and stopping a trial: acts with date and person, logged, never edited."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import role_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import case_lock
from staasted.apps.org.clock import clock
from staasted.apps.trials.models import TrialAct, TrialActKind, TrialParticipation
from staasted.apps.trials.selectors import parts_standing
from staasted.catalog.loader import catalog
from staasted.catalog.rules.trials import TrialEntry
from staasted.core.errors import DomainError
from staasted.core.law import Grade
from staasted.core.law.trial import TrialStatus, conflicts
from staasted.core.law.under_trial import IN_TRIAL

NEVER_HERE = frozenset({TrialStatus.REFUSED, TrialStatus.DESCRIPTIVE, TrialStatus.ENDED})
"""Trials nobody can approve: refused, only described, over."""

LONGEST_NAME = 100  # the column's
_APPROVED, _BEGUN = TrialActKind.APPROVED.value, TrialActKind.BEGUN.value


@transaction.atomic
def trial_approve(*, actor: Actor, slug: str, on: date, by: str, reason: str = "") -> TrialAct:
    """Approve a trial; it runs from the day it is begun.

    Errors: AccessRefused, DomainError ``trial_unknown``, ``trial_never_here``,
    ``trial_approved_already``, ``trial_act_twice``, ``trial_conflict``, ``trial_without_name``,
    ``trial_without_basis``.
    """
    entry = _entry(actor, slug)
    if entry.status in NEVER_HERE:
        raise DomainError("trial_never_here", trial=entry.words.name)
    if any(entry.source(part).grade is Grade.C for part in (None, *entry.parts.values())):
        raise DomainError("trial_without_basis", trial=entry.words.name)
    if entry.status is TrialStatus.APPROVED:
        raise DomainError("trial_approved_already", trial=entry.words.name)
    latest = entry.to_on or date.max - timedelta(days=1)
    _no_conflict((*_acts(), (slug, _APPROVED, on), (slug, _BEGUN, latest)))  # begun however late
    return _act(actor, entry, TrialActKind.APPROVED, on, by, reason)


@transaction.atomic
def trial_begin(*, actor: Actor, slug: str, on: date, by: str, reason: str = "") -> TrialAct:
    """Begin an approved trial on a day.

    Errors: as ``trial_approve``, and ``trial_not_approved``, ``trial_outside_days``,
    ``trial_stopped_already``, ``trial_runs_already`` for one its own file began.
    """
    entry = _entry(actor, slug)
    approved = _day(slug, TrialActKind.APPROVED)
    if approved is None and entry.status is not TrialStatus.APPROVED:
        raise DomainError("trial_not_approved", trial=entry.words.name)
    if _day(slug, TrialActKind.STOPPED) is not None:
        raise DomainError("trial_stopped_already", trial=entry.words.name)
    today = clock.today()
    if approved is None and entry.from_on <= today:
        raise DomainError("trial_runs_already", trial=entry.words.name, first=entry.from_on)
    _inside(entry, on, approved)
    return _act(actor, entry, TrialActKind.BEGUN, on, by, reason)


@transaction.atomic
def trial_stop(*, actor: Actor, slug: str, on: date, by: str, reason: str = "") -> TrialAct:
    """Stop a trial: ``on`` is the first day without it.

    Errors: as ``trial_begin``, and ``trial_stops_before_it_begins``, ``trial_over_by_then``.
    """
    entry = _entry(actor, slug)
    begun = _day(slug, TrialActKind.BEGUN)
    if begun is None and entry.status is not TrialStatus.APPROVED:
        raise DomainError("trial_not_approved", trial=entry.words.name)
    if on <= max(begun or entry.from_on, entry.from_on):
        raise DomainError("trial_stops_before_it_begins", first=begun or entry.from_on)
    if entry.to_on is not None and on > entry.to_on:
        raise DomainError("trial_over_by_then", trial=entry.words.name, last=entry.to_on)
    return _act(actor, entry, TrialActKind.STOPPED, on, by, reason)


def _entry(actor: Actor, slug: str) -> TrialEntry:
    return _known(actor, slug, Role.LEAD, Role.OPERATOR)


def _known(actor: Actor, slug: str, *roles: Role) -> TrialEntry:
    role_require(actor, *roles)
    entry = catalog().trials.get(slug)
    if entry is None:
        known = ", ".join(sorted(catalog().trials))
        raise DomainError("trial_unknown", trial=slug, known=known)
    return entry


def _day(slug: str, kind: TrialActKind) -> date | None:
    return TrialAct.objects.filter(trial=slug, kind=kind.value).values_list("on", flat=True).first()


def _inside(entry: TrialEntry, on: date, approved: date | None) -> None:
    first = entry.from_on if approved is None else max(entry.from_on, approved)
    if on < first or (entry.to_on is not None and on > entry.to_on):
        raise DomainError("trial_outside_days", first=first, last=entry.to_on or "–")


def _act(
    actor: Actor, entry: TrialEntry, kind: TrialActKind, on: date, by: str, reason: str
) -> TrialAct:
    if not 0 < len(by.strip()) <= LONGEST_NAME:
        raise DomainError("trial_without_name", most=LONGEST_NAME)
    if TrialAct.objects.filter(trial=entry.slug, kind=kind.value).exists():
        raise DomainError("trial_act_twice", trial=entry.words.name)
    told = (entry.slug, kind.value, on)
    _no_conflict((*_acts(), told))
    now = clock.now()
    act = TrialAct.objects.create(
        trial=entry.slug, kind=kind.value, on=on, by=by.strip(), reason=reason.strip(), made_at=now
    )
    facts = {"on": on.isoformat(), "kind": kind.value}
    act_log(actor=actor, act="trial_act", at=now, subject=entry.slug, facts=facts)
    return act


def _acts() -> tuple[tuple[str, str, date], ...]:
    return tuple(TrialAct.objects.values_list("trial", "kind", "on"))


def _no_conflict(acts: Iterable[tuple[str, str, date]]) -> None:
    """Refuse a trial that would lift a rule another one of equal rank lifts for the same people."""
    for one, other in conflicts(parts_standing(catalog(), acts)):
        names = catalog().trials
        raise DomainError(
            "trial_conflict", one=names[one.trial].words.name, other=names[other.trial].words.name
        )


@transaction.atomic
def participation_begin(
    *, actor: Actor, citizen: Citizen, slug: str, from_on: date
) -> TrialParticipation:
    """Let a citizen take part in a trial from a day on (inclusive).

    Errors: AccessRefused, DomainError ``trial_unknown``, ``trial_without_participants``,
    ``participation_twice``.
    """
    entry = _known(actor, slug, Role.COUNSELLOR, Role.OPERATOR)
    if not asks_who(entry):
        raise DomainError("trial_without_participants", trial=entry.words.name)
    case_lock(citizen)
    running = TrialParticipation.objects.filter(citizen=citizen, trial=slug)
    if running.filter(Q(to_on=None) | Q(to_on__gte=from_on)).exists():
        raise DomainError("participation_twice", trial=entry.words.name)
    made = TrialParticipation.objects.create(citizen=citizen, trial=slug, from_on=from_on)
    _log(actor, "participation_begin", citizen, slug, from_on)
    return made


@transaction.atomic
def participation_end(*, actor: Actor, citizen: Citizen, slug: str, to_on: date) -> None:
    """End a citizen's part in a trial: ``to_on`` is the last day in it.

    Errors: AccessRefused, DomainError ``trial_unknown``, ``participation_none``.
    """
    entry = _known(actor, slug, Role.COUNSELLOR, Role.OPERATOR)
    case_lock(citizen)
    running = TrialParticipation.objects.filter(citizen=citizen, trial=slug, to_on=None)
    if not running.filter(from_on__lte=to_on).update(to_on=to_on):
        raise DomainError("participation_none", trial=entry.words.name)
    _log(actor, "participation_end", citizen, slug, to_on)


def asks_who(entry: TrialEntry) -> bool:
    """Whether a trial reaches only those who are told to take part in it."""
    conditions = (part.as_when for part in entry.parts.values())
    return any(when is not None and IN_TRIAL in when.facts() for when in conditions)


def _log(actor: Actor, act: str, citizen: Citizen, slug: str, on: date) -> None:
    act_log(
        actor=actor,
        act=act,
        at=clock.now(),
        citizens=[citizen.public_id],
        subject=slug,
        facts={"on": on.isoformat()},
    )
