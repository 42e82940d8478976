"""The last wall: an alert closes by an act that is there, and a night's figure stays as it is.

An alert that would close must name the row of an act of that citizen's, from after it was opened.
A note, a letter or a click has no such row. One whose act is there still does not come back.
Source: decisions 0045, 0056; semantics, section 6.
"""

from staasted.apps.audit.guarding import Guard
from staasted.apps.talking.guards import CLOSED_MESSAGE, changed, of_case, refusing
from staasted.core.axes import SEATED
from staasted.core.net import ActKind

ALERTS, FIGURES = "net_alert", "net_nightlyfigure"
ACT_MESSAGE = "an alert is closed by an act alone"
BACK_MESSAGE = "an alert comes back when the act that closed it is taken back, and once"
STAYS_MESSAGE = "what opened an alert stays, and what is closed stays closed"
FIGURE_MESSAGE = "the figures of a night stay as they are"

SEATS = ", ".join(f"'{form}'" for form in sorted(SEATED))
_KEPT = ("public_id", "citizen_id", "watch", "about_key", "since_on", "opened_on", "opened_at")
_OF_CLOSED = ("met_at", "met_by", "met_key", "owner_id", "colleague_id", "lead_on")
_AFTER = {"sqlite": "date({0}, '+1 day')", "postgresql": "({0} AT TIME ZONE 'UTC')::date + 1"}

_STANDS = "(act.outcome IS NULL OR act.outcome = 'held')"
_AGREED = (
    "act.in_force_at >= NEW.opened_at AND act.source <> 'restored'"
    " AND (act.disputed_at IS NULL OR act.disputed_at < act.in_force_at)"
)

_ACTS = {
    ActKind.CONVERSATION: (
        "conversations_conversation",
        "act.outcome = 'held' AND act.channel <> 'letter' AND {day} >= NEW.since_on",
    ),
    ActKind.MESSAGE: ("talking_talkmessage", "act.in_reply AND act.sent_at >= NEW.opened_at"),
    ActKind.HELP: ("talking_helpwish", "act.state = 'helped' AND act.ended_at >= NEW.opened_at"),
    ActKind.CALL: ("booking_timewish", "act.outcome = 'spoke' AND act.ended_at >= NEW.opened_at"),
    ActKind.BOOKING: (
        "booking_booking",
        f"act.form NOT IN ({SEATS}) AND act.booked_at >= NEW.opened_at AND {_STANDS}",
    ),
    ActKind.AGREEMENT: (
        "agreements_contactagreement",
        f"act.pause_reason = '' AND act.state IN ('in_force', 'replaced') AND {_AGREED}",
    ),
    ActKind.PAUSE: (
        "agreements_contactagreement",
        f"act.pause_reason <> '' AND act.state = 'in_force' AND {_AGREED}",
    ),
}
"""The table of each act, and what makes one of its rows the act. A new kind is one more line."""


def _is_an_act(vendor: str) -> str:
    day = _AFTER[vendor].format("act.starts_at")
    known = [
        f"(NEW.met_by = '{kind}' AND EXISTS (SELECT 1 FROM {table} act"  # nosec B608
        f" WHERE act.id = NEW.met_key AND act.citizen_id = NEW.citizen_id"
        f" AND {told.format(day=day)}))"
        for kind, (table, told) in _ACTS.items()
    ]
    closed = (
        f"(NEW.met_by = '{ActKind.CASE_CLOSED}' AND NEW.met_key = NEW.citizen_id AND EXISTS"  # nosec B608
        " (SELECT 1 FROM citizens_citizen WHERE id = NEW.citizen_id AND closed_on IS NOT NULL))"
    )
    return " OR ".join([*known, closed])


_VENDORS = ("sqlite", "postgresql")
_NO_ACT = {
    vendor: f"OLD.met_at IS NULL AND NEW.met_at IS NOT NULL AND NOT ({_is_an_act(vendor)})"
    for vendor in _VENDORS
}
_CHANGED, _REOPENED = changed(_KEPT), changed(_OF_CLOSED)
_OTHER = {
    vendor: f"{_CHANGED[vendor]} OR (OLD.met_at IS NOT NULL AND {_REOPENED[vendor]})"
    for vendor in _VENDORS
}
_BACK = changed(("returned_on",))
_NOT_BACK = {
    vendor: f"{_BACK[vendor]} AND (OLD.returned_on IS NOT NULL OR OLD.met_at IS NULL"
    f" OR ({_is_an_act(vendor)}))"
    for vendor in _VENDORS
}
_BORN_CLOSED = dict.fromkeys(_VENDORS, "NEW.met_at IS NOT NULL")
_ALWAYS = dict.fromkeys(_VENDORS, "1 = 1")


def _stays(event: str) -> Guard:
    return refusing(f"{FIGURES}_no_{event.lower()}", FIGURES, event, _ALWAYS, FIGURE_MESSAGE)


GUARDS = (
    refusing(f"{ALERTS}_by_an_act", ALERTS, "UPDATE", _NO_ACT, ACT_MESSAGE),
    refusing(f"{ALERTS}_stays", ALERTS, "UPDATE", _OTHER, STAYS_MESSAGE),
    refusing(f"{ALERTS}_comes_back", ALERTS, "UPDATE", _NOT_BACK, BACK_MESSAGE),
    refusing(f"{ALERTS}_opens", ALERTS, "INSERT", _BORN_CLOSED, ACT_MESSAGE),
    refusing(
        f"{ALERTS}_open_case", ALERTS, "INSERT", of_case("NEW", "IS NOT NULL"), CLOSED_MESSAGE
    ),
    refusing(f"{ALERTS}_no_delete", ALERTS, "DELETE", of_case("OLD", "IS NULL"), STAYS_MESSAGE),
    _stays("UPDATE"),
    _stays("DELETE"),
)
