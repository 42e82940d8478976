"""The letter of a summons: every fact BEK 113/2026 § 20, stk. 1 asks for, in plain words.

The whole letter lies on the citizen's page. What goes by mail leaves out who it is, what it is
about and what staff have heard: a mail is read by whoever has the mailbox.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from staasted.apps.booking.fund import fund_rules
from staasted.apps.booking.models import Booking
from staasted.apps.invitations.models import Regard
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.purposes import Purpose
from staasted.catalog.texts import text
from staasted.core.axes import Channel
from staasted.core.law import SummonsBasis, SummonsGround

FACTS = (
    "person",
    "when",
    "how",
    "kind",
    "where",
    "contact",
    "address",
    "phone",
    "what",
    "who",
    "movable",
    "movable_until",
    "fund",
)
"""In the order of the section's numbers 1-13."""
NOT_BY_MAIL = frozenset({"person", "kind", "what", "fund"})


@dataclass(frozen=True, slots=True)
class Told:
    """What the letter is written from. ``fund`` is empty where there is none to ask of,
    ``fund_name`` where nobody from there takes part."""

    booking: Booking
    regard: Regard
    ground: SummonsGround
    basis: SummonsBasis
    short_reason: str
    fund: str
    on: date
    fund_name: str = ""

    @property
    def purpose(self) -> Purpose:
        """What the conversation is for."""
        return catalog().purposes[self.booking.purpose]


def letter_facts(told: Told) -> dict[str, str]:
    """The section's facts that hold here, by name, in its order."""
    found = {
        **_the_meeting(told),
        **_where_and_who(told),
        **_changing(told),
    }
    return {name: found[name] for name in FACTS if found.get(name)}


def letter_title() -> str:
    """The heading: never what it is about."""
    return text("summons.letter.title", office=settings.STAASTED.office_name)


def letter_body(told: Told) -> str:
    """The whole letter, a paragraph a line."""
    facts = [_line(name, value) for name, value in letter_facts(told).items()]
    reasons = [_why(told), *_short(told), *_heeded(told), *_interpreter(told)]
    return "\n".join([*_opening(told), *facts, *reasons, _duty(told), *_ending(told), *_both(told)])


def mail_body(told: Told) -> str:
    """The letter as it goes by mail, and where the whole of it lies."""
    facts = letter_facts(told).items()
    lines = [_line(name, value) for name, value in facts if name not in NOT_BY_MAIL]
    said = [*_opening(told), *lines, *_interpreter(told), _duty(told)]
    return "\n\n".join([*said, text("summons.letter.whole"), *_ending(told)]) + "\n"


def _opening(told: Told) -> list[str]:
    return [text("summons.letter.opening", moment=speech.moment(told.booking.starts_at))]


def _the_meeting(told: Told) -> dict[str, str]:
    booking, purpose, case = told.booking, told.purpose, told.booking.citizen
    span = {"moment": speech.moment(booking.starts_at), "end": speech.clock(booking.ends_at)}
    return {
        "person": text("summons.value.person", name=case.person.name, number=case.public_id),
        "when": text("summons.value.when", **span),
        "how": text(f"ui.channel.{booking.channel}"),
        "kind": text(f"summons.kind.{purpose.counts_as}"),
        "what": f"{purpose.words.name}. {purpose.words.description}",
    }


def _where_and_who(told: Told) -> dict[str, str]:
    booking, phone = told.booking, settings.STAASTED.office_phone
    office, meets = settings.STAASTED.office_name, booking.channel == Channel.IN_PERSON
    place = booking.place
    room = f", {booking.room.name}" if booking.room else ""
    here = f"{place.name}{room}" if place else office
    address = ", ".join(filter(None, (place.address, place.way))) if place else ""
    return {
        "where": here if meets else text(f"summons.value.where.{booking.channel}"),
        "address": (address or text("summons.value.no_address", phone=phone)) if meets else "",
        "contact": text("summons.value.contact", phone=phone, office=office),
        "phone": phone if booking.channel == Channel.PHONE else "",
        "who": booking.counsellor.name,
    }


def _changing(told: Told) -> dict[str, str]:
    until = told.booking.movable_until_on
    hours = told.purpose.move_until_hours
    period = {"day": speech.day_year(until), "hours": hours} if until else {}
    return {
        "movable": text("summons.value.movable" if until else "summons.value.not_movable"),
        "movable_until": text("summons.value.movable_until", **period) if until else "",
        "fund": _fund(told),
    }


def _fund(told: Told) -> str:
    """Whether the a-kasse takes part; who, and by which sections, where it does."""
    partner = told.booking.partner
    if partner is None or not told.fund_name:
        return text(f"summons.fund.{told.fund}") if told.fund else ""
    sections = dict.fromkeys(rule.source.citation for rule in fund_rules(told.on))
    named = {"name": partner.name, "fund": told.fund_name, "sections": "; ".join(sections)}
    video = told.booking.partner_channel == Channel.VIDEO != told.booking.channel
    said = text("summons.fund.joint", **named)
    return f"{said} {text('summons.fund.joint_video')}" if video else said


def _line(name: str, value: str) -> str:
    return text("summons.letter.line", label=text(f"summons.fact.{name}"), value=value)


def _why(told: Told) -> str:
    """Why we find the time, by which section, and until when we have read it."""
    ground = told.ground
    said = text(f"summons.ground.{ground}", section=told.basis.section)
    if told.basis.read_on(told.on):
        return said
    read_until = speech.day_year(told.basis.read_until)
    return f"{said} {text('summons.letter.read_until', day=read_until)}"


def _short(told: Told) -> list[str]:
    reason = told.short_reason
    return [text("summons.letter.short", reason=reason)] if reason else []


def _heeded(told: Told) -> list[str]:
    """What was taken regard to, or that there was nothing."""
    regard = told.regard
    named = {name: getattr(regard, name) for name in ("childcare", "health", "other")}
    lines = [text(f"summons.heeded.{name}", words=words) for name, words in named.items() if words]
    return lines or [text("summons.heeded.nothing")]


def _interpreter(told: Told) -> list[str]:
    booking = told.booking
    if not booking.interpreter:
        return []
    known = {"language": booking.interpreter_language}
    return [
        text(
            "summons.letter.interpreter"
            if booking.interpreter_language
            else "summons.letter.interpreter_unknown",
            **known,
        )
    ]


def _duty(told: Told) -> str:
    phone = settings.STAASTED.office_phone
    way = "movable" if told.booking.movable_until_on else "call"
    return text(f"summons.duty.{way}", phone=phone)


def _both(told: Told) -> list[str]:
    """The other authority of a letter that is from both; only where the whole letter stands."""
    partner = told.booking.partner
    if partner is None or not told.fund_name:
        return []
    return [text("summons.letter.both", fund=told.fund_name, name=partner.name)]


def _ending(told: Told) -> list[str]:
    office = {"office": settings.STAASTED.office_name, "phone": settings.STAASTED.office_phone}
    return [
        text("summons.letter.sent", day=speech.day_year(told.on)),
        text("summons.letter.from", **office),
    ]
