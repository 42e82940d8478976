"""Where a written assessment under the 25 % rule stands."""

from enum import StrEnum


class ExemptionState(StrEnum):
    """waiting (for a lead, where no room is left) → stands | refused | withdrawn; stands → ended.

    An assessment whose day of review has passed stands as a row and covers nothing: the day
    decides, and no round at night has to run for it.
    """

    WAITING = "waiting"
    STANDS = "stands"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


LIVE = (ExemptionState.WAITING, ExemptionState.STANDS)
HEARD = (ExemptionState.STANDS, ExemptionState.ENDED)
"""What the law hears: what stands, and what stood until it ended."""
