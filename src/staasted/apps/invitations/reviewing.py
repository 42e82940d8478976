"""Exemptions from booking oneself are looked at each year: what is kept of it, and what is told.

Source: decision 0039.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from staasted.apps.audit.actor import Actor
from staasted.apps.citizens.models import Citizen
from staasted.apps.invitations.models import ExemptionReview, ReviewVerdict
from staasted.apps.org.clock import clock
from staasted.apps.org.selectors import person_of
from staasted.apps.outbox.services import Draft, message_write
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text

WORTH_SENDING = timedelta(days=14)
"""How long a letter about a review is worth sending. Source: decision 0039."""
TELLS = {ReviewVerdict.KEPT: "exemption_kept", ReviewVerdict.ENDED: "exemption_ended"}


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
    person, kind = row.citizen.person, TELLS[ReviewVerdict(row.verdict)]
    with speaking(language_of(person.language)):
        values = {
            "day": speech.day_year(row.next_on) if row.next_on else "",
            "office": settings.STAASTED.office_name,
            "phone": settings.STAASTED.office_phone,
        }
        said = (text(f"exemptions.letter.{kind}.body", **values), text("messages.ending", **values))
        draft = Draft(
            kind=kind,
            matter=row.public_id,
            title=text(f"exemptions.letter.{kind}.subject"),
            body="\n\n".join(said) + "\n",
            until_at=row.decided_at + WORTH_SENDING,
        )
    message_write(person=person, draft=draft, now=row.decided_at)


def review_of(citizen: Citizen) -> ExemptionReview | None:
    """The newest decision about the citizen's exemption: one query."""
    return ExemptionReview.objects.filter(citizen=citizen).order_by("-id").first()


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
