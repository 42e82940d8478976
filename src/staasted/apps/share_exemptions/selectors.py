"""Reading assessments under the 25 % rule: whom they cover, and whose review is near."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.citizens.models import Citizen
from staasted.apps.share_exemptions.models import ShareExemption
from staasted.apps.share_exemptions.states import LIVE, ExemptionState


def share_exempted(citizens: Collection[int] | None = None, *, on: date) -> dict[int, date]:
    """Whom a written assessment covers on a day, by key, and the day it is looked at again.

    ``citizens`` None is everybody. The day of review itself is not covered any more: one query.
    Source: semantics, sections 6 and 8.
    """
    if citizens is None:
        return dict(_standing()(on=on))
    return dict(_standing_of()(on=on, keys=list(citizens)))


def _covering(on: date) -> QuerySet[ShareExemption]:
    stands = ShareExemption.objects.filter(stands_on__lte=on, review_on__gt=on)
    return stands.filter(Q(over_on=None) | Q(over_on__gt=on)).order_by("id")


@Prepared
def _standing(given: Given) -> QuerySet[ShareExemption]:
    return _covering(given.day("on")).values_list("citizen_id", "review_on")


@Prepared
def _standing_of(given: Given) -> QuerySet[ShareExemption]:
    rows = _covering(given.day("on")).filter(citizen__id__among=given.keys("keys"))
    return rows.values_list("citizen_id", "review_on")


def exemption_live(citizen: Citizen) -> ShareExemption | None:
    """The assessment that stands or waits for a lead, also where its review has passed."""
    return next(iter(_live()(citizen=citizen.pk)), None)


@Prepared
def _live(given: Given) -> QuerySet[ShareExemption]:
    rows = ShareExemption.objects.filter(citizen=given.key("citizen"), state__in=LIVE)
    return rows.select_related("made_by", "decided_by").order_by("id")[:1]


def exemptions_of(citizen: Citizen) -> Sequence[ShareExemption]:
    """Every assessment of a citizen, newest first."""
    rows = ShareExemption.objects.filter(citizen=citizen)
    return list(rows.select_related("made_by", "decided_by", "ended_by").order_by("-id"))


def reviews_near(citizens: Collection[int], *, on: date, days: int) -> Sequence[ShareExemption]:
    """Assessments that stand and are to be looked at within ``days``, or should have been; the
    longest due first.
    """
    last = on + timedelta(days=days)
    near = ShareExemption.objects.filter(state=ExemptionState.STANDS, review_on__lte=last)
    return list(near.filter(citizen__in=list(citizens)).order_by("review_on", "id"))


def exemptions_waiting() -> Sequence[ShareExemption]:
    """What waits for a lead because no room was left, the longest first."""
    waiting = ShareExemption.objects.filter(state=ExemptionState.WAITING)
    return list(waiting.select_related("citizen", "made_by").order_by("made_at", "id"))


def exemptions_standing(*, on: date) -> Sequence[ShareExemption]:
    """Every assessment that covers somebody on a day, by its day of review."""
    return list(_covering(on).select_related("citizen").order_by(F("review_on"), "id"))
