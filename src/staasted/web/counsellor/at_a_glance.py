"""A citizen's page in words: who it is, what waits, and the newest of each part, a line each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from staasted.apps.agreements.selectors import ContactAgreement
from staasted.apps.audit.actor import Role
from staasted.apps.booking.access import Booking
from staasted.apps.caseload.glance import Glance, Part, Piece
from staasted.apps.citizens.access import Citizen
from staasted.apps.conversations.course import Course
from staasted.catalog import speech
from staasted.catalog.loader import catalog
from staasted.catalog.texts import text
from staasted.core.needing import Need
from staasted.web.counsellor.needing import act_for, why_said
from staasted.web.ui.addresses import address
from staasted.web.ui.agreeing import rhythm_said
from staasted.web.ui.offering import offer_named

NEWEST = 3
"""How many letters and offers stand on the page before one asks for the others."""
STEPS = 5
"""How many open steps of a plan do: the nearest first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: why, the act that helps in words, and the way to it."""

    why: str
    act: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line: what it is, what is said of it, and where it leads; empty where nowhere."""

    title: str
    said: str = ""
    href: str = ""


def waiting_shown(case: Citizen, needs: Iterable[Need], on: date) -> list[Waiting]:
    """Everything that waits, the most urgent first."""
    return [Waiting(why_said(need, on), *act_for(need, case)) for need in needs]


def next_said(bookings: Sequence[Booking], agreement: ContactAgreement | None, on: date) -> str:
    """When the two talk next: a time that is booked, or the day that is agreed."""
    if bookings:
        soonest = bookings[0]
        how = text(f"ui.channel.{soonest.channel}").lower()
        when = speech.moment_near(soonest.starts_at, on)
        return f"{when[:1].upper()}{when[1:]}, {how}"
    if agreement is not None and agreement.next_to is not None:
        return text("at_a_glance.next_by", day=speech.day_near(agreement.next_to, on))
    return text("at_a_glance.next_none")


def agreed_said(agreement: ContactAgreement | None) -> str:
    """The freedom and how often, in a line."""
    if agreement is None:
        return text("at_a_glance.agreement_none")
    return f"{text(f'ui.freedom.{agreement.freedom}')}. {rhythm_said(agreement)}"


def parts_shown(case: Citizen, glance: Glance, course: Course, on: date) -> dict[str, object]:
    """The lines of each part; of what there may be many, the newest and how many there are."""
    letters = sorted(glance.of(Part.LETTER, Part.SUMMONS), key=_sent, reverse=True)
    offers = glance.of(Part.OFFER, Part.MEASURE)
    steps = glance.of(Part.STEP)
    return {
        "letters": [_letter(case, each, on) for each in letters[:NEWEST]],
        "letters_in_all": len(letters),
        "offers": [_offer(each) for each in offers[:NEWEST]],
        "offers_in_all": len(offers),
        "goals": [_planned(each, on) for each in glance.of(Part.GOAL)],
        "steps": [_planned(each, on) for each in steps[:STEPS]],
        "steps_in_all": len(steps),
        "situations": [_situation(each, on) for each in glance.of(Part.SITUATION)],
        "facts": _facts(course),
        "partners": [_partner(case, each) for each in glance.of(Part.PARTNER)],
        "powers": [_helper(each, "counsellor.helpers.kind") for each in glance.of(Part.POWER)],
        "spells": _spells(course),
    }


def _sent(piece: Piece) -> float:
    return piece.at.timestamp() if piece.at else 0.0


def _letter(case: Citizen, piece: Piece, on: date) -> Row:
    day = speech.day_near(speech.danish_date(piece.at), on) if piece.at else ""
    opened = "opened" if piece.on else "unopened"
    if piece.part is Part.SUMMONS:
        title = f"{piece.word} {piece.about}".strip()
        said = text(f"at_a_glance.letter.ours_{opened}", day=day)
        return Row(title, said, address("summons_sent", public_id=piece.ref))
    whose = "ours" if piece.word == Role.COUNSELLOR else "theirs"
    href = address("citizen_letter", public_id=case.public_id, letter_id=piece.ref)
    return Row(piece.about, text(f"at_a_glance.letter.{whose}_{opened}", day=day), href)


def _offer(piece: Piece) -> Row:
    if piece.part is Part.OFFER:
        state = text(f"granting.state.{piece.word}")
        since = text("at_a_glance.from", day=speech.day_year(piece.on)) if piece.on else ""
        href = address("offer_course", public_id=piece.ref)
        return Row(offer_named(piece.about), _joined(state, since), href)
    kind = catalog().offer_kinds.get(piece.word)
    last = date.fromisoformat(piece.ref) if piece.ref else None
    said = _joined(_days(piece.on, last), piece.about)
    return Row(kind.words.name if kind else text("story.some_offer"), said)


def _planned(piece: Piece, on: date) -> Row:
    due = text("plans.step.due", day=speech.day_near(piece.on, on)) if piece.on else ""
    return Row(piece.about, due.capitalize())


def _situation(piece: Piece, on: date) -> Row:
    kind = catalog().situations.get(piece.about)
    title = kind.words.name if kind else text("situations.list.unknown")
    since = text("at_a_glance.from", day=speech.day_near(piece.on, on)) if piece.on else ""
    return Row(title, _joined(since, text(f"situations.state.{piece.word}")))


def _facts(course: Course) -> list[Row]:
    """What other systems know today, and what lifts a duty."""
    known, on = course.facts, course.on
    found = ((slug, known.fact(slug, on)) for slug in known.facts if slug in catalog().facts)
    rows = [
        Row(catalog().facts[slug].words.name, text(f"at_a_glance.fact.{_yes(value=value)}"))
        for slug, value in found
        if value is not None
    ]
    relieved = [each for each in known.reliefs if each.covers(on)]
    return rows + [
        Row(text("at_a_glance.fact.relieved"), _days(each.first, each.last)) for each in relieved
    ]


def _yes(*, value: bool) -> str:
    return "ja" if value else "nej"


def _partner(case: Citizen, piece: Piece) -> Row:
    told = _helper(piece, "ui.holder")
    where = {"public_id": case.public_id, "invitation_id": piece.ref}
    return Row(told.title, told.said, address("partner_talk_with", **where))


def _helper(piece: Piece, words: str) -> Row:
    until = text("at_a_glance.until", day=speech.day_year(piece.on)) if piece.on else ""
    return Row(piece.about, _joined(text(f"{words}.{piece.word}"), until))


def _spells(course: Course) -> list[Row]:
    """Every time on a benefit, the newest first."""
    held = catalog()
    named: Callable[[object], str] = lambda entry: entry.words.name if entry else ""  # noqa: E731
    return [
        Row(
            named(held.benefits.get(time.benefit)) or text("story.some_benefit"),
            _joined(
                _days(time.first, time.last),
                named(held.target_groups.get(time.group_now or time.group)),
            ),
        )
        for time in reversed(course.facts.times)
    ]


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return text("at_a_glance.not_begun")
    if last is None:
        return text("at_a_glance.since", day=speech.day_year(first))
    return text("at_a_glance.days", first=speech.day_year(first), last=speech.day_year(last))


def _joined(*parts: str) -> str:
    """What there is of them, each a sentence."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)
