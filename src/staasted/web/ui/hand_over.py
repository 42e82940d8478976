"""Handing citizens over: ask, look at the plan, confirm. The lead and the administrator do it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from staasted.apps.audit.actor import Actor
from staasted.apps.booking.leaving import bookings_kept
from staasted.apps.citizens.handing_over import (
    CaseloadHandOver,
    Plan,
    Wish,
    caseload_hand_over,
    hand_over_plan,
)
from staasted.apps.citizens.selectors import caseload_sizes
from staasted.apps.org.clock import clock
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import Person
from staasted.apps.org.staff import Team, coaches_from, teams_open
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.forms import DayField, StaffForm
from staasted.web.ui.page import page
from staasted.web.ui.saying import said

EVERYBODY, SOME = "alle", "nogle"
BETWEEN = re.compile(r"[\s,;]+")
OF_THE_PAGE = {"csrfmiddlewaretoken", "trin", "noegle", "fordeling"}
"""What the pages of the flow add to what was asked for."""


@dataclass(frozen=True)
class Receivers:
    """Whom one may choose to hand over to: teams to spread over, and single coaches."""

    found: Mapping[str, Person | Team]
    choices: list[tuple[str, str]]


def receivers(*, besides: Person | None, on: date) -> Receivers:
    """Everybody who is a coach from that day on, with the size of their caseloads."""
    sizes, coaches = caseload_sizes(on=on), coaches_from(on)
    found: dict[str, Person | Team] = {}
    choices = [("", text("staffing.field.to.nobody"))]
    for team in teams_open():
        found[f"team:{team.public_id}"] = team
        choices.append((f"team:{team.public_id}", text("staffing.hand_over.team", name=team.name)))
    for coach in coaches:
        if besides is None or coach.pk != besides.pk:
            value, has = f"coach:{coach.public_id}", sizes.get(coach.pk, 0)
            found[value] = coach
            choices.append((value, text("staffing.hand_over.coach", name=coach.name, count=has)))
    return Receivers(found, choices)


class HandOverForm(StaffForm):
    """Who, to whom and from which day. ``borger`` may tick single ones, ``ids`` may name them."""

    whom = forms.ChoiceField(widget=forms.RadioSelect)
    ids = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    to = forms.ChoiceField()
    from_on = DayField()

    def __init__(self, *args: object, offered: Receivers, count: int, **kwargs: object) -> None:
        kwargs["initial"] = {"whom": EVERYBODY, "from_on": clock.today()}
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["to"].choices = offered.choices
        self.fields["whom"].choices = [
            (EVERYBODY, text("staffing.hand_over.everybody", count=count)),
            (SOME, text("staffing.hand_over.some")),
        ]

    def clean(self) -> dict[str, object]:
        """Single ones are named."""
        sent = super().clean()
        if sent.get("whom") == SOME and not self.refs:
            self.add_error(None, text("staffing.hand_over.nobody_named"))
        return sent

    @property
    def refs(self) -> tuple[str, ...]:
        """The public ids that are ticked or written."""
        ticked = self.data.getlist("borger") if self.is_bound else []
        written = BETWEEN.split(self.cleaned_data.get("ids", ""))
        return tuple(dict.fromkeys(ref for ref in [*ticked, *written] if ref))

    def wish(self, giver: Person | None) -> Wish:
        """What was asked for."""
        sent = self.cleaned_data
        refs = self.refs if sent["whom"] == SOME else None
        return wished(giver, self.offered, sent["to"], sent["from_on"], refs)


def wished(
    giver: Person | None,
    offered: Receivers,
    to: str,
    from_on: date,
    refs: tuple[str, ...] | None = None,
) -> Wish:
    """A wish for whoever was chosen among those offered."""
    chosen = offered.found.get(to)
    return Wish(
        giver=giver,
        from_on=from_on,
        refs=refs,
        to=chosen if isinstance(chosen, Person) else None,
        team=chosen if isinstance(chosen, Team) else None,
    )


@dataclass
class Shown:
    """The page one asks on, where it leads back to, and how a name is read where one may be."""

    template: str
    context: Mapping[str, object]
    back: str
    names: Callable[[list[str]], Mapping[str, str]] | None = None
    values: dict[str, object] = field(default_factory=dict)


def hand_over(
    request: HttpRequest, actor: Actor, giver: Person | None, form: HandOverForm, shown: Shown
) -> HttpResponse:
    """One step of the flow: the page that asks, the plan to look at, or the receipt."""
    if request.method == "POST" and form.is_valid():
        wish = form.wish(giver)
        try:
            if request.POST.get("trin") == "bekraeft":
                return _receipt(confirmed(request, actor, wish))
            return check_page(request, shown, plan=hand_over_plan(actor, wish), giver=giver)
        except DomainError as refused:
            form.add_error(None, str(said(refused)))
    context = {**shown.context, "form": form}
    return page(request, shown.template, context, status=form.status)


def check_page(
    request: HttpRequest, shown: Shown, *, plan: Plan | None, giver: Person | None
) -> HttpResponse:
    """The plan before it is done: who gets how many, what stays, and the one yes."""
    kept = bookings_kept(giver, plan.refs, from_on=plan.wish.from_on) if plan else []
    single = bool(plan and plan.wish.refs is not None)
    told = [*plan.left, *(plan.refs if single else [])] if plan else []
    told += [booking.citizen.public_id for booking in kept]
    context = {
        "plan": plan,
        "giver": giver,
        "kept": kept,
        "names": shown.names(told) if shown.names else {},
        "named": bool(shown.names),
        "single": single,
        "back": shown.back,
        "key": new_public_id(),
        "sent": [(n, v) for n, vs in request.POST.lists() if n not in OF_THE_PAGE for v in vs],
        "leaving": None,
    }
    return page(request, "parts/hand_over_check.html", context | shown.values)


def confirmed(request: HttpRequest, actor: Actor, wish: Wish) -> CaseloadHandOver:
    """The plan that was looked at, done. Errors: as ``caseload_hand_over``."""
    key, digest = plan_of(request)
    return caseload_hand_over(actor=actor, wish=wish, key=key, digest=digest)


def plan_of(request: HttpRequest) -> tuple[str, str]:
    """The key and the digest a check page carries; cut to what one can be."""
    return request.POST.get("noegle", "")[:10], request.POST.get("fordeling", "")[:32]


def _receipt(done: CaseloadHandOver) -> HttpResponse:
    return redirect("hand_over_done", public_id=done.public_id)
