"""People in the scene who are asked to book, have not, are called in, or may not book."""

from dataclasses import dataclass
from datetime import timedelta

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.booking.models import Opening
from staasted.apps.booking.partners import partner_stop
from staasted.apps.citizens.circumstances import Circumstances
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import partner_invite
from staasted.apps.invitations.deciding import ExemptFor, exemption_grant, self_booking_take
from staasted.apps.org.clock import clock
from staasted.apps.org.models import Person
from staasted.apps.org.services import staff_register
from staasted.core.axes import Channel, Holder
from tests.inviting import call_in, exempt, invite, who_books
from tests.partner_talk import coach_writes, partner_writes
from tests.town import LONG_AGO, MONDAY, NOON, Town


@dataclass(frozen=True)
class AboutBooking:
    """Who can log in, and what stands for ``{…}`` in an address."""

    people: dict[str, Person]
    places: dict[str, str]


def about_booking(place: Town, partner: Person) -> AboutBooking:
    """One in each state; and once there were too few times."""
    with clock.pinned(NOON):
        asked = who_books(place, name="Anna Afventer")
        live = invite(place, asked)
        partnership = _partnered(place, asked, partner)
        over = _partnered(place, asked, _somebody_outside())
        partner_stop(actor=place.counsellor(), citizen=asked, public_id=over)
        late, freed = _ran_out(place), _freed(place)
        called, letter = _called_in(place)
        barred = who_books(place, name="Ulf Uden-Ret", email="")
        reason = "Du har tre gange booket den sidste dag og meldt afbud."
        self_booking_take(actor=place.counsellor(), citizen=barred, reason=reason)
        _too_few_times(place, asked)
    return AboutBooking(
        people={
            "asked": asked.person,
            "called": called.person,
            "barred": barred.person,
            "late": late.person,
        },
        places={
            "asked_to": asked.public_id,
            "freed": freed.public_id,
            "called_in": called.public_id,
            "barred": barred.public_id,
            "invitation": live.public_id,
            "letter": letter,
            "partnership": partnership,
            "partnership_over": over,
        },
    )


def _partnered(place: Town, case: Citizen, partner: Person) -> str:
    """A mentor may book for Anna, and has written to Karen about her."""
    row = partner_invite(
        actor=OPERATOR,
        citizen=case,
        partner=partner,
        held_by=Holder.MENTOR,
        purpose="plan_and_next_step",
        channel=Channel.PHONE,
        days=(MONDAY, MONDAY + timedelta(days=30)),
    )
    partner_writes(row, "Hun kom ikke i dag. Skal vi tale sammen?")
    coach_writes(row, place.karen, "Ja. Jeg ringer i morgen.")
    partner_writes(row, "Tak, det hjælper.")
    return row.public_id


def _somebody_outside() -> Person:
    return staff_register(name="Mai Mentor", roles=[Role.PARTNER], from_on=LONG_AGO)


def _ran_out(place: Town) -> Citizen:
    """Lene did not book in time."""
    with clock.pinned(NOON - timedelta(days=11)):
        late = who_books(place, name="Lene Langmod")
        invite(place, late, days=8)
    return late


def _freed(place: Town) -> Citizen:
    """Frida was asked to book, and is exempt now: Karen has it."""
    case = who_books(place, name="Frida Fritaget", email="")
    invite(place, case)
    exemption_grant(actor=place.counsellor(), citizen=case, ground=ExemptFor.IT_SKILLS)
    return case


def _called_in(place: Town) -> tuple[Citizen, str]:
    """Omar is exempt, called in with an interpreter, and may move it."""
    case = who_books(place, name="Omar Ordblind", email="")
    exempt(case)
    known = {"interpreter": True, "interpreter_language": "arabisk"}
    Circumstances.objects.update_or_create(citizen=case, defaults=known)
    letter = call_in(place, case, regard={"childcare": "Henter børn klokken 14."})
    return case, letter.booking.public_id


def _too_few_times(place: Town, case: Citizen) -> None:
    """Jens has closed all his times: nobody can be asked."""
    openings = Opening.objects.filter(resource__person=place.jens, closed_at=None)
    kept = list(openings.values_list("pk", flat=True))
    openings.update(closed_at=NOON)
    invite(place, case, purpose="skills_and_courses", coach=place.jens)
    Opening.objects.filter(pk__in=kept).update(closed_at=None)
