"""Exemptions from booking oneself are looked at each year: what is kept of it, and what is told.

Source: decision 0039.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.exempting import Decided, decision_told
from staasted.apps.invitations.models import ExemptionReview, ReviewVerdict
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import person_of
from staasted.apps.outbox.notices import EXEMPTION_ENDED
from staasted.catalog.loader import catalog

TELLS = {ReviewVerdict.KEPT: "exemption_kept", ReviewVerdict.ENDED: EXEMPTION_ENDED}


def review_write(
    actor: Actor, citizen: Citizen, verdict: ReviewVerdict, reason: str
) -> ExemptionReview:
    """Keep a decision, and when it is looked at again. The case is held."""
    on, days = clock.today(), catalog().policy["exemption_review_days"]
    return ExemptionReview.objects.create(
        citizen=citizen,
        verdict=verdict,
        reason=reason,
        decided_on=on,
        decided_at=clock.now(),
        decided_by=person_of(actor),
        next_on=None if verdict == ReviewVerdict.ENDED else on + timedelta(days=days),
    )


def review_told(row: ExemptionReview) -> None:
    """Tell the citizen that the exemption is kept or has ended; why stands behind the log-in."""
    kind = TELLS[ReviewVerdict(row.verdict)]
    parts = (f"{kind}.body",)
    told = Decided(kind, row.public_id, parts, row.decided_at, row.next_on)
    decision_told(row.citizen.person, told)


def review_of(citizen: Citizen) -> ExemptionReview | None:
    """The newest decision about the citizen's exemption: one query."""
    return ExemptionReview.objects.filter(citizen=citizen).order_by("-id").first()


def exemption_reviews_near(
    citizens: Collection[int], *, on: date, days: int
) -> Sequence[ExemptionReview]:
    """The decisions by which these citizens' exemptions are looked at within ``days``, or should
    have been: one query. Not what came with a file, whose day nobody knows."""
    newest = ExemptionReview.objects.filter(citizen=OuterRef("citizen")).order_by("-id")
    rows = ExemptionReview.objects.filter(
        citizen__in=list(citizens),
        citizen__self_booking_exemption__exempt=True,
        pk=Subquery(newest.values("pk")[:1]),
        next_on__lte=on + timedelta(days=days),
    )
    return list(rows.order_by("next_on", "pk"))


def due_for_review(cases: QuerySet[Citizen], *, on: date) -> QuerySet[Citizen]:
    """Those of the cases whose exemption is to be looked at by a day, with ``review_on``: the day
    it was to be, None where nobody knows since when it stands; the longest due first."""
    newest = ExemptionReview.objects.filter(citizen=OuterRef("pk")).order_by("-id")
    rows = cases.filter(self_booking_exemption__exempt=True)
    rows = rows.annotate(
        review_on=Subquery(newest.values("next_on")[:1]),
        exempt_because=F("self_booking_exemption__reason"),
    )
    due = rows.filter(Q(review_on=None) | Q(review_on__lte=on))
    return due.order_by(F("review_on").asc(nulls_first=True), "pk")
