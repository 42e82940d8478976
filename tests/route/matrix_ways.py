"""Whom the access matrix asks about, and what they may meet at an address."""

from dataclasses import dataclass

OPEN, LOGIN, REFUSED, NOT_YOURS, ONWARD = 200, "login", 403, 404, 302
PURPOSE = "purpose"  # sent to say what colleagues' cases are opened for
WHO = (
    "stranger",
    "citizen",  # own
    "other_citizen",
    "own_case",  # Åse, who works here too, as a counsellor
    "counsellor",  # Åse's own
    "mate",  # in the same team, with a purpose
    "silent_mate",  # in the same team, without one
    "other_counsellor",  # in another team
    "relative",  # in the same team, the case is marked for them
    "breaker",  # in another team, has opened it for a reason
    "representative",  # for everything
    "narrow_representative",  # for conversations alone
    "front_desk",
    "lead",
    "marked_lead",  # Åse's case is marked for them
    "partner",
    "administrator",
    "other_administrator",
)


@dataclass(frozen=True)
class Row:
    """One address (``{citizen}``, ``{booking}`` stand for public ids) and what each meets."""

    address: str
    meets: tuple[object, ...]
    method: str = "get"


def who(default: object = REFUSED, **meets: object) -> tuple[object, ...]:
    """What each meets: those named as said, a stranger the way in, everybody else ``default``."""
    assert set(meets) <= set(WHO)
    return tuple(meets.get(name, LOGIN if name == "stranger" else default) for name in WHO)


COUNSELLORS = dict.fromkeys(WHO[3:10], OPEN)  # whoever acts as a counsellor
CITIZENS_OWN = who(citizen=OPEN, other_citizen=OPEN, representative=OPEN)
CITIZENS_ONES = who(citizen=OPEN, other_citizen=NOT_YOURS, representative=OPEN)
CITIZENS_ONE = (*CITIZENS_OWN[:2], NOT_YOURS, *CITIZENS_OWN[3:])
CITIZENS_TIMES = who(
    citizen=OPEN, other_citizen=OPEN, representative=OPEN, narrow_representative=OPEN
)
SENT_ON = who(
    citizen=ONWARD, other_citizen=ONWARD, representative=ONWARD, narrow_representative=ONWARD
)
CITIZENS_BOOKING = (*CITIZENS_TIMES[:2], NOT_YOURS, *CITIZENS_TIMES[3:])
# Åse has a seat, who is another has none; each is led on from the page that is not for them.
CITIZENS_SEATED = (*CITIZENS_TIMES[:2], ONWARD, *CITIZENS_TIMES[3:])
CITIZENS_NOT_SEATED = who(
    citizen=ONWARD, other_citizen=OPEN, representative=ONWARD, narrow_representative=ONWARD
)
CASELOAD = who(**COUNSELLORS)
BEYOND = dict.fromkeys(("own_case", "other_counsellor", "relative"), NOT_YOURS)
OF_REACH = who(counsellor=OPEN, mate=OPEN, silent_mate=PURPOSE, breaker=OPEN, **BEYOND)
TO_BOOK = who(counsellor=OPEN, mate=OPEN, silent_mate=PURPOSE, breaker=REFUSED, **BEYOND)
NEWCOMER = who(
    counsellor=OPEN,
    mate=OPEN,
    silent_mate=PURPOSE,
    own_case=OPEN,  # in Karen's team, with a purpose: only their own case is closed to them
    relative=OPEN,
    other_counsellor=NOT_YOURS,
    breaker=NOT_YOURS,
)
TO_ACT = who(counsellor=OPEN, mate=REFUSED, silent_mate=PURPOSE, breaker=REFUSED, **BEYOND)
LEADS = who(lead=OPEN, marked_lead=OPEN)
# A correction is the coach's to answer; a lead answers objections.
OF_COACH = who(
    **(
        dict.fromkeys(COUNSELLORS, NOT_YOURS)
        | {"counsellor": OPEN, "lead": NOT_YOURS, "marked_lead": NOT_YOURS}
    )
)
OWN_ALONE = who(citizen=OPEN, other_citizen=NOT_YOURS, representative=OPEN)
# Who comes to a meeting is its holder's to see and to record.
HOLDERS = who(**(dict.fromkeys(COUNSELLORS, NOT_YOURS) | {"counsellor": OPEN}))
ADMINISTRATORS = who(administrator=OPEN, other_administrator=OPEN)
# The coach's own times, and whoever keeps the staff.
OWN_TIMES = dict.fromkeys(COUNSELLORS, NOT_YOURS) | {
    "counsellor": OPEN,
    "partner": NOT_YOURS,
    "administrator": OPEN,
    "other_administrator": OPEN,
}
# Who is there and where there is time: no citizen is named.
LOOKS_AT_OFFICE = who(
    front_desk=OPEN,
    lead=OPEN,
    marked_lead=OPEN,
    administrator=OPEN,
    other_administrator=OPEN,
    **dict.fromkeys(COUNSELLORS, OPEN),
)
KEEPERS_AND_LEADS = who(lead=OPEN, marked_lead=OPEN, administrator=OPEN, other_administrator=OPEN)
OF_UPLOADER = who(administrator=OPEN, other_administrator=NOT_YOURS)
EVERYBODY = (OPEN,) * len(WHO)
NOBODYS_ADDRESS = ("none",) * len(WHO)  # a secret nobody has; tests/apps/test_feeds.py has one
NOBODY_THERE = ("none",) * len(WHO)  # a provider nobody set up; tests/identity sets one up
