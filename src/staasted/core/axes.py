"""The closed word lists every storey shares; each word has one meaning."""

from enum import StrEnum


class ConversationForm(StrEnum):
    """How many take part and in which setting; not the channel."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    INDUSTRY_MEETING = "industry_meeting"
    INFORMATION_MEETING = "information_meeting"
    JOINT = "joint"


SEATED = (
    ConversationForm.GROUP,
    ConversationForm.INDUSTRY_MEETING,
    ConversationForm.INFORMATION_MEETING,
)
"""The forms in which one takes a seat among others."""


class Channel(StrEnum):
    """The road a conversation takes; what the law and the statistics call its form."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    LETTER = "letter"
    OTHER = "other"


class Holder(StrEnum):
    """Who held the conversation."""

    COUNSELLOR = "counsellor"
    UNEMPLOYMENT_FUND = "unemployment_fund"
    MENTOR = "mentor"
    COMPANY_CONSULTANT = "company_consultant"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a conversation; a move is a cancellation that names the new time."""

    HELD = "held"
    CANCELLED_BY_CITIZEN = "cancelled_by_citizen"
    CANCELLED_BY_US = "cancelled_by_us"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """How the time came about."""

    OWN_CHOICE = "own_choice"
    PROPOSED = "proposed"
    SUMMONED = "summoned"
    BY_STAFF = "by_staff"
    BY_PARTNER = "by_partner"


class Freedom(StrEnum):
    """What the two have agreed about steering; an agreement, never a class of people."""

    CHECK_INS = "check_ins"
    SHARED_STEERING = "shared_steering"
    CLOSE_SUPPORT = "close_support"

    @property
    def contact(self) -> int:
        """Return the place in the order of contact, 0 the least; for comparing two words only."""
        return tuple(Freedom).index(self)


class OverrideEffect(StrEnum):
    """What a counsellor finds about a duty of one citizen."""

    NOT_BOUND = "not_bound"
    OTHER_DAY = "other_day"
