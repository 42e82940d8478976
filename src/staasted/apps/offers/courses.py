"""A course from assessment to end, one act at a time: the case is held first, then the seat."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.offers.asking_models import OPEN_STATES, OfferRequest
from staasted.apps.offers.course_models import OfferCourse, OfferPause
from staasted.apps.offers.course_writing import (
    course_held,
    course_logged,
    course_moved,
    days_known,
    measure_drop,
    promised_decision,
    request_settle,
    step_write,
    words_bounded,
)
from staasted.apps.offers.measure_models import Measure
from staasted.apps.offers.provider_telling import ProviderNews, provider_told
from staasted.apps.offers.providers_models import Provider
from staasted.apps.offers.questions import provider_asked
from staasted.apps.offers.requests import request_take_up
from staasted.apps.offers.seats import seat_move, seat_take, seats_give_back
from staasted.apps.org.clock import clock
from staasted.apps.org.dated import DAY, in_force, row_end
from staasted.apps.org.doors import role_require
from staasted.apps.org.selectors import person_of
from staasted.catalog.loader import catalog
from staasted.catalog.offers import Offer
from staasted.core.errors import DomainError
from staasted.core.offering import OPEN_COURSES, CourseMove, CourseOutcome, CourseState


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """What is granted. ``kind`` is a slug of ``offer_kinds.yaml``; the days are inclusive, and
    ``last_on`` None is until further notice. ``purpose`` is what the three have agreed on."""

    kind: str
    first_on: date
    last_on: date | None = None
    hours_per_week: Decimal | None = None
    provider: Provider | None = None
    purpose: str = ""


@transaction.atomic
def course_assess(
    *, actor: Actor, citizen: Citizen, offer: Offer, request: OfferRequest | None = None
) -> OfferCourse:
    """Begin to assess an offer, asked for or not; one that is open already is the same.

    Errors: AccessRefused; DomainError ``case_closed``, ``offer_request_ended``.
    """
    role_require(actor, Role.COUNSELLOR)
    open_case_lock(citizen)
    held = OfferCourse.objects.filter(citizen=citizen, offer=offer.slug, state__in=OPEN_COURSES)
    known = held.first()
    if known is not None:
        return known
    if request is None:
        waits = OfferRequest.objects.filter(
            citizen=citizen, offer=offer.slug, state__in=OPEN_STATES
        )
        request = waits.first()
    if request is not None:
        request_take_up(actor=actor, request=request)
    course = OfferCourse.objects.create(
        citizen=citizen,
        request=request,
        offer=offer.slug,
        state=CourseState.ASSESSED,
        promised_on=promised_decision(clock.today()),
        made_at=clock.now(),
    )
    step_write(course, CourseMove.ASSESS, by=person_of(actor), on=clock.today())
    course_logged(actor, "offer_course_assess", course)
    return course


def course_grant(*, actor: Actor, course: OfferCourse, plan: CoursePlan, section: str) -> None:
    """Grant a held course, take its seat, and tell the law. Called with the decision's letter.

    Errors: DomainError ``offer_move``, ``offer_kind_unknown``, ``offer_day_order``,
    ``offer_provider_ended``, ``offer_known``, and as ``seat_take``.
    """
    today = clock.today()
    _refuse(plan, today)
    course.kind, course.provider = plan.kind, plan.provider
    course.purpose, course.hours_per_week = words_bounded(plan.purpose), plan.hours_per_week
    course.first_on, course.last_on, course.granted_on = plan.first_on, plan.last_on, today
    course.measure = _measure_granted(course, section)
    course_moved(course, CourseMove.GRANT, actor=actor, on=plan.first_on, until_on=plan.last_on)
    seat_take(course, first=plan.first_on, last=plan.last_on)
    provider_told(course, ProviderNews.COMES)
    request_settle(course, by=person_of(actor))


def course_refuse(*, actor: Actor, course: OfferCourse) -> None:
    """Refuse a held course. Called with the decision's letter. Errors: as ``course_grant``."""
    course_moved(course, CourseMove.REFUSE, actor=actor, on=clock.today())
    request_settle(course, by=person_of(actor))


@transaction.atomic
def course_drop(*, actor: Actor, course: OfferCourse, words: str) -> OfferCourse:
    """End an assessment or a grant that came to nothing; ``words`` say why, to the citizen.

    Errors: AccessRefused; DomainError ``offer_move``, ``offer_words_missing``, ``case_closed``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = course_held(course)
    if not words.strip():
        raise DomainError("offer_words_missing")
    course_moved(current, CourseMove.DROP, actor=actor, on=clock.today(), words=words)
    seats_give_back(current)
    if current.granted_on is not None:
        provider_told(current, ProviderNews.COMES_NOT)
    measure_drop(current)
    request_settle(current, by=person_of(actor))
    return current


@transaction.atomic
def course_begin(*, actor: Actor, course: OfferCourse, on: date, words: str = "") -> OfferCourse:
    """Record the first day attended: from then on it counts.

    Errors: AccessRefused; DomainError ``offer_move``, ``offer_day_ahead``, ``offer_day_order``,
    ``offer_known``, ``case_closed``, and as ``seat_take``. Source: shared decision on semantics, 2.
    """
    role_require(actor, Role.COUNSELLOR)
    current = course_held(course)
    days_known(current).check(CourseMove.BEGIN, on, today=clock.today())
    if current.last_on is not None and on > current.last_on:
        raise DomainError("offer_begins_past_end")
    if on != current.first_on:
        seat_move(current, first=on, last=current.last_on)
    current.begun_on = on
    course_moved(current, CourseMove.BEGIN, actor=actor, on=on, words=words)
    _measure_begun(current)
    return current


@transaction.atomic
def course_pause(
    *, actor: Actor, course: OfferCourse, on: date, until_on: date | None, words: str
) -> OfferCourse:
    """Let a course stand still from a day; ``until_on`` is the day one comes back, as planned.

    Errors: AccessRefused; DomainError ``offer_move``, ``offer_day_order``,
    ``offer_words_missing``, ``case_closed``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = course_held(course)
    days_known(current).check(CourseMove.PAUSE, on, today=clock.today())
    if not words.strip():
        raise DomainError("offer_words_missing")
    if on > clock.today():
        raise DomainError("offer_day_ahead")
    if until_on is not None and until_on <= on:
        raise DomainError("offer_day_order", earliest=on + DAY)
    course_moved(current, CourseMove.PAUSE, actor=actor, on=on, until_on=until_on, words=words)
    OfferPause.objects.create(
        citizen=current.citizen, course=current, from_on=on, until_on=until_on
    )
    return current


