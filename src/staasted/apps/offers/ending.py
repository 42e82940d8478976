"""What becomes of a citizen's places, requests and courses when the case closes."""

from datetime import date

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.offers.course_models import OfferCourse
from staasted.apps.offers.course_writing import course_moved, measure_drop
from staasted.apps.offers.courses import course_over
from staasted.apps.offers.places import places_end
from staasted.apps.offers.provider_telling import ProviderNews, provider_told
from staasted.apps.offers.requests import requests_end
from staasted.apps.offers.seats import seats_give_back
from staasted.apps.org.clock import clock
from staasted.core.offering import OPEN_COURSES, CourseMove, CourseOutcome


def offers_end(*, actor: Actor, citizen: Citizen, on: date) -> None:
    """Give back the places ahead, end what waits, and every course with the case's last day.

    The case is held already.
    """
    now = clock.now()
    places_end(citizen, now=now)
    requests_end(citizen, now=now)
    courses = OfferCourse.objects.filter(citizen=citizen, state__in=OPEN_COURSES)
    for course in courses.select_related("citizen", "provider", "measure"):
        _end(actor, course, on)


def _end(actor: Actor, course: OfferCourse, on: date) -> None:
    """One that has begun is over; one that has not came to nothing."""
    if course.begun_on is None:
        course_moved(course, CourseMove.DROP, actor=actor, on=on)
        seats_give_back(course)
        if course.granted_on is not None:
            provider_told(course, ProviderNews.COMES_NOT)
        measure_drop(course)
        return
    known = [
        course.begun_on,
        *course.pauses.filter(withdrawn=False).values_list("from_on", flat=True),
    ]
    last = max(on, *known)  # whatever was recorded after the case's last day stays in order
    course_over(actor, course, on=last, outcome=CourseOutcome.CASE_CLOSED)
    provider_told(course, ProviderNews.DONE)  # nobody is asked of a case that has closed
