"""Hvad sker der, hvis …: what would happen to the next contact. Nothing is told, nothing is kept.

Each page is a question in an address, answered by asking the law twice (decision 0042).
"""

from datetime import date

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.asking import change_of
from staasted.apps.agreements.following import Position
from staasted.apps.agreements.selectors import ContactAgreement, agreements_standing
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.selectors import bookings_ahead, conversations_of
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.conversations.course import Course, course_of
from staasted.apps.conversations.thinking import seen_missed
from staasted.apps.org.clock import clock
from staasted.apps.situations.services import days_check
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.situations import Situation
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.agreeing import agreement_lines, position_of, terms_lines
from staasted.web.ui.agreement_forms import ContactForm, terms_initial
from staasted.web.ui.duties import rule_shown
from staasted.web.ui.forms import DayField
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said
from staasted.web.ui.situations import ThoughtForm, changes, changes_between, kinds_for, thinkable

AHEAD = 366  # days from today: what lies further ahead is no next conversation


class MissedForm(forms.Form):
    """The day of the conversation one does not come to."""

    dag = DayField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        field, wrong = self.fields["dag"], text("what_if.missing.no_day")
        field.label = text("what_if.missing.day")
        field.error_messages |= dict.fromkeys(("required", "invalid"), wrong)

    def clean_dag(self) -> date:
        """From today on, and within a year."""
        day: date = self.cleaned_data["dag"]
        if not 0 <= (day - clock.today()).days <= AHEAD:
            raise forms.ValidationError(text("what_if.missing.no_day"))
        return day


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def what_if(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything one can ask, and what stands now."""
    course = course_of(own_case(actor, on=clock.today()), on=clock.today())
    kinds = [kind for kind in kinds_for(course) if thinkable(kind)]
    return page(request, "citizen/what_if.html", {"kinds": kinds} | _now(course))


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def situation(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """What a change in one's situation would do, before anybody is told of it."""
    course, found = course_of(own_case(actor, on=clock.today()), on=clock.today()), _kind(kind)
    form = ThoughtForm(found, request.GET or None)
    shown: dict[str, object] = {"kind": found, "form": form, "changes": None} | _now(course)
    if form.is_valid():
        shown |= _thought(form, course)
    status = 400 if form.errors else 200
    return page(request, "citizen/what_if_situation.html", shown, status=status)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def missing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What not coming to a conversation would mean, beside coming."""
    case = own_case(actor, on=clock.today())
    course = course_of(case, on=clock.today())
    form = MissedForm(request.GET or None, initial={"dag": _next_day(case, course)})
    shown: dict[str, object] = {"form": form, "changes": None} | _now(course)
    if form.is_valid():
        held, missed = seen_missed(course, form.cleaned_data["dag"])
        shown |= {"changes": changes_between(held, missed), "day": form.cleaned_data["dag"]}
    return page(request, "citizen/what_if_missing.html", shown, status=400 if form.errors else 200)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def contact(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What asking for more or less contact would do: at once, after a yes, or not at all."""
    case = own_case(actor, on=clock.today())
    held = agreements_standing(case).in_force
    course = course_of(case, on=clock.today(), agreement=held)
    position = position_of(course)
    form = ContactForm(request.GET or None, initial=terms_initial(held, position))
    shown: dict[str, object] = {"form": form, "after": None} | _now(course)
    if form.is_valid():
        shown |= _agreed(form, held, position)
    return page(request, "citizen/what_if_contact.html", shown, status=400 if form.errors else 200)


def _agreed(
    form: ContactForm, held: ContactAgreement | None, position: Position
) -> dict[str, object]:
    """What is agreed beside what would be, and whether it would hold, wait, or not be possible."""
    terms = form.wanted(held)
    due = max(position.law_due, clock.today()) if position.law_due else None
    late = due is not None and terms.next_to is not None and terms.next_to > due
    return {
        "before": agreement_lines(held) if held else [],
        "after": terms_lines(terms),
        "change": "late" if late else change_of(held, terms, position=position).value,
    }


def _thought(form: ThoughtForm, course: Course) -> dict[str, object]:
    """What it would do; days nobody can answer for are the form's own error."""
    told = form.told()
    try:
        days_check(told, clock.today())
    except DomainError as refused:
        form.add_error(None, str(said(refused)))
        return {}
    return {"changes": changes(course, told.as_law(clock.today()))}


def _now(course: Course) -> dict[str, object]:
    """The next contact the law asks for as things stand, and its rule."""
    owed = course.next_owed
    return {"due": course.due, "rule": rule_shown(owed.rule) if owed else None}


def _next_day(case: Citizen, course: Course) -> str:
    """The next conversation there is: booked, else due, else today."""
    ahead = conversations_of(bookings_ahead(case, now=clock.now()))
    if ahead:
        return speech.danish_date(ahead[0].starts_at).isoformat()
    return max(course.due or clock.today(), clock.today()).isoformat()


def _kind(slug: str) -> Situation:
    found = catalog().situations.get(slug)
    if found is None or not thinkable(found):
        raise Http404
    return found
