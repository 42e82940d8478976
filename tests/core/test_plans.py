"""What is found once and kept gives the answer that is found anew: for everybody, on any day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.conversation import count
from staasted.core.conversation.counts import count_under
from staasted.core.effort import answer
from staasted.core.law import (
    ContactEvent,
    DocumentedRelief,
    KnownFact,
    Length,
    Look,
    RuleBook,
    VersionDay,
    channels_on,
    resolve,
)
from staasted.core.law.allowed import channels_settled
from staasted.core.law.book import keep
from staasted.core.law.condition import Age, Fact, Told, Unless
from staasted.core.law.connective import All, AnyOf, Not
from staasted.core.law.kinds import (
    ByNeed,
    CountInWindow,
    Deadline,
    Duty,
    LongestInterval,
    OnRequest,
    RollingCount,
    Shown,
)
from staasted.core.law.resolve import in_due_order
from staasted.core.law.standing import Channels, Holders
from staasted.core.law.trial import TrialMode
from tests.core.people import (
    CASH,
    CLOCKS,
    GROUP,
    MONDAY,
    OTHER_GROUP,
    SICK,
    a_person,
    a_rule,
    a_time,
    after,
)
from tests.core.test_trials import COUNTS, HERE, a_part

SOME = settings(max_examples=50)
GROUPS = st.sampled_from((GROUP, OTHER_GROUP))
PICKS = st.sampled_from((VersionDay.WINDOW_FIRST_DAY, VersionDay.DAY_HELD, VersionDay.WHOLE_WINDOW))
WORDS = ("work_duty", "at_home", "employed")
some_days = st.integers(0, 500).map(after)
maybe_days = st.none() | some_days
some_facts = st.dictionaries(
    st.sampled_from(WORDS),
    st.builds(KnownFact, st.booleans(), maybe_days, maybe_days).map(lambda known: (known,)),
)
plain_conditions = st.builds(Fact, st.sampled_from(WORDS), st.booleans()) | st.one_of(
    *(st.builds(sort, st.sampled_from(WORDS)) for sort in (Told, Unless))
)
some_conditions = st.recursive(
    plain_conditions | st.just(Age(below=30)),
    lambda parts: (
        st.builds(lambda *some: All(some), parts, parts)
        | st.builds(lambda *some: AnyOf(some), parts, parts)
        | st.builds(Not, parts)
    ),
    max_leaves=4,
)
some_duties = st.sampled_from(
    (
        CountInWindow(3, Length(months=6)),
        CountInWindow(2, Length(months=3), "benefit_hours"),
        CountInWindow(1, Length(months=6), opens=Length(months=1)),
        Deadline(Length(weeks=2), "same_benefit", slack=Length(weeks=1)),
        Deadline(Length(weeks=1), "notice"),
        LongestInterval(Length(months=1)),
        RollingCount(2, 3, "same_benefit"),
        Shown("registration", Length(weeks=2)),
        Shown(),
        ByNeed(),
        OnRequest(within=Length(weeks=1)),
    )
)


@st.composite
def some_rules(draw):
    """A few duties with their days and conditions, channels of several sorts, and holders."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        first = after(draw(st.integers(-400, 300)))
        found.append(
            a_rule(
                f"duty-{number}",
                draw(some_duties),
                groups=frozenset(draw(st.sets(GROUPS, min_size=1))),
                when=draw(st.none() | some_conditions),
                from_on=first,
                to_on=draw(st.sampled_from((None, first, first + timedelta(200)))),
                picks=draw(PICKS),
            )
        )
    return *found, *draw(some_roads())


@st.composite
def some_roads(draw):
    """Channels up to a day and from it on, one or two rules at a time, and who may hold them."""
    turn, found = after(draw(st.integers(0, 300))), []
    everybody = frozenset({GROUP, OTHER_GROUP})
    channels = st.frozensets(st.sampled_from(Channel), min_size=1)
    by_fact = st.dictionaries(st.sampled_from(WORDS), channels)
    for number in range(draw(st.integers(1, 3))):
        early = draw(st.booleans())
        kind = Channels(draw(channels), draw(channels), draw(by_fact), draw(by_fact))
        days = {"from_on": MONDAY if early else turn, "to_on": turn if early else None}
        when = draw(st.none() | some_conditions)
        found.append(a_rule(f"road-{number}", kind, groups=everybody, when=when, **days))
    holders = Holders(draw(st.frozensets(st.sampled_from(Holder), min_size=1)))
    found.append(a_rule("holders", holders, groups=everybody, from_on=turn))
    return tuple(found)


