"""Ses på igen: pauses, assessments and exemptions whose day of review is near, or has passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.agreements.selectors import pauses_near
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen
from staasted.apps.citizens.covering import looked_after
from staasted.apps.invitations.reviewing import exemption_reviews_near
from staasted.apps.org.clock import clock
from staasted.apps.share_exemptions.selectors import reviews_near
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.web.ui.page import page
from staasted.web.ui.room import room


@dataclass(frozen=True, slots=True)
class Review:
    """One thing to look at again: whose, what it is in words, its day, and the page of its act."""

    case: Citizen
    what: str
    on: date
    way: str


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def reviews(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Mine, and those I cover for; the longest due first."""
    shown = {"rows": _rows(actor, clock.today()), "today": clock.today()}
    return page(request, "counsellor/reviews.html", shown)


def _rows(actor: Actor, today: date) -> list[Review]:
    near = {"on": today, "days": catalog().policy["review_notice_days"]}
    found = list[tuple[date, int, str, str]]()

    def due(keys: Sequence[int]) -> list[int]:
        for pause in pauses_near(keys, **near):
            why = text(f"our_agreement.pause.{pause.pause_reason}")
            said = text("share_exemptions.review.pause", why=why)
            found.append((pause.pause_until, pause.citizen_id, said, "citizen_agreement"))
        for row in reviews_near(keys, **near):
            said = text("share_exemptions.review.assessed")
            found.append((row.review_on, row.citizen_id, said, "share_exemption"))
        for decided in exemption_reviews_near(keys, **near):
            said = text("share_exemptions.review.exempt")
            found.append((decided.next_on, decided.citizen_id, said, "self_booking"))
        return list(dict.fromkeys(key for _, key, _, _ in found))

    cases = {case.pk: case for case in looked_after(actor, on=today, choose=due)}
    return [Review(cases[key], said, day, way) for day, key, said, way in sorted(found)]
