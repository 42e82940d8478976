"""Where a change somebody told stands."""

from enum import StrEnum


class SituationState(StrEnum):
    """waiting → stands | refused (by staff) | withdrawn (by the citizen); stands → ended.

    What needs no confirming stands from the day it was told.
    """

    WAITING = "waiting"
    STANDS = "stands"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


HEARD = (SituationState.STANDS, SituationState.ENDED)
"""What the law hears: what stands, and what stood until it ended."""

LIVE = (SituationState.WAITING, SituationState.STANDS)
"""What a newer change of the same kind takes the place of."""
