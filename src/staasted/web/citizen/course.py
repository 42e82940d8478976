"""Mit forløb: where I am, what I chose, what comes next and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import Standing, agreements_standing
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.arriving import may_arrive
from staasted.apps.booking.selectors import conversations_of, live_and_wished
from staasted.apps.cases.access import own_closing
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.course import Conversation, Course, course_of
from staasted.apps.invitations.access import invited_to, missed_by
from staasted.apps.org.clock import clock
from staasted.apps.outbox.bounces import bounces_of
from staasted.apps.story.waiting import WITH_WAITS, waits_of
from staasted.catalog.loader import catalog
from staasted.core.axes import SEATED, Outcome
from staasted.core.law import BookedBy
from staasted.web.ui.duties import counted_said, duties, rule_shown, standing_said
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader, reasons_said

RECENT = 5  # conversations on the front page


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_course(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The front page of the citizen's room."""
    case = own_case(actor, on=clock.today(), asked=WITH_WAITS)
    standing = agreements_standing(case)
    course = course_of(case, on=clock.today(), agreement=standing.in_force)
    own = actor.role is Role.CITIZEN
    shown = _course_shown(case, course, standing, own=own) | law_shown(course)
    shown["waits"] = waits_of(case, own=own, now=clock.now())
    return page(request, "citizen/my_course.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def closed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is left of the room when the course has ended, and the way back."""
    row = own_closing(actor, on=clock.today())
    if row is None:
        return redirect("my_course")
    shown = {"row": row, "cause": catalog().closing_causes.get(row.cause)}
    return page(request, "citizen/closed.html", shown)


def _course_shown(
    case: Citizen, course: Course, standing: Standing, *, own: bool
) -> dict[str, object]:
    agreement, proposal = standing
    (live, wished), now = live_and_wished(case), clock.now()
    return {
        "person": case.person,
        # Whoever acts for a citizen does not see the address (decision 0028).
        "bounces": bounces_of(case.person) if own else None,
        "first_name": next(iter(case.person.name.split()), ""),
        "now": now,
        "bookings": [booking for booking in live if booking.ends_at > now],
        "may_arrive": {each.public_id for each in live if may_arrive(each, now=now)},
        "waiting": [booking for booking in reversed(live) if booking.ends_at <= now],
        "wished": wished,
        "coach": case.coach,
        "agreement": agreement,
        "agreement_reasons": reasons_said(agreement.reasons) if agreement else [],
        "proposal": proposal,
        "held": course.history[:RECENT],
        "met": len({one.holder_id for one in course.history if _held_here(one)}),
        "counted": counted_said(course.answer, reader=Reader.CITIZEN),
        "purposes": catalog().purposes,
        "seated": SEATED,
        "talks": [each for each in conversations_of(live) if each.ends_at > now],
        "invited": invited_to(case),
        "missed": missed_by(case),
    }


def _held_here(conversation: Conversation) -> bool:
    """Whether it was held, by somebody we know."""
    return conversation.outcome == Outcome.HELD and conversation.holder_id is not None


def law_shown(course: Course) -> dict[str, object]:
    """The law's side of a course, for a page: duties, due date, and who finds the time."""
    arrangement = course.arrangement
    return {
        "group": catalog().target_groups.get(course.period.target_group) if course.period else None,
        "on_benefit": course.period is not None,
        "today": course.on,
        "duties": duties(course.obligations, course=course),
        "of_the_fund": duties(course.of_the_fund),
        "rights": duties(course.rights),
        "standing": standing_said(course.answer, reader=Reader.CITIZEN),
        "due": course.due,
        "summons": arrangement.by is BookedBy.SUMMONS,
        "arrangement": rule_shown(arrangement.rule) if arrangement.rule else None,
    }
