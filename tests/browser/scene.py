"""The people the pages are shown with: every state a page can be in has somebody in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import QueryDict

from staasted.apps.agreements.following import Position, answers_follow
from staasted.apps.audit.actor import Role
from staasted.apps.audit.reading import reading
from staasted.apps.booking.leaving import staff_leave
from staasted.apps.booking.models import Booking
from staasted.apps.cases.wishes import wish_make
from staasted.apps.citizens.access import caseload
from staasted.apps.citizens.handing_over import Wish
from staasted.apps.citizens.kinds import Covers, PowerKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import glass_break, power_grant
from staasted.apps.org.clock import clock
from staasted.apps.org.drafts import draft_keep
from staasted.apps.org.models import Person, Team
from staasted.apps.org.selectors import actor_for
from staasted.apps.org.services import role_grant, staff_register
from staasted.apps.org.staffing import absence_record, team_make
from staasted.apps.rights.kinds import Part, RightKind, RightState
from staasted.apps.rights.services import rights_answer
from staasted.catalog.loader import catalog
from staasted.core.slots import Slot
from tests import town
from tests.asking import ask_for_the_name, ask_to_correct
from tests.browser.course_scene import about_courses
from tests.browser.invitation_scene import about_booking
from tests.browser.offer_course_scene import courses_of_somebody
from tests.browser.plan_scene import about_plans
from tests.browser.scene_ads import about_ads
from tests.browser.scene_agreements import about_agreements
from tests.browser.scene_fund import about_the_fund
from tests.browser.scene_ideas import ideas_told
from tests.browser.scene_lacking import lacking
from tests.browser.scene_net import about_the_net
from tests.browser.scene_offers import offered_to_somebody
from tests.browser.scene_overview import about_the_overview
from tests.browser.scene_settings import beyond_reach
from tests.browser.scene_talking import asked_for_help, has_talked, letters_of_ase
from tests.browser.scene_talks import about_finding_work
from tests.browser.scene_times import about_their_times
from tests.browser.scene_wishes import waiting_for_a_time
from tests.ending import close_case
from tests.files import import_files
from tests.gathering import meetings_by_name
from tests.happenings import FIRST, JOB_SEARCH, book, free, hold, utc
from tests.office import hand_over
from tests.opening import times_of_all
from tests.situation import situation_there
from tests.town import LONG_AGO, MONDAY, NOON, Town, build_town, bystanders

SUPPORTING = "group:self_supporting"


@dataclass(frozen=True)
class Scene:
    """Who can log in, and what stands for ``{…}`` in an address."""

    people: dict[str, Person]
    places: dict[str, str]


def build_scene() -> Scene:
    """A town at noon on Monday 18 May, with somebody in every state."""
    place = build_town()
    ase = _well_on_the_way(place)
    begun = _conversation_begun(place)
    newcomer = town.citizen(place.karen, name="Nana Ny", asked_on=MONDAY)
    summoned, others = _summoned(place), _sick(place)
    lacking(place)
    both, quiet = _with_two_roles(), _with_a_draft("Tove Tavs")
    ahead = book(ase, place.karen, purpose=JOB_SEARCH)
    (waiting, wished), (alone, told) = waiting_for_a_time(), about_finding_work(place)
    _read_by_the_counsellor(place)
    imported = import_files()
    shared, insured = town.citizen(place.karen, name="Fie Fælles"), about_the_fund(place)
    around, (closed, dead) = bystanders(place, shared), _closed(place)
    _opened_by_the_lead(place, ase, newcomer)
    _helped(others, around["representative"], words="Vi taler forbi hinanden.")
    booking, agreeing = about_booking(place, around["partner"]), about_agreements(place)
    (planning, plans), bounced = _planning_and_telling(place), beyond_reach(place)
    return Scene(
        people={
            "ase": ase.person,
            "newcomer": newcomer.person,
            "summoned": summoned.person,
            **about_their_times(place, around["mate"]),
            "others": others.person,
            "alone": town.citizen(None, name="Ida Uden-Coach", group=SUPPORTING).person,
            "karen": place.karen,
            "jens": place.jens,
            "both": both,
            "quiet": quiet,
            "lead": place.lead,
            "administrator": imported.by,
            "new_administrator": imported.other,
            **_people(shared=shared, over=closed, bounced=bounced, **alone),
            **(booking.people | around | waiting | insured.people | planning | agreeing.people),
        },
        places={
            **insured.places
            | _ids(ase=ase, newcomer=newcomer, shared=shared, over=closed, dead=dead),
            **(_ids(**alone, **told) | _ids(bounced=bounced, mate=around["mate"], others=others)),
            **_ids(begun=begun, ahead=ahead),
            **(imported.places() | booking.places | plans | agreeing.places),
            **(_booked(ase, ahead) | letters_of_ase(ase)),
            **(_staff(place, imported.by, quiet) | about_ads(newcomer)),
            **(_asked(newcomer, place) | offered_to_somebody(place, summoned)),
            **(times_of_all(place, quiet) | wished | meetings_by_name()),
            **({"duty": "V5-OT-1/2025-12-08"} | about_the_net() | about_the_overview()),
            **_at(free(ase, place.karen, purpose="skills_and_courses")[3]),
        },
    )


def _people(**cases: Citizen) -> dict[str, Person]:
    """Whose cases these are."""
    return {name: case.person for name, case in cases.items()}


def _planning_and_telling(place: Town) -> tuple[dict[str, Person], dict[str, str]]:
    """Whose plans, stories and offers there are, and the names of their places in an address."""
    people, places = about_plans(place)
    telling, told = about_courses(place, Team.objects.get(name="Team Å"))
    in_offers, courses = courses_of_somebody(place)
    return people | telling | in_offers, places | told | courses


def _summoned(place: Town) -> Citizen:
    """Søren, who is called in to the first conversation."""
    case = town.citizen(place.karen, name="Søren Indkaldt", asked_on=MONDAY)
    book(case, place.karen, purpose=FIRST, channel="in_person")
    return case


def _sick(place: Town) -> Citizen:
    """Bo, of whom the first day of absence is not known."""
    sick = {"group": "group:sickness_benefit", "benefit": "benefit:sickness_benefit"}
    case = town.citizen(place.karen, name="Bo Syg", **sick)
    asked_for_help(case)
    return case


def _booked(case: Citizen, ahead: Booking) -> dict[str, str]:
    """What Åse has booked, and what was closed last."""
    return {
        "ahead": ahead.public_id,
        "ahead_time": ahead.starts_at.strftime("%Y-%m-%dT%H:%MZ"),
        "closed": Booking.objects.filter(citizen=case, outcome="held").latest("id").public_id,
    }


def _at(slot: Slot) -> dict[str, str]:
    """A free time as addresses write its day and its start."""
    return {
        "day": slot.start.date().isoformat(),
        "time": slot.start.strftime("%Y-%m-%dT%H:%MZ"),
    }


def _staff(place: Town, ulla: Person, quiet: Person) -> dict[str, str]:
    """A coach with citizens, one without, one who is away and has a last day, a team, a receipt."""
    keeping = actor_for(person=ulla, role=Role.ADMINISTRATOR)
    gone = staff_register(name="Gerda Gik", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    town.citizen(gone, name="Kis Kom-Fra-Gerda")
    handed = hand_over(keeping, Wish(giver=gone, from_on=MONDAY, to=place.jens))
    absence_record(actor=keeping, person=gone, from_on=MONDAY)
    staff_leave(actor=keeping, person=gone, last_on=date(2026, 5, 29))
    return {
        "karen": place.karen.public_id,
        "jens": place.jens.public_id,
        "quiet": quiet.public_id,
        "gone": gone.public_id,
        "ulla": ulla.public_id,
        "team": Team.objects.get(name="Team Å").public_id,
        "empty_team": team_make(actor=keeping, name="Team Tom").public_id,
        "handed": handed.public_id,
    }


def _asked(case: Citizen, place: Town) -> dict[str, str]:
    """A name asked for; a no, an objection for a lead, and a correction for the coach."""
    asked = ask_for_the_name(case, place)
    refused = ask_to_correct(case, part=Part.BENEFITS, words="Jeg fik ydelsen fra den 3. maj.")
    rights_answer(
        actor=place.counsellor(),
        public_id=refused.public_id,
        outcome=RightState.REFUSED,
        answer="Ydelseskontoret skriver den 4. maj. Bed dem rette det, så følger vi med.",
        now=NOON,
    )
    ask_to_correct(
        case, kind=RightKind.OBJECTION, words="Jeg vil ikke have, at I ringer til stedet."
    )
    told = {"change": situation_there(case)["situation"]} | ideas_told(place, case)
    return told | {"asked": asked.public_id, "right": ask_to_correct(case).public_id}


def _ids(**held: Citizen | Booking) -> dict[str, str]:
    """The public id of each, by its name in an address."""
    return {name: each.public_id for name, each in held.items()}


def _opened_by_the_lead(place: Town, *cases: Citizen) -> None:
    for case in cases:
        glass_break(actor=place.leading(), public_id=case.public_id, reason="Der kom en klage")


def _helped(case: Citizen, by: Person, *, words: str) -> None:
    """Somebody acts for them, and they would like another coach."""
    wish_make(actor=town.acting(case), citizen=case, words=words)
    power_grant(
        actor=town.operator,
        citizen=case,
        representative=by,
        kind=PowerKind.POWER_OF_ATTORNEY,
        covers=Covers.CONVERSATIONS,
        days=(MONDAY, MONDAY + timedelta(days=90)),
    )


def _closed(place: Town) -> tuple[Citizen, Citizen]:
    """Lis has found a job, and Dan has died."""
    closed = town.citizen(place.karen, name="Lis Lukket")
    close_case(closed, place.karen)
    dead = town.citizen(place.karen, name="Dan Død")
    close_case(dead, place.karen, cause="death")
    return closed, dead


def _with_two_roles() -> Person:
    both = staff_register(name="Britt Begge", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    role_grant(person=both, role=Role.LEAD, from_on=LONG_AGO)
    return both


def _with_a_draft(name: str) -> Person:
    """Somebody whose sitting ended while they wrote; the page itself does not matter."""
    person = staff_register(name=name, roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    sent = QueryDict(mutable=True)
    sent["note"] = "Vi talte om tre virksomheder."
    actor = actor_for(person=person, role=Role.COUNSELLOR)
    draft_keep(actor=actor, path="/hjaelp/", sent=sent, at=datetime.now(UTC))
    return person


def _well_on_the_way(place: Town) -> Citizen:
    """Åse has had three of her four, an agreement, and a new proposal waiting."""
    case = town.citizen(place.karen, name="Åse Møller", asked_on=date(2025, 12, 8))
    hold(case, place.karen, utc(2025, 12, 8, 8), purpose=FIRST, channel="in_person")
    for month in (2, 4):
        hold(case, place.karen, utc(2026, month, 7, 8))
    answers_follow(
        actor=town.acting(case),
        citizen=case,
        instrument=catalog().instruments["start"].as_instrument(),
        answers={"job_goal_clear": "no", "knows_next_step": "yes", "wish_channel": "video"},
        share=True,
        position=Position(weeks=23, law_due=None),
    )
    has_talked(case, place.karen)
    return case


def _conversation_begun(place: Town) -> Booking:
    """Mads sits with Karen right now: the conversation can be closed."""
    case = town.citizen(place.karen, name="Mads Lund", asked_on=date(2026, 4, 20))
    hold(case, place.karen, utc(2026, 4, 20, 8), purpose=FIRST, channel="in_person")
    with clock.pinned(NOON - timedelta(days=1, hours=1)):
        return book(case, place.karen, channel="in_person")


def _read_by_the_counsellor(place: Town) -> None:
    with reading(actor=place.counsellor(), purpose="follow_up", page="caseload", at=NOON):
        caseload(place.counsellor(), on=MONDAY)
