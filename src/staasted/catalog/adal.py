"""The demo's invented municipality as data: staff, opening hours, how its history goes."""

from datetime import time
from functools import cache
from typing import Literal

from pydantic import Field

from staasted.catalog.reader import FOLDER, Entry, read_entry
from staasted.core.axes import ConversationForm

Share = int
"""Of a hundred."""
Days = tuple[int, int]
"""From and to, both inclusive."""


class StaffEntry(Entry):
    """One invented member of staff."""

    name: str
    email: str
    roles: tuple[Literal["counsellor", "front_desk", "lead", "administrator"], ...]
    team: str = ""
    can: tuple[str, ...] = ()


class Away(Entry):
    """Who of the staff is away from the demo's first day, and for how many days."""

    name: str
    days: int = Field(gt=0)


class PartnerEntry(Entry):
    """A partner, how many of the first caseload's citizens invited them, and for how many days."""

    name: str
    email: str
    invited_to: int = Field(gt=0)
    days: int = Field(gt=0)


class RepresentativeEntry(Entry):
    """Who acts for the first citizen of the first caseload."""

    name: str


class Hours(Entry):
    """The hours of a working day with its break, in Danish time, half-open."""

    starts: time
    ends: time
    break_starts: time
    break_ends: time


class PlaceEntry(Entry):
    """Where the team's coaches meet people, and the rooms there."""

    name: str
    address: str
    way: str
    team: str
    rooms: tuple[str, ...]


class MeetingEntry(Entry):
    """A meeting with seats: days from the demo's first, Danish time, and how many sign up."""

    title: str
    about: str
    form: ConversationForm
    purpose: str
    holder: str
    in_days: int
    starts: time
    minutes: int = Field(gt=0)
    seats: int = Field(gt=0)
    joined: int = Field(ge=0)


class ClosingEntry(Entry):
    """A day the office is closed: the first working day so many days after the demo's first."""

    name: str
    in_days: int = Field(gt=0)


class Recent(Entry):
    """What the demo adds to its imported past: shares (of a hundred) and days."""

    not_summoned_days: int = Field(gt=0)
    talked_share: Share
    talked_days_ago: Days
    not_met: Share
    agreed_days_ago: Days
    answered: Share
    accepted: Share
    booked: Share
    upcoming_days: int = Field(gt=0)
    booked_ahead_days: int = Field(gt=0)
    by_phone_or_video: Share


class PlanStepEntry(Entry):
    """A step of the demo's plan: days from its first day, and whether it is done and shared."""

    title: str
    done_by: Literal["me", "coach", "helper"]
    helper: str = ""
    in_days: int
    done: bool = False
    shared: bool = False


class PlansEntry(Entry):
    """The plan so many citizens have written, and what their coach wrote beside it."""

    citizens: int = Field(gt=0)
    goal: str
    words: str
    steps: tuple[PlanStepEntry, ...]
    note_title: str
    note: str
    again: str
    agreed: str
    agreed_days_ago: int = Field(ge=0)
    proposal: str
    proposal_words: str
    comment: str


class LetterEntry(Entry):
    """One invented letter."""

    title: str
    body: str
    may_decide: str
    complain: str


class TalkEntry(Entry):
    """What invented citizens and coaches write to each other."""

    question: str
    file_name: str
    file: str
    answer: str
    again: str
    help: str
    letter: LetterEntry


class OfferCourseEntry(Entry):
    """A firm that takes people in, what is agreed with it, and why somebody is granted a seat."""

    provider: str
    contact: str
    phone: str
    place: str
    purpose: str
    reasons: str


class Adal(Entry):
    """The whole invented municipality.

    ``each`` is how many citizens a coach has at most, ``team_size`` how many coaches share a team
    where there are more than the first ones.
    """

    teams: tuple[str, ...]
    staff: tuple[StaffEntry, ...]
    each: int = Field(gt=0)
    team_size: int = Field(gt=0)
    away: Away
    partner: PartnerEntry
    fund: PartnerEntry
    representative: RepresentativeEntry
    openings: Hours
    places: tuple[PlaceEntry, ...]
    meetings: tuple[MeetingEntry, ...]
    closing: ClosingEntry
    days_before: int
    days_after: int
    recent: Recent
    talk: TalkEntry
    offer_course: OfferCourseEntry
    wishes: tuple[str, ...]
    notes: tuple[str, ...]
    plans: PlansEntry


@cache
def adal() -> Adal:
    """The invented municipality, read once; raises CatalogError."""
    return read_entry(Adal, FOLDER / "adal.yaml")
