"""What has happened around the citizens of a caseload, read where each app remembers it.

One question however many they are: a source is one small function that gives rows of one kind, and
what follows from them is found in ``needing``. No answer of a screening is read: only whether
somebody has answered or chosen anything at all.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from staasted.apps.agreements.models import ContactAgreement
from staasted.apps.agreements.states import ProposedBy, State
from staasted.apps.audit.actor import Role
from staasted.apps.audit.prepared import Given, Prepared
from staasted.apps.booking.days import day_bounds
from staasted.apps.booking.models import Booking, ClosingDay, TimeWish
from staasted.apps.booking.wish_kinds import CallOutcome, TimeWishState, WishKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.conversations.models import Conversation
from staasted.apps.files.services import CITIZENS_SIDE
from staasted.apps.letters.models import Letter
from staasted.apps.net.days import AHEAD, BACK
from staasted.apps.net.models import Alert
from staasted.apps.offers.asking_models import OPEN_STATES, OfferRequest
from staasted.apps.rights.kinds import RightKind, RightState
from staasted.apps.rights.models import RightsRequest
from staasted.apps.screening.models import ScreeningAnswers
from staasted.apps.situations.models import SituationChange
from staasted.apps.situations.states import SituationState
from staasted.apps.talking.kinds import HelpState
from staasted.apps.talking.models import HelpWish, PartnerMessage, TalkMessage
from staasted.apps.trials.models import TrialAct
from staasted.catalog.watches import watch_for
from staasted.core.axes import SEATED, Holder, Outcome
from staasted.core.needing import Why
from staasted.core.net import Watching


class Fact(StrEnum):
    """What is no reason by itself: the last contacts, what lies ahead, and that nothing is chosen.

    ``MET`` is the last conversation held, ``SPOKEN`` the last contact both ways otherwise,
    ``BOOKED`` the last live time, ``SEAT`` the last live seat in a meeting, ``AHEAD`` an agreed day
    or pause that lies ahead, ``NOTHING_CHOSEN`` neither an answer nor an agreement. ``STAMP`` is
    under which the law's answer is kept. About no citizen: ``ACT`` is about a trial, ``SHUT`` a day
    nobody works here.
    """

    MET = "met"
    SPOKEN = "spoken"
    BOOKED = "booked"
    SEAT = "seat"
    AHEAD = "ahead"
    NOTHING_CHOSEN = "nothing_chosen"
    STAMP = "stamp"
    ACT = "act"
    SHUT = "shut"


class Happened(NamedTuple):
    """One row: whom it is about, what it is (a word of Why or Fact), the day, moment and id, and
    what it says of itself."""

    who: int
    what: str
    by: date | None
    at: datetime | None
    ref: str
    about: str = ""


class Seen(NamedTuple):
    """From where it is seen: a moment of a Danish day, by a counsellor (a key)."""

    on: date
    now: datetime
    me: int | None

    @property
    def values(self) -> dict[str, object]:
        """What the blanks of ``sources`` are told, but for ``keys``."""
        days = {"on": self.on, "first": self.on - BACK, "last": self.on + AHEAD}
        return days | {"now": self.now, "ends": day_bounds(self.on)[1], "me": self.me}


def happened(citizen_ids: Iterable[int], seen: Seen) -> list[Happened]:
    """Everything there is to know of these citizens at a moment, in no order: one query."""
    return [Happened(*row) for row in _everything()(keys=list(citizen_ids), **seen.values)]


@Prepared
def _everything(given: Given) -> QuerySet[Any]:
    first, *others = sources(given)
    return first.union(*others, all=True)


def sources(given: Given) -> Iterator[QuerySet[Any]]:
    """The sources, for whoever asks them beside something else: each gives ``Happened``."""
    of, on = Q(citizen__id__among=given.keys("keys")), given.day("on")
    yield from (*_asked(of), *_agreed(of, on), *_told(of), *_contacts(of), *_ahead(of, on))
    yield from (*_net(of), _unprepared(of, given), *_citizens(given), *_of_nobody(given))


def _asked(of: Q) -> Iterator[QuerySet[Any]]:
    """Who wants help, who asked to be called, and who has written: with the promised day."""
    helps = HelpWish.objects.filter(of, state=HelpState.OPEN)
    yield _rows(helps, Why.HELP, by=F("answer_by"), at=F("asked_at"))
    calls = TimeWish.objects.filter(of, kind=WishKind.CALL_ME, state=TimeWishState.OPEN)
    yield _rows(calls, Why.CALL, by=F("promised_on"), at=F("made_at"), ref=F("public_id"))
    waits = TalkMessage.objects.filter(of, settled_as="", role__in=CITIZENS_SIDE)
    yield _each(waits, Why.MESSAGE, by=Min("answer_by"), at=Min("sent_at"))


def _agreed(of: Q, on: Any) -> Iterator[QuerySet[Any]]:
    """Agreed days that have passed, and what is asked of the agreement or said not to be so."""
    standing = ContactAgreement.objects.filter(of)
    passed = standing.filter(state=State.IN_FORCE, next_to__lt=on)
    yield _rows(passed, Why.AGREED, by=F("next_to"), at=F("in_force_at"), ref=F("next_from"))
    waits = standing.filter(state=State.PROPOSED)
    disputed = waits.filter(disputed_at__isnull=False)
    yield _rows(disputed, Why.DISPUTED, at=F("disputed_at"))
    asked = waits.filter(proposed_by=ProposedBy.CITIZEN, disputed_at=None)
    yield _rows(asked, Why.ASKED, at=F("made_at"))


def _told(of: Q) -> Iterator[QuerySet[Any]]:
    """What citizens have told or sent, and nobody has seen yet."""
    unseen = Q(state=SituationState.WAITING) | Q(state=SituationState.STANDS, decided_by=None)
    news = SituationChange.objects.filter(of, unseen)
    yield _rows(news, Why.SITUATION, at=F("told_at"), ref=F("public_id"))
    waiting = RightsRequest.objects.filter(of, state=RightState.WAITING, kind=RightKind.CORRECTION)
    yield _rows(waiting, Why.CORRECTION, by=F("due_on"), at=F("asked_at"), ref=F("public_id"))
    letters = Letter.objects.filter(of, role__in=CITIZENS_SIDE, read=None)
    yield _rows(letters, Why.LETTER, at=F("sent_at"), ref=F("public_id"))
    fresh = PartnerMessage.objects.filter(of, role=Role.PARTNER, read_at=None)
    partners = fresh.order_by().values("citizen_id", "invitation__public_id")
    told = {"at": Min("sent_at"), "ref": F("invitation__public_id")}
    yield columns_of(partners, Why.PARTNER, F("citizen_id"), told)
    offers = OfferRequest.objects.filter(of, state__in=OPEN_STATES)
    yield _rows(offers, Why.OFFER, by=F("promised_on"), at=F("asked_at"), ref=F("public_id"))


def _net(of: Q) -> Iterator[QuerySet[Any]]:
    """The open alerts: which watch and what day it is about; ``by`` is the day it was opened."""
    alerts = Alert.objects.filter(of, met_at=None)
    nothing_ahead = watch_for(Watching.NOTHING_AHEAD).slug
    lost = Q(watch=nothing_ahead, lost_on__isnull=False)
    for rows, why in ((alerts.filter(lost), Why.LOST), (alerts.exclude(lost), Why.ALERT)):
        ref = Concat("watch", Value(" "), Cast("since_on", TextField()), output_field=TextField())
        yield _rows(rows, why, by=F("opened_on"), ref=ref)


def _unprepared(of: Q, given: Given) -> QuerySet[Any]:
    """What one holds oneself later today and has not prepared."""
    later = Q(starts_at__gt=given.moment("now"), starts_at__lt=given.moment("ends"))
    held = Booking.objects.filter(of, later, outcome=None, prepared_at=None)
    own = held.filter(counsellor_id=given.key("me")).exclude(form__in=SEATED)
    return _rows(own, Why.UNPREPARED, at=F("starts_at"), ref=F("public_id"))


def _contacts(of: Q) -> Iterator[QuerySet[Any]]:
    """The last contacts both ways (shared decision on semantics, section 2)."""
    held = Conversation.objects.filter(of, outcome=Outcome.HELD)
    held = held.exclude(held_by=Holder.UNEMPLOYMENT_FUND)
    yield _each(held, Fact.MET, at=Max("starts_at"))
    answered = TalkMessage.objects.filter(of, in_reply=True)
    yield _each(answered, Fact.SPOKEN, at=Max("sent_at"))
    helped = HelpWish.objects.filter(of, state=HelpState.HELPED)
    yield _each(helped, Fact.SPOKEN, at=Max("ended_at"))
    called = TimeWish.objects.filter(of, outcome=CallOutcome.SPOKE)
    yield _each(called, Fact.SPOKEN, at=Max("ended_at"))


def _ahead(of: Q, on: Any) -> Iterator[QuerySet[Any]]:
    """The live times, and agreed days and pauses that lie ahead."""
    live = Booking.objects.filter(of, outcome=None)
    yield _each(live.exclude(form__in=SEATED), Fact.BOOKED, at=Max("starts_at"))
    yield _each(live.filter(form__in=SEATED), Fact.SEAT, at=Max("starts_at"))
    later = Q(next_to__gte=on) | Q(pause_until__gte=on)
    yield _rows(ContactAgreement.objects.filter(of, later, state=State.IN_FORCE), Fact.AHEAD)


def _citizens(given: Given) -> Iterator[QuerySet[Any]]:
    """Who has answered nothing and chosen nothing (a proposal by the rules is no choice; what
    anybody answered is not looked at), and under what the law's answers are kept.
    """
    of_them = {"citizen": OuterRef("pk")}
    answered = ScreeningAnswers.objects.filter(**of_them).exclude(answers={})
    asked = Q(state=State.PROPOSED, proposed_by=ProposedBy.CITIZEN)
    chosen = ContactAgreement.objects.filter(Q(state=State.IN_FORCE) | asked, **of_them)
    citizens = Citizen.objects.filter(id__among=given.keys("keys")).order_by()
    unchosen = citizens.filter(~Exists(answered), ~Exists(chosen))
    yield columns_of(unchosen, Fact.NOTHING_CHOSEN, F("pk"), {})
    yield columns_of(citizens, Fact.STAMP, F("pk"), {"ref": F("law_stamp__stamp")})


def _of_nobody(given: Given) -> Iterator[QuerySet[Any]]:
    """The trials' acts, and the days nobody works around the day that is looked at."""
    named = Concat("trial", Value(" "), "kind", output_field=TextField())
    yield columns_of(TrialAct.objects.order_by(), Fact.ACT, F("pk"), {"by": F("on"), "ref": named})
    near = Q(on__gte=given.day("first"), on__lte=given.day("last"))
    shut = ClosingDay.objects.filter(near, withdrawn=False).order_by()
    yield columns_of(shut, Fact.SHUT, F("pk"), {"by": F("on")})


def _rows(rows: QuerySet[Any], what: StrEnum, **told: Any) -> QuerySet[Any]:
    """The rows as ``Happened`` has them."""
    return columns_of(rows.order_by(), what, F("citizen_id"), told)


def _each(rows: QuerySet[Any], what: StrEnum, **told: Any) -> QuerySet[Any]:
    """One row for each citizen that has any, of what ``told`` finds among theirs."""
    return columns_of(rows.order_by().values("citizen_id"), what, F("citizen_id"), told)


def columns_of(rows: QuerySet[Any], what: StrEnum, who: F, told: dict[str, Any]) -> QuerySet[Any]:
    """The rows as ``Happened`` has them: what is not ``told`` is empty."""
    columns = {
        "who": who,
        "what": Cast(Value(what.value), TextField()),
        "by": told.get("by", Cast(Value(None), DateField())),
        "at": told.get("at", Cast(Value(None), DateTimeField())),
        "ref": Cast(told.get("ref", Value("")), TextField()),
        "about": Cast(told.get("about", Value("")), TextField()),
    }
    named = {f"of_{name}": column for name, column in columns.items()}
    return rows.annotate(**named).values_list(*named)
