"""An office for tests: administrators, a lead and coaches with citizens, through the services."""

from dataclasses import dataclass, field

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.handing_over import Wish, caseload_hand_over, hand_over_plan
from staasted.apps.citizens.models import CaseloadHandOver, Citizen, CounsellorAssignment
from staasted.apps.org.models import Person, RoleGrant, Team
from staasted.apps.org.public_id import new_public_id
from staasted.apps.org.selectors import actor_for, in_force_on
from staasted.apps.org.services import staff_register
from tests import town
from tests.files import administrator
from tests.town import LONG_AGO, MONDAY, Town, build_town


@dataclass
class Office:
    """A town with two administrators; Karen has citizens, her team has colleagues."""

    place: Town
    ulla: Person
    per: Person
    mette: Person
    team: Team
    cases: list[Citizen] = field(default_factory=list)

    @property
    def acting(self) -> Actor:
        """Ulla, administrating."""
        return actor_for(person=self.ulla, role=Role.ADMINISTRATOR)

    @property
    def other(self) -> Actor:
        """Per, administrating."""
        return actor_for(person=self.per, role=Role.ADMINISTRATOR)

    def wish(self, **asked: object) -> Wish:
        """Karen's citizens from today, unless told otherwise."""
        return Wish(**({"giver": self.place.karen, "from_on": MONDAY} | asked))


def build_office(*, citizens: int = 5) -> Office:
    """Karen with so many citizens; Karen, Jens and Mette in one team, Mette with one of her own."""
    place = build_town()
    ulla, per = administrator("Ulla Nør"), administrator("Per Nør")
    mette = staff_register(name="Mette Mose", roles=[Role.COUNSELLOR], from_on=LONG_AGO)
    team = place.in_team(place.karen, place.jens, mette)
    cases = [town.citizen(place.karen, name=f"Borger {n:02}") for n in range(citizens)]
    town.citizen(mette, name="Mettes Egen")
    return Office(place, ulla, per, mette, team, cases)


def hand_over(actor: Actor, wish: Wish) -> CaseloadHandOver:
    """The plan as shown, then done."""
    plan = hand_over_plan(actor, wish)
    return caseload_hand_over(actor=actor, wish=wish, key=new_public_id(), digest=plan.digest)


def coach_on(case: Citizen, day: object = MONDAY) -> Person | None:
    """The citizen's coach on a day; fails where there are two."""
    held = CounsellorAssignment.objects.filter(in_force_on(day), citizen=case)
    return held.get().counsellor if held.exists() else None


def administrators_on(day: object) -> set[str]:
    """The names of those who are administrators on a day."""
    held = RoleGrant.objects.filter(in_force_on(day), role=Role.ADMINISTRATOR)
    return set(held.values_list("person__name", flat=True))