@transaction.atomic
def course_resume(*, actor: Actor, course: OfferCourse, on: date, words: str = "") -> OfferCourse:
    """Record the first day back. Errors: as ``course_begin``."""
    role_require(actor, Role.COUNSELLOR)
    current = course_held(course)
    days_known(current).check(CourseMove.RESUME, on, today=clock.today())
    course_moved(current, CourseMove.RESUME, actor=actor, on=on, words=words)
    _pause_end(current, last=on - DAY)
    return current


@transaction.atomic
def course_end(
    *, actor: Actor, course: OfferCourse, on: date, outcome: CourseOutcome, words: str = ""
) -> OfferCourse:
    """Record the last day, and how it ended. Nothing follows by itself (semantics, 9).

    Errors: AccessRefused; DomainError ``offer_move``, ``offer_day_ahead``, ``offer_day_order``,
    ``case_closed``.
    """
    role_require(actor, Role.COUNSELLOR)
    current = course_held(course)
    days_known(current).check(CourseMove.END, on, today=clock.today())
    course_over(actor, current, on=on, outcome=outcome, words=words)
    provider_asked(current)
    return current


def course_over(
    actor: Actor, course: OfferCourse, *, on: date, outcome: CourseOutcome, words: str = ""
) -> None:
    """End a held course that has begun: its pause, its seat and what the law sees with it."""
    course.ended_on, course.outcome = on, outcome
    course_moved(course, CourseMove.END, actor=actor, on=on, words=words)
    _pause_end(course, last=on)
    seats_give_back(course, last=on)
    if course.measure is not None:
        course.measure.ends_on, course.measure.outcome = on, outcome
        course.measure.save(update_fields=["ends_on", "outcome"])


def _refuse(plan: CoursePlan, today: date) -> None:
    if plan.kind not in catalog().offer_kinds:
        raise DomainError("offer_kind_unknown")
    if plan.first_on < today:
        raise DomainError("offer_day_order", earliest=today)
    if plan.last_on is not None and plan.last_on < plan.first_on:
        raise DomainError("offer_day_order", earliest=plan.first_on)
    if plan.provider is not None:
        _agreed(plan.provider, plan)


def _agreed(provider: Provider, plan: CoursePlan) -> None:
    """Hold the provider, whose agreement must last as long as what is granted."""
    rows = Provider.objects.select_for_update(no_key=True)
    held = rows.get(pk=provider.pk)
    ends = held.to_on is not None and (plan.last_on is None or plan.last_on > held.to_on)
    if ends or not in_force(held, plan.first_on):
        raise DomainError("offer_provider_ended", name=held.name)


def _measure_granted(course: OfferCourse, section: str) -> Measure:
    """What the law reads from the grant on; one a file told of already is the same."""
    same = {
        "citizen": course.citizen,
        "kind": course.kind,
        "provider": course.provider.name if course.provider else "",
        "granted_on": course.granted_on,
        "starts_on": None,
    }
    found = Measure.objects.filter(**same).first() or Measure(**same)
    if found.pk is not None and OfferCourse.objects.filter(measure=found).exists():
        raise DomainError("offer_known")
    found.section, found.hours_per_week = section, course.hours_per_week
    found.save()
    return found


def _measure_begun(course: OfferCourse) -> None:
    """The law sees it running from its first day; one a file told of already is the same."""
    held = course.measure
    if held is None:
        return
    told = Measure.objects.filter(
        citizen=held.citizen, kind=held.kind, provider=held.provider, starts_on=course.begun_on
    )
    known = told.exclude(pk=held.pk).first()
    if known is not None:
        if OfferCourse.objects.filter(measure=known).exists():
            raise DomainError("offer_known")
        section, granted, hours = held.section, held.granted_on, held.hours_per_week
        measure_drop(course)
        course.measure = held = known
        held.section, held.granted_on, held.hours_per_week = section, granted, hours
        course.save(update_fields=["measure"])
    held.starts_on, held.ends_on = course.begun_on, course.last_on
    held.save()


def _pause_end(course: OfferCourse, *, last: date) -> None:
    pause = OfferPause.objects.filter(course=course, withdrawn=False, to_on=None).first()
    if pause is not None:
        row_end(pause, last=last)
