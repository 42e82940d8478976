"""Giv borgere videre: one's own citizens to a colleague of the team, with a reason.

Looked at first, person by person, and done once. The page takes ticked public ids by POST too, so
that a list of citizens can lead to it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.booking.leaving import bookings_kept_after
from staasted.apps.caseload.passing import moving
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.handing_over import Wish, hand_over_plan, hand_over_read
from staasted.apps.citizens.passing_on import (
    LONGEST_REASON,
    citizens_received,
    citizens_to_pass,
    may_receive,
)
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import Person, person_of
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.counsellor.many import people_chosen
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.hand_over import EVERYBODY, OF_THE_PAGE, SOME, confirmed
from staasted.web.ui.listing import Listing
from staasted.web.ui.page import page
from staasted.web.ui.room import room
from staasted.web.ui.saying import said

LOOK, DO, BACK = "se", "bekraeft", "ret"
"""The steps a page of the flow sends; a list that leads here sends none."""


class PassForm(StaffForm):
    """Whom, to whom, from which day and why. ``borger`` ticks single ones."""

    words = "handing.field"
    whom = forms.ChoiceField(widget=forms.RadioSelect)
    to = forms.ChoiceField()
    from_on = DayField()
    reason = forms.CharField(max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: object, *, there: Sequence[Person], ticked: Sequence[str]) -> None:
        super().__init__(data, initial={"whom": SOME, "from_on": clock.today()})
        self.people = {coach.public_id: coach for coach in there}
        self.ticked = tuple(ticked)
        self.fields["whom"].choices = [
            (SOME, text("handing.some")),
            (EVERYBODY, text("handing.everybody")),
        ]
        named = [(ref, coach.name) for ref, coach in self.people.items()]
        self.fields["to"].choices = [("", text("handing.nobody_chosen")), *named]

    def clean(self) -> dict[str, object]:
        """Single ones are ticked."""
        sent = super().clean()
        if sent.get("whom") == SOME and not self.ticked:
            self.add_error(None, text("handing.nobody_ticked"))
        return sent

    def wish(self, giver: Person) -> Wish:
        """What was asked for."""
        sent = self.cleaned_data
        return Wish(
            giver=giver,
            from_on=sent["from_on"],
            refs=self.ticked if sent["whom"] == SOME else None,
            to=self.people[sent["to"]],
            reason=sent["reason"],
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.COUNSELLOR)
def pass_on(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose, look, and give them on."""
    step, today = request.POST.get("trin", ""), clock.today()
    there, away = may_receive(actor, on=today)
    ticked = _ticked(request, actor, step)
    form = PassForm(request.POST if step else None, there=there, ticked=ticked)
    if step in (LOOK, DO) and form.is_valid():
        try:
            return _done(request, actor, form) if step == DO else _check(request, actor, form)
        except DomainError as refused:
            form.add_error(None, str(said(refused)))
    return _choose(request, actor, form, away)


def _ticked(request: HttpRequest, actor: Actor, step: str) -> Sequence[str]:
    """The public ids sent; from a list, also those of everybody it holds where all were asked."""
    if not step and "alle" in request.POST:
        return [case.public_id for case in people_chosen(actor, request.POST).cases]
    return [ref for ref in dict.fromkeys(request.POST.getlist("borger")) if ref]


def _choose(
    request: HttpRequest, actor: Actor, form: PassForm, away: Sequence[Person]
) -> HttpResponse:
    """Whom one may tick: those that were, where a list or this page sent some; else a page."""
    listing, today = Listing(request.GET.get("side")), clock.today()
    sent = form.ticked
    ticked = citizens_to_pass(actor, on=today, refs=sent) if sent else []
    shown = {
        "form": form,
        "cases": ticked or citizens_to_pass(actor, on=today, choose=listing.choose),
        "listed": listing.page,
        "ticked": [case.public_id for case in ticked],
        "there": bool(form.people),
        "away": away,
    }
    return page(request, "counsellor/pass_on.html", shown, status=form.status)


def _check(request: HttpRequest, actor: Actor, form: PassForm) -> HttpResponse:
    """Everybody with what goes along, and the one yes. Errors: as ``hand_over_plan``."""
    plan = hand_over_plan(actor, form.wish(person_of(actor)))
    asked = [*plan.refs, *plan.left]
    people = moving(actor, asked, on=clock.today(), now=clock.now())
    shown = {
        "plan": plan,
        "given": _in_order(people, plan.refs),
        "left": _in_order(people, plan.left),
        "key": new_public_id(),
        "sent": [(n, v) for n, vs in request.POST.lists() if n not in OF_THE_PAGE for v in vs],
    }
    return page(request, "counsellor/pass_on_check.html", shown)


def _in_order(people: Mapping[str, object], refs: Sequence[str]) -> list[object]:
    wanted = set(refs)
    return [each for ref, each in people.items() if ref in wanted]


def _done(request: HttpRequest, actor: Actor, form: PassForm) -> HttpResponse:
    done = confirmed(request, actor, form.wish(person_of(actor)))
    return redirect("passed_on", public_id=done.public_id)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def passed_on(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The receipt: who has how many now, and what follows. Errors: NotYours."""
    found = hand_over_read(actor, public_id)
    if found is None:
        raise NotYours
    done, counts = found
    shown = {"done": done, "counts": counts, "kept": bookings_kept_after(done)}
    return page(request, "counsellor/passed_on.html", shown)


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def received(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom one has been given lately, by whom and why."""
    today: date = clock.today()
    return page(request, "counsellor/received.html", {"rows": citizens_received(actor, on=today)})
