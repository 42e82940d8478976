"""Fetching courses: the citizen's own, those of a caseload, and those the lead answers for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Prefetch, Q, QuerySet

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.reading import note
from staasted.apps.citizens.access import Doing, NotYours, own_case, reached, role_require
from staasted.apps.citizens.chosen import nameless
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.nearby import Nearby
from staasted.apps.citizens.reach import on_open_cases, with_reach
from staasted.apps.citizens.selectors import coaches_of
from staasted.apps.citizens.staff_access import HAND_OVER
from staasted.apps.offers.asking_models import OPEN_STATES, OfferRequest
from staasted.apps.offers.course_models import OfferAttendance, OfferCourse, OfferStep
from staasted.apps.org.models import Person
from staasted.core.offering import OPEN_COURSES, CourseDays, CourseState, NextStep, next_step

__all__ = ["CourseLine", "OfferCourse", "OfferRequest"]

RECORDED_EVERY = timedelta(days=14)
"""How long a running course may go without hours before they are asked for. Source: decision
0046."""


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course with the next thing to do about it, and the day that is to be done by, if any."""

    course: OfferCourse
    next: NextStep
    by: date | None


@dataclass(frozen=True, slots=True)
class CourseList:
    """The courses one follows, the nearest day first, and requests nobody assesses yet; of
    colleagues who are away once a purpose is said: until then ``hidden`` is how many there are."""

    asked: Sequence[OfferRequest]
    lines: Sequence[CourseLine]
    hidden: int


@dataclass(frozen=True, slots=True)
class LatePromises:
    """What is past its promised day: requests nobody has answered, and decisions not made.

    ``coaches`` is who the coach of each citizen (``citizen_id``) is; who has none is not in it.
    """

    requests: Sequence[OfferRequest]
    courses: Sequence[OfferCourse]
    coaches: Mapping[int, Person]


def courses_to_follow(actor: Actor, *, on: date) -> CourseList:
    """The own citizens' open courses and requests, and those of team mates who are away.

    Two queries. Errors: AccessRefused.
    """
    asked, courses = _requests_near(actor, on=on), _courses_near(actor, on=on)
    lines = sorted((line_of(course, on) for course in courses.shown), key=_soonest)
    return CourseList(asked.shown, lines, len(asked.hidden) + len(courses.hidden))


def course_reached(
    actor: Actor, public_id: str, *, on: date, doing: Doing = Doing.READ
) -> OfferCourse:
    """A course of a case this counsellor may open. Errors: as ``citizen_reached``."""
    role_require(actor, Role.COUNSELLOR)
    found = on_open_cases(_courses().filter(public_id=public_id), actor, on=on)
    return _whole_reached(found, actor, on, doing)


def courses_of(case: Citizen) -> list[OfferCourse]:
    """The courses of a case that access has opened, the newest first: one query."""
    return list(_courses().filter(citizen=case).order_by("-made_at", "-id"))


def course_of_request(request: OfferRequest) -> OfferCourse | None:
    """What became of a request that access has opened; None where nobody assesses it."""
    return OfferCourse.objects.filter(request=request).first()


def own_course(actor: Actor, public_id: str, *, on: date) -> OfferCourse:
    """One of one's own courses, or of the one a representative acts for, also when the case is
    closed. Errors: as ``own_case``; NotYours."""
    case = own_case(actor, on=on, also_closed=True)
    found = _told(_courses().filter(citizen=case, public_id=public_id)).first()
    if found is None:
        raise NotYours
    return found


def line_of(course: OfferCourse, on: date) -> CourseLine:
    """A course as read here, with the next thing to do about it."""
    days = CourseDays(
        granted_on=course.granted_on,
        planned_first=course.first_on,
        planned_last=course.last_on,
        begun_on=course.begun_on,
    )
    recorded = max(filter(None, (course.recorded_until, course.begun_on)), default=None)
    attended = recorded is not None and recorded >= on - RECORDED_EVERY
    state = CourseState(course.state)
    found = next_step(state, days, on=on, resumes_on=course.resumes_on, attended=attended)
    return CourseLine(course, found, _by(course, found))


def late_promises(actor: Actor, *, on: date) -> LatePromises:
    """Requests and decisions past their promised day, for the lead: names and days alone.

    What a citizen wrote is not read. Three queries. Errors: AccessRefused.
    """
    role_require(actor, Role.LEAD)
    past = Q(promised_on__lt=on)
    requests = OfferRequest.objects.filter(past, state__in=OPEN_STATES, course=None)
    unread = on_open_cases(requests, actor, on=on).select_related("citizen__person").defer("words")
    waiting = list(unread.order_by("promised_on", "id"))
    assessed = OfferCourse.objects.filter(past, state=CourseState.ASSESSED)
    with_names = on_open_cases(assessed, actor, on=on).select_related("citizen__person")
    courses = list(with_names.order_by("promised_on", "id"))
    cases = [row.citizen for row in (*waiting, *courses)]
    nameless(cases)
    note((case.public_id for case in cases), purpose=HAND_OVER)
    return LatePromises(waiting, courses, coaches_of(cases, on=on))


def _courses() -> QuerySet[OfferCourse]:
    """Courses with what a line needs: whose, where, until when hours and a pause are known."""
    still = Q(pauses__withdrawn=False, pauses__to_on=None)
    return OfferCourse.objects.select_related(
        "citizen__person", "provider__contact", "request"
    ).annotate(
        recorded_until=Max("attendance__to_on", filter=Q(attendance__withdrawn=False)),
        resumes_on=Max("pauses__until_on", filter=still),
    )


def _told(courses: QuerySet[OfferCourse]) -> QuerySet[OfferCourse]:
    """With every step and every hour that stands."""
    steps = Prefetch("steps", OfferStep.objects.select_related("by").order_by("at", "id"))
    standing = OfferAttendance.objects.filter(withdrawn=False).order_by("from_on")
    return courses.prefetch_related(steps, Prefetch("attendance", standing))


def _whole_reached(
    found: QuerySet[OfferCourse], actor: Actor, on: date, doing: Doing
) -> OfferCourse:
    row = with_reach(_told(found), actor, on=on, citizen="citizen_id").first()
    if row is None:
        raise NotYours
    row.citizen.reach = row.reach
    reached(row.citizen, actor, doing)
    return row


@Nearby
def _requests_near() -> QuerySet[OfferRequest]:
    requests = OfferRequest.objects.filter(state__in=OPEN_STATES, course=None)
    return requests.select_related("citizen__person").order_by("promised_on", "asked_at")


@Nearby
def _courses_near() -> QuerySet[OfferCourse]:
    return _courses().filter(state__in=OPEN_COURSES)


def _by(course: OfferCourse, found: NextStep) -> date | None:
    """The day the next thing is to be done by."""
    return {
        NextStep.DECIDE: course.promised_on,
        NextStep.WAIT_TO_BEGIN: course.first_on,
        NextStep.SAY_IF_BEGUN: course.first_on,
        NextStep.PLAN_AFTER: course.last_on,
        NextStep.SAY_HOW_IT_ENDED: course.last_on,
        NextStep.WAIT_TO_RESUME: course.resumes_on,
        NextStep.END_PAUSE: course.resumes_on,
    }.get(found)


def _soonest(line: CourseLine) -> tuple[bool, date, int]:
    return line.by is None, line.by or date.max, line.course.pk
