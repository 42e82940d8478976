"""What must hold for everybody, in every group, under the whole law of every year."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.catalog.loader import catalog
from staasted.core.axes import Channel, ConversationForm, Holder
from staasted.core.effort import LegalAnswer, answer
from staasted.core.law import (
    Bearer,
    ContactEvent,
    Duty,
    Effort,
    Kind,
    KnownFact,
    Obligation,
    OnBenefit,
    Person,
    Status,
    VersionDay,
)
from staasted.core.law.kinds import CountsFrom, LongestInterval, RollingCount
from staasted.core.law.standing import BookingDuty, Channels

BOOK = catalog().book
EVENTS = ("control_notice", "follow_up_request", "conversation_request", "leave_end", "birth")
FACTS = sorted(slug for slug, entry in catalog().facts.items() if entry.kind == "fact")
DAYS = sorted(
    slug
    for slug, entry in catalog().facts.items()
    if entry.kind == "day" and slug not in {*EVENTS, "born_on", "relief_end"}
)
TURNS = [
    *(date(2012, 3, 7), date(2014, 1, 1), date(2015, 1, 5), date(2015, 7, 1), date(2018, 1, 1)),
    *(date(2020, 1, 1), date(2023, 3, 22), date(2024, 1, 1), date(2025, 6, 1), date(2026, 7, 1)),
]
"""Days around which the law changed, and some in the middle of a version."""
GROUPS = st.sampled_from(sorted(catalog().target_groups))
BENEFITS = st.sampled_from(sorted(catalog().benefits))
MANY = settings(max_examples=150)


def days_on(first: date, last: int) -> st.SearchStrategy[date]:
    """Days from ten before the first to so many after it."""
    return st.integers(-10, last).map(lambda n: first + timedelta(days=n))


@st.composite
def lives(draw: st.DrawFn) -> Person:
    """Somebody in one or two groups, with some days and facts known and others not."""
    first = draw(days_on(draw(st.sampled_from(TURNS)), 0)) - timedelta(
        days=draw(st.integers(0, 300))
    )
    known = draw(st.dictionaries(st.sampled_from(DAYS), st.sampled_from([0, 0, 3, 30]), max_size=9))
    days = {name: first + timedelta(days=n) for name, n in known.items()}
    time = OnBenefit(draw(GROUPS), draw(BENEFITS), first, None, days)
    times = (time,)
    if draw(st.booleans()):
        last = first + timedelta(days=draw(st.integers(20, 400)))
        times = (
            OnBenefit(time.group, time.benefit, first, last, days),
            OnBenefit(
                draw(GROUPS), draw(BENEFITS), last + timedelta(days=draw(st.integers(1, 70)))
            ),
        )
    facts = draw(st.dictionaries(st.sampled_from(FACTS), st.booleans(), max_size=12))
    events = draw(st.dictionaries(st.sampled_from(EVENTS), days_on(first, 400), max_size=2))
    return Person(
        times,
        born_on=draw(st.none() | st.just(first.replace(year=first.year - 23, day=1))),
        insured=draw(st.sampled_from(["", "full", "part"])),
        days={name: (day,) for name, day in events.items()},
        facts={name: (KnownFact(value),) for name, value in facts.items()},
    )


def conversations(first: date) -> st.SearchStrategy[list[ContactEvent]]:
    """Held conversations of several sorts."""
    return st.lists(
        st.builds(
            ContactEvent,
            st.just("ref"),
            days_on(first, 600),
            st.sampled_from(["plan", "plan", "availability"]),
            st.sampled_from([ConversationForm.INDIVIDUAL, ConversationForm.JOINT]),
            st.sampled_from([Channel.IN_PERSON, Channel.IN_PERSON, Channel.PHONE]),
            st.sampled_from([Holder.COUNSELLOR, Holder.COUNSELLOR, Holder.UNEMPLOYMENT_FUND]),
        ),
        max_size=7,
    )


def asked(person: Person, events: list[ContactEvent], on: date) -> LegalAnswer:
    """What the whole law says."""
    return answer(book=BOOK, person=person, events=events, on=on)


def late(found: LegalAnswer) -> list[Obligation]:
    """The conversations that are too late."""
    owed = (o for o in found.obligations if o.effort is Effort.CONVERSATION)
    return [o for o in owed if o.status is Status.BREACH]


def place(owed: Obligation) -> tuple[str, date | None]:
    return owed.rule.id, owed.window.first if owed.window else None


def line(owed: Obligation) -> tuple[str, Bearer]:
    return owed.rule.line, owed.rule.bearer


def begun_by_a_conversation(owed: Obligation, day: date) -> bool:
    """Whether a conversation itself opened the window, or chose the version it is judged by.

    An interval from the last conversation, and a stretch of a rolling count, begin with each
    conversation: an added one may begin one under a group or a version nothing was counted in
    before. A rule of the day held takes its version from the first conversation there is.
    """
    if owed.rule.picks_version_by is VersionDay.DAY_HELD:
        return True
    kind = owed.rule.kind
    chain = isinstance(kind, LongestInterval) and kind.counts_from is CountsFrom.LAST_CONVERSATION
    opens = chain or isinstance(kind, RollingCount)
    return opens and owed.window is not None and owed.window.first >= day


@MANY
@given(lives(), st.data())
def test_one_more_conversation_never_makes_a_duty_late(person, data):
    first = person.times[0].first
    events = data.draw(conversations(first))
    on, day = data.draw(days_on(first, 900)), data.draw(days_on(first, 600))
    before = asked(person, events, on)
    found = asked(person, [*events, ContactEvent("added", day, "plan")], on)
    had = {place(o): o.status for o in before.obligations}
    lines = {line(o) for o in late(before)}
    for owed in late(found):
        assert had.get(place(owed), Status.BREACH) is Status.BREACH, owed
        assert line(owed) in lines or begun_by_a_conversation(owed, day), owed


@MANY
@given(lives(), st.data())
def test_what_is_owed_is_counted_capped_and_explained(person, data):
    first = person.times[0].first
    on = data.draw(days_on(first, 900))
    found = asked(person, data.draw(conversations(first)), on)
    dues = [o.due or date.max for o in found.obligations]
    assert dues == sorted(dues)
    for owed in found.obligations:
        assert 0 <= owed.counted <= (owed.required or 0)
        assert (owed.question is not None) == (owed.status is Status.UNKNOWN)
        assert (owed.lifted_by is not None) == (owed.status is Status.LIFTED)
        assert owed.group in owed.rule.groups or owed.status is Status.UNKNOWN
        if owed.status is Status.OPEN and owed.window is not None:
            assert on <= owed.window.last
        if owed.status is Status.BREACH and owed.due is not None:
            assert owed.due < on or owed.effort is Effort.OFFER
        assert owed.window is None or owed.window.first <= on


@MANY
@given(lives(), st.data())
def test_a_birthday_or_a_move_never_splits_a_counting_period(person, data):
    first = person.times[0].first
    facts = data.draw(st.dictionaries(st.sampled_from(FACTS), st.booleans(), max_size=4))
    moved = {name: (KnownFact(value, first=first + timedelta(9)),) for name, value in facts.items()}
    splitting = {"new_benefit_right", "same_needs_by_residence"}
    kept = {name: told for name, told in person.facts.items() if name in splitting}
    told = {name: told for name, told in moved.items() if name not in splitting}
    other = Person(person.times, born_on=date(1980, 1, 1), days=person.days, facts={**kept, **told})
    for clock in catalog().clocks.values():
        assert list(clock.periods(other)) == list(clock.periods(person))


KINDS: list[type[Kind]] = [Duty, Channels, BookingDuty]


@MANY
@given(GROUPS, st.sampled_from(KINDS), st.data())
def test_a_lookup_finds_what_reading_every_rule_finds(group, kind, data):
    days = st.dates(date(2011, 1, 1), date(2027, 12, 31))
    first, last = sorted((data.draw(days), data.draw(days)))
    own = [r for r in BOOK.rules if group in r.groups and isinstance(r.kind, kind)]
    for _ in range(2):  # the second time it is remembered
        assert list(BOOK.in_force(kind, group, first)) == [r for r in own if r.in_force(first)]
        between = [r for r in own if touches(r, first, last)]
        assert list(BOOK.between(kind, group, first, last)) == between


def touches(rule, first, last):
    """Whether a rule is in force on some day, or a transition takes over what began before it."""
    if rule.picks_version_by is VersionDay.OPEN_ON_FIRST_DAY:
        return first <= rule.from_on <= last
    return any(rule.in_force(day) for day in (first, last)) or first <= rule.from_on <= last
