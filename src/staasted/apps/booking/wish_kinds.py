"""The closed lists of words about wishes for a time."""

from django.db.models import TextChoices


class WishKind(TextChoices):
    """To be told when a time comes free, or to be called by a human."""

    WAITING_LIST = "waiting_list"
    CALL_ME = "call_me"


class TimeWishState(TextChoices):
    """How far a wish is. ``settled``: its purpose was booked; ``done``: a human has ended it;
    ``by_us``: its citizen may not book it themselves any more, so we find the time.
    """

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    DONE = "done"
    BY_US = "by_us"
    CASE_CLOSED = "case_closed"


class CallOutcome(TextChoices):
    """What became of a wish a human ended; ``spoke`` is a contact both ways."""

    SPOKE = "spoke"
    NO_ANSWER = "no_answer"
    NOT_NEEDED = "not_needed"


class DayPart(TextChoices):
    """Which hours suit: a time ends by noon, or begins at noon or later."""

    ANY = "any"
    BEFORE_NOON = "before_noon"
    AFTER_NOON = "after_noon"
