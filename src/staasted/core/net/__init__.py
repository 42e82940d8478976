"""The net under everybody: who has nothing ahead, who is watched, who is lost. Dates in, words out.

Source: shared decision on semantics, section 6; decision 0045.
"""

from staasted.core.net.cover import Ahead, AheadBounds, Cover, Relieved, covers_of
from staasted.core.net.figures import GroupFigures, PersonInNet, figures_by_group
from staasted.core.net.place import NetBounds, NetPlace, Watched, is_idle, net_place
from staasted.core.net.watching import ActKind, Escalation, OwnerAs, Watching, escalation_of

__all__ = [
    "ActKind",
    "Ahead",
    "AheadBounds",
    "Cover",
    "Escalation",
    "GroupFigures",
    "NetBounds",
    "NetPlace",
    "OwnerAs",
    "PersonInNet",
    "Relieved",
    "Watched",
    "Watching",
    "covers_of",
    "escalation_of",
    "figures_by_group",
    "is_idle",
    "net_place",
]
