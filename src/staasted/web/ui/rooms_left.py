"""The room left under the 25 % rule in words: the cohort, and each group in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from staasted.apps.effort.room import RoomLeft
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text


@dataclass(frozen=True, slots=True)
class RoomShown:
    """One line: whose cohort, and how many more may be exempted of how many."""

    name: str
    said: str
    over: bool


def rooms_shown(rooms: Iterable[RoomLeft]) -> list[RoomShown]:
    """Each cohort pooled, then group by group, as the act may be read either way."""
    return [_shown(each) for each in rooms]


def _shown(each: RoomLeft) -> RoomShown:
    share, known = each.share, catalog().target_groups
    rule = catalog().law[share.rule.id].words.name if share.rule else ""
    group = known[each.group].words.name if each.group in known else ""
    name = text("share_exemptions.room.of_group", rule=rule, group=group) if group else rule
    told = {"room": share.room, "whole": share.whole, "over": -share.room}
    told |= {"last": day_year(each.period.last)}
    kind = "over" if share.room < 0 else "left"
    return RoomShown(name, text(f"share_exemptions.room.{kind}", **told), share.room < 1)
