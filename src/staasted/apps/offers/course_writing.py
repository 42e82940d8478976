"""What every act on a course does: hold it, move it, write the step both sides read, log it."""

from datetime import date

from django.db.models import Max

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.services import open_case_lock
from staasted.apps.offers.asking_models import OPEN_STATES, OfferRequest, RequestState
from staasted.apps.offers.course_models import OfferCourse, OfferPause, OfferStep
from staasted.apps.offers.measure_models import Measure
from staasted.apps.offers.recording import offer_logged
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.selectors import person_of
from staasted.catalog.loader import catalog
from staasted.catalog.public_holidays import is_holiday
from staasted.core.calendar import working_day_after
from staasted.core.errors import DomainError
from staasted.core.offering import CourseDays, CourseMove, CourseState, course_after


def course_held(course: OfferCourse) -> OfferCourse:
    """The course as it stands once its case is held. Errors: DomainError ``case_closed``."""
    open_case_lock(course.citizen)
    found = OfferCourse.objects.select_related("citizen__person", "provider", "measure", "request")
    return found.get(pk=course.pk)


def days_known(course: OfferCourse) -> CourseDays:
    """The days of a course, as the thinking looks at them: one query."""
    pauses = OfferPause.objects.filter(course=course, withdrawn=False)
    open_pause = pauses.filter(to_on=None).first()
    return CourseDays(
        granted_on=course.granted_on,
        planned_first=course.first_on,
        planned_last=course.last_on,
        begun_on=course.begun_on,
        paused_from=open_pause.from_on if open_pause else None,
        last_pause_ended_on=pauses.aggregate(last=Max("to_on"))["last"],
    )


def course_moved(
    course: OfferCourse,
    move: CourseMove,
    *,
    actor: Actor,
    on: date,
    until_on: date | None = None,
    words: str = "",
) -> None:
    """Move a held course and store it, with the step and the line of the log.

    Errors: DomainError ``offer_move``, ``words_too_long``.
    """
    course.state = course_after(CourseState(course.state), move)
    course.save()
    step_write(course, move, by=person_of(actor), on=on, until_on=until_on, words=words)
    course_logged(actor, f"offer_course_{move}", course, on=on.isoformat())


def step_write(
    course: OfferCourse,
    move: CourseMove,
    *,
    by: Person,
    on: date,
    until_on: date | None = None,
    words: str = "",
) -> None:
    """Write what happened. Errors: DomainError ``words_too_long``."""
    OfferStep.objects.create(
        citizen=course.citizen,
        course=course,
        move=move,
        on=on,
        until_on=until_on,
        words=words_bounded(words),
        by=by,
        at=clock.now(),
    )


def words_bounded(words: str) -> str:
    """The words without space around. Errors: DomainError ``words_too_long``."""
    said, most = words.strip(), catalog().policy["offer_course_characters"]
    if len(said) > most:
        raise DomainError("words_too_long", most=most)
    return said


def measure_drop(course: OfferCourse) -> None:
    """Let the law see no grant of a course that never began."""
    held, course.measure = course.measure, None
    if held is None:
        return
    course.save(update_fields=["measure"])
    Measure.objects.filter(pk=held.pk, starts_on=None).delete()


def assessment_drop(actor: Actor, request: OfferRequest) -> None:
    """Drop what is assessed for a request that is taken back: nobody asks for it any more."""
    course = OfferCourse.objects.filter(request=request, state=CourseState.ASSESSED).first()
    if course is not None:
        course_moved(course, CourseMove.DROP, actor=actor, on=clock.today())


def request_settle(course: OfferCourse, *, by: Person) -> None:
    """The request behind a course has its answer: the decision."""
    waits = OfferRequest.objects.filter(pk=course.request_id, state__in=OPEN_STATES)
    now = clock.now()
    waits.filter(state=RequestState.ASKED).update(taken_up_at=now, taken_up_by=by)
    waits.update(state=RequestState.DONE, ended_at=now, ended_by=by)


def promised_decision(today: date) -> date:
    """The day by which an assessment that begins today is decided."""
    days = catalog().policy["offer_decision_days"]
    return working_day_after(today, days, closed=is_holiday)


def course_logged(actor: Actor, act: str, course: OfferCourse, **facts: object) -> None:
    """Log an act on a course: codes, days and public ids alone."""
    offer_logged(actor, act, course.citizen, subject=course.public_id, offer=course.offer, **facts)