@st.composite
def some_people(draw):
    """One to three times on benefits in one or two groups, and what is known."""
    times, first = [], MONDAY
    for _ in range(draw(st.integers(1, 3))):
        last = first + timedelta(days=draw(st.integers(0, 200)))
        named = draw(st.sets(st.sampled_from(("registered", "notice", "transferred"))))
        benefit = draw(st.sampled_from((CASH, SICK)))
        own = dict.fromkeys(named, first)
        times.append(a_time(first, last, draw(GROUPS), benefit, **own))
        first = last + timedelta(days=draw(st.sampled_from((1, 20, 70))))
    if draw(st.booleans()):
        asked = times[-1]
        times[-1] = a_time(asked.first, None, asked.group, asked.benefit, **asked.days)
    relief = st.builds(DocumentedRelief, some_days, maybe_days)
    return a_person(
        *times,
        born_on=draw(st.sampled_from((None, date(1990, 5, 1), date(1996, 3, 1)))),
        facts=draw(some_facts),
        days=draw(st.sampled_from(({}, {"conversation_request": (after(30),)}))),
        hours=draw(st.sampled_from(((), ((MONDAY.replace(day=1), 90.5),)))),
        reliefs=tuple(draw(st.lists(relief, max_size=1))),
        lives_in=HERE,
    )


some_events = st.lists(
    st.builds(
        ContactEvent,
        st.just("talk"),
        some_days,
        st.sampled_from(("plan", "skills", "cv")),
        st.sampled_from(ConversationForm),
        st.sampled_from(Channel),
        st.sampled_from(Holder),
        st.sampled_from((Outcome.HELD, Outcome.HELD, Outcome.NOT_MET, None)),
    ),
    max_size=8,
)
some_parts = st.builds(
    lambda mode, lifts, first, length, counts: a_part(
        mode,
        lifts=frozenset(lifts),
        from_on=after(first),
        to_on=None if length is None else after(first + length),
        counts=COUNTS if counts else None,
    ),
    st.sampled_from(TrialMode),
    st.sets(st.sampled_from(("duty-0", "duty-1", "road-0", "road-1"))),
    st.integers(-100, 400),
    st.none() | st.integers(0, 400),
    st.booleans(),
)


def a_fresh_book(rules, *parts):
    return RuleBook(rules, CLOCKS, parts)


@SOME
@given(some_rules(), st.lists(some_people(), min_size=2, max_size=4), some_events, some_days)
def test_a_book_that_has_answered_others_answers_as_a_new_one(rules, people, events, on):
    warm = a_fresh_book(rules)
    for person in people:
        answer(book=warm, person=person, events=events, on=on)
    for person in people:
        again = answer(book=warm, person=person, events=events, on=on)
        assert again == answer(book=a_fresh_book(rules), person=person, events=events, on=on)


@SOME
@given(some_rules(), some_people(), some_events, some_days, some_days)
def test_one_day_does_not_leak_into_another(rules, person, events, on, other):
    warm = a_fresh_book(rules)
    answer(book=warm, person=person, events=events, on=other)
    new = a_fresh_book(rules)
    assert answer(book=warm, person=person, events=events, on=on) == answer(
        book=new, person=person, events=events, on=on
    )


@SOME
@given(some_rules(), some_people(), some_events, some_days)
def test_the_plan_leaves_out_no_duty_and_adds_none(rules, person, events, on):
    """Every duty tried on the person, one by one, finds the same as the plan of their course."""
    book = a_fresh_book(rules)
    look = Look(book, person, count(events=events, book=book, person=person), (), on)
    duties = [rule for rule in rules if isinstance(rule.kind, Duty)]
    tried = [owed for rule in duties for owed in rule.kind.find(look, rule)]
    assert resolve(look) == in_due_order(tried)


@SOME
@given(some_roads(), some_people(), some_days, some_parts)
def test_channels_that_are_settled_hold_on_every_day_until_they_may_change(rules, person, on, part):
    time = person.time_on(on)
    book = a_fresh_book(rules, part)
    if time is None:
        return
    settled, until = channels_settled(book, person, time, on, book.parts_of(person, date.max))
    assert until > on
    day = on
    while settled is not None and day < min(until, after(600)) and person.time_on(day) is time:
        for held in (False, True):
            assert settled[held] == channels_on(book, person, time, day, first_held=held)
        day += timedelta(days=1)


@SOME
@given(some_rules(), some_people(), some_events, some_parts)
def test_counting_on_from_the_law_counts_as_counting_from_the_beginning(
    rules, person, events, part
):
    book = a_fresh_book(rules, part)
    law = count(events=events, book=book.law, person=person)
    ever = book.parts_of(person, date.max)
    counted = count(events=events, book=book, person=person)
    assert count_under(law, book=book, person=person, trials=ever) == counted


def test_a_book_does_not_answer_for_another_with_rules_of_the_same_name():
    strict, loose = (
        a_fresh_book((a_rule("duty", CountInWindow(number, Length(months=6))),))
        for number in (4, 2)
    )
    asked = [answer(book=b, person=a_person(), on=MONDAY) for b in (strict, loose, strict)]
    assert [found.obligations[0].required for found in asked] == [4, 2, 4]


def test_what_is_remembered_of_people_does_not_grow_for_ever():
    memory = {}
    for number in range(5000):
        assert keep(memory, number, number) == number
        assert memory[number] == number
    assert len(memory) <= 1024
