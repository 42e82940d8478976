"""Who is there when the access matrix is walked."""

from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client

from staasted.apps.audit.actor import Role
from staasted.apps.booking.models import Booking
from staasted.apps.citizens.handing_over import Wish
from staasted.apps.citizens.models import CaseloadHandOver, Citizen
from staasted.apps.insight.models import NameRequest
from staasted.apps.org.models import Team
from staasted.apps.org.selectors import Person, actor_for
from staasted.apps.org.services import staff_register
from staasted.apps.rights.models import RightsRequest
from tests import town
from tests.ads import ads_there
from tests.asking import ask_for_the_name, ask_to_correct
from tests.ending import close_case
from tests.files import Imported, import_files
from tests.gathering import meeting_there
from tests.happenings import FIRST, book, hold, utc
from tests.hearings import hearing_there
from tests.inviting import asked_and_called
from tests.keeping_files import file_kept
from tests.offer_courses import course_there
from tests.offering import offered_to
from tests.office import hand_over
from tests.opening import times_there
from tests.plans import planned
from tests.profiles import profiled
from tests.route.matrix import Row
from tests.situation import situation_there
from tests.talking import posts, writes
from tests.telling import lines_there
from tests.telling_ideas import answers, tells
from tests.town import LONG_AGO, Town, build_town, bystanders
from tests.waiting import asks_for_call


@dataclass
class Scene:
    """Who is there: Åse with Karen, Bo with Jens, somebody new with Karen, one with nobody, and
    everybody else with business here or without."""

    place: Town
    ase: Citizen
    bo: Citizen
    newcomer: Citizen
    closed: Citizen
    nobodys: Citizen
    booking: Booking
    imported: Imported
    team: Team
    handed: CaseloadHandOver
    others: dict[str, Person]
    asked: NameRequest
    right: RightsRequest
    times: dict[str, str]
    wish: str
    file: str
    letter: str
    came_in: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser logged in as one of WHO; a stranger is not logged in."""
        client = Client()
        if who == "stranger":
            return client
        if who in self.came_in:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.came_in[who]
            return client
        return self._come_in(client, who)

    def _come_in(self, client: Client, who: str) -> Client:
        client.post("/log-ind/", {"person": self.person(who).public_id})
        if who in ("own_case", "citizen"):
            role = "counsellor" if who == "own_case" else "citizen"
            client.post("/rolle/", {"role": role})
        if who.endswith("representative"):
            client.post("/paa-vegne-af/", {"borger": self.ase.public_id})
        elif who not in ("silent_mate", "breaker"):
            client.post("/formaal/", {"formaal": "cover"})
        return client

    def person(self, who: str) -> Person:
        return {
            "citizen": self.ase.person,
            "own_case": self.ase.person,
            "other_citizen": self.bo.person,
            "counsellor": self.place.karen,
            "other_counsellor": self.place.jens,
            "lead": self.place.lead,
            "administrator": self.imported.by,
            "other_administrator": self.imported.other,
        }.get(who) or self.others[who]

    def address(self, row: Row) -> str:
        return row.address.format(
            citizen=self.ase.public_id,
            newcomer=self.newcomer.public_id,
            closed=self.closed.public_id,
            booking=self.booking.public_id,
            upload=self.imported.ready,
            batch=self.imported.batch,
            asked=self.asked.public_id,
            coach=self.place.karen.public_id,
            team=self.team.public_id,
            handed=self.handed.public_id,
            right=self.right.public_id,
            wish=self.wish,
            file=self.file,
            letter=self.letter,
            partnership=self.ase.invitations.get().public_id,
            **self.times,
        )


def build_scene() -> Scene:
    place = build_town()
    ase, bo = town.citizen(place.karen), town.citizen(place.jens, name="Bo Friis")
    newcomer = town.citizen(place.karen, name="Ny Borger", asked_on=town.MONDAY)
    for case, coach in ((ase, place.karen), (bo, place.jens)):
        hold(case, coach, utc(2026, 5, 4, 8), purpose=FIRST, channel="in_person")
    closed = town.citizen(place.karen, name="Lis Lukket")
    close_case(closed, place.karen)
    nobodys = town.citizen(None, name="Ida Uden-Coach")
    asked, right = ask_for_the_name(ase, place), ask_to_correct(ase)
    booking = book(ase, place.karen)
    writes(ase)
    others, imported = bystanders(place, ase), import_files()
    team, handed = Team.objects.get(name="Team Å"), handed_over(place, imported)
    return Scene(
        place,
        ase,
        bo,
        newcomer,
        closed,
        nobodys,
        booking,
        imported,
        team,
        handed,
        others,
        asked,
        right,
        times_there(place)
        | meeting_there(place, ase)
        | asked_and_called(place, ase)
        | situation_there(ase)
        | ads_there(ase)
        | planned(ase)
        | profiled(ase)
        | offered_to(ase)
        | course_there(place, ase)
        | lines_there(ase, place.karen)
        | ideas_there(place, ase)
        | hearing_there(ase, place.karen),
        asks_for_call(ase).public_id,
        file_kept(ase).public_id,
        posts(ase, place.karen).public_id,
    )


def handed_over(place: Town, imported: Imported) -> CaseloadHandOver:
    """A coach who has gone gave the one citizen they had to Jens."""
    gone = staff_register(name="Gerda Gik", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    town.citizen(gone, name="Kis Kom-Fra-Gerda")
    wish = Wish(giver=gone, from_on=town.MONDAY, to=place.jens)
    return hand_over(actor_for(person=imported.by, role=Role.ADMINISTRATOR), wish)


def ideas_there(place: Town, case: Citizen) -> dict[str, str]:
    """One that waits, and one that is done and told nobody yet."""
    done = answers(place, tells(case, "Der mangler en cykelsti"))
    return {"idea": tells(case).public_id, "idea_done": done.public_id}
