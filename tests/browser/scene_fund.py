"""People on unemployment benefit: one who has not chosen, and those who have."""

from dataclasses import dataclass

from staasted.apps.org.models import Person
from tests.joining import (
    ALONE,
    JOINS,
    book_joint,
    both,
    build_fund,
    choose,
    insured,
    invitation_of,
    joint_times,
)
from tests.town import Town


@dataclass(frozen=True)
class Insured:
    """Who can log in, and what stands for ``{…}`` in an address."""

    people: dict[str, Person]
    places: dict[str, str]


def about_the_fund(place: Town) -> Insured:
    """Anna Fond from the a-kasse, and four who are insured there."""
    fund = build_fund(place)
    asked, alone, unnamed = (
        insured(place.jens, name=f"{n} Fond") for n in ("Bent", "Carl", "Dina")
    )
    choose(alone, ALONE)
    choose(unnamed, JOINS)
    joint = both(fund, name="Erna Fond")
    booking = book_joint(joint, place.karen, channel="video")
    slot = joint_times(joint, place.karen, channel="phone", moving=booking)[1]
    return Insured(
        people={
            "fund": fund.anna,
            "insured": asked.person,
            "insured_alone": alone.person,
            "insured_unnamed": unnamed.person,
            "joint": joint.person,
        },
        places={
            "joint": booking.public_id,
            "joint_of": joint.public_id,
            "joint_partnership": invitation_of(joint).public_id,
            "insured": asked.public_id,
            "joint_time": slot.start.strftime("%Y-%m-%dT%H:%MZ"),
        },
    )
