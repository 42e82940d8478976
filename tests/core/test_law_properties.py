"""What must hold for every person, whatever they did."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from staasted.core.axes import Channel, ConversationForm, Holder, Outcome
from staasted.core.conversation import count
from staasted.core.law import ContactEvent, KnownFact, Length, Look, OfferEvent, Status, resolve
from staasted.core.law.condition import Age, Fact
from staasted.core.law.connective import All
from staasted.core.law.kinds import (
    CountInWindow,
    CountsFrom,
    Deadline,
    LongestInterval,
    OfferDeadline,
    RollingCount,
)
from tests.core.people import (
    a_book,
    a_look,
    a_person,
    a_rule,
    a_time,
    after,
    any_road,
    owed,
    talks,
)

DAYS = st.lists(st.integers(0, 400), max_size=8).map(lambda offsets: [after(n) for n in offsets])
ON = st.integers(0, 420).map(after)
ENDS = st.none() | ON
RANK = {Status.BREACH: 0, Status.OPEN: 1, Status.MET: 2}
FEW = settings(max_examples=60)


def one_by_one(kind, days, on, ends, when=None, offers=()):
    """Every window a rule finds for somebody with conversations on these days."""
    book = any_road(a_rule("asked", kind, when=when))
    person = a_person(a_time(ends_on=ends))
    return resolve(a_look(*days, on=on, person=person, book=book, offers=offers))


def not_worse(loose, strict):
    """A looser duty asks for no more, lacks no more, and stands no worse."""
    assert loose.required <= strict.required
    assert loose.missing <= strict.missing
    assert RANK[loose.status] >= RANK[strict.status]


def worst(found):
    return min((RANK[o.status] for o in found), default=RANK[Status.MET])


@FEW
@given(DAYS, ON, ENDS, st.integers(1, 4), st.integers(1, 6), st.integers(0, 3), st.integers(0, 6))
def test_a_looser_number_or_deadline_asks_for_no_more(days, on, ends, weeks, months, fewer, longer):
    number = CountInWindow(4, Length(months=months))
    first, later = Deadline(Length(weeks=weeks)), Deadline(Length(weeks=weeks + longer))
    pairs = [
        (number, CountInWindow(4 - fewer, Length(months=months))),
        (number, CountInWindow(4, Length(months=months + longer))),
        (first, later),
        (first, Deadline(Length(weeks=weeks), slack=Length(weeks=longer))),
    ]
    for strict, loose in pairs:
        (hard,) = one_by_one(strict, days, on, ends)
        (soft,) = one_by_one(loose, days, on, ends)
        not_worse(soft, hard)


@FEW
@given(DAYS, ON, st.integers(2, 4), st.integers(0, 2), st.integers(1, 6))
def test_a_later_conversation_of_the_course_is_no_easier_than_an_earlier_one(
    days, on, nth, sooner, weeks
):
    (hard,) = one_by_one(Deadline(Length(weeks=weeks), nth=nth), days, on, None)
    (soft,) = one_by_one(
        Deadline(Length(weeks=weeks), nth=nth - min(sooner, nth - 1)), days, on, None
    )
    not_worse(soft, hard)


@FEW
@given(DAYS, ON, ENDS, st.integers(1, 8), st.integers(0, 8), st.sampled_from(CountsFrom))
def test_a_longer_interval_never_makes_anything_late(days, on, ends, weeks, longer, begins):
    strict = one_by_one(LongestInterval(Length(weeks=weeks), counts_from=begins), days, on, ends)
    loose = LongestInterval(Length(weeks=weeks + longer), counts_from=begins)
    slack = LongestInterval(Length(weeks=weeks), counts_from=begins, slack=Length(weeks=longer))
    assert worst(one_by_one(loose, days, on, ends)) >= worst(strict)
    assert worst(one_by_one(slack, days, on, ends)) >= worst(strict)


@FEW
@given(DAYS, ON, ENDS, st.integers(1, 3), st.integers(1, 4), st.integers(0, 2), st.integers(0, 3))
def test_fewer_in_as_many_or_more_months_never_makes_anything_late(
    days, on, ends, number, months, fewer, longer
):
    strict = one_by_one(RollingCount(number, months), days, on, ends)
    least = max(1, number - fewer)
    assert worst(one_by_one(RollingCount(least, months), days, on, ends)) >= worst(strict)
    loose = one_by_one(RollingCount(least, months + longer), days, on, ends)
    late = any(o.status is Status.BREACH for o in loose)
    assert not late or any(o.status is Status.BREACH for o in strict)


OFFERS = st.lists(
    st.builds(
        OfferEvent,
        st.just("0"),
        st.sampled_from(["placement", "subsidy", "talk"]),
        st.integers(0, 200).map(after),
        st.none() | st.integers(200, 300).map(after),
        st.none() | st.integers(0, 200).map(after),
    ),
    max_size=3,
).map(tuple)


@FEW
@given(OFFERS, ON, ENDS, st.integers(1, 26), st.integers(0, 10))
def test_a_looser_duty_to_give_an_offer_asks_for_no_more(offers, on, ends, weeks, longer):
    kinds = frozenset({"placement", "subsidy"})
    strict = OfferDeadline(Length(weeks=weeks), kinds=kinds, min_weeks=2)
    late = {"subsidy": Length(weeks=longer)}
    for loose in (
        OfferDeadline(Length(weeks=weeks + longer), kinds=kinds, min_weeks=2),
        OfferDeadline(Length(weeks=weeks), min_weeks=2),
        OfferDeadline(Length(weeks=weeks), kinds=kinds),
        OfferDeadline(Length(weeks=weeks), kinds=kinds, min_weeks=2, whole_week=True),
        OfferDeadline(Length(weeks=weeks), kinds=kinds, min_weeks=2, late=late),
    ):
        (hard,) = one_by_one(strict, (), on, ends, offers=offers)
        (soft,) = one_by_one(loose, (), on, ends, offers=offers)
        not_worse(soft, hard)


@FEW
@given(
    DAYS, ON, st.booleans() | st.none(), st.none() | st.dates(date(1990, 1, 1), date(2006, 1, 1))
)
def test_a_further_condition_never_binds_anybody_more(days, on, known, born):
    facts = {} if known is None else {"told": (KnownFact(known),)}
    person = a_person(born_on=born, facts=facts)

    def found(*parts):
        book = any_road(a_rule("asked", Deadline(Length(weeks=2)), when=All(parts)))
        return resolve(a_look(*days, on=on, person=person, book=book))

    few, many = found(Age(below=25)), found(Age(below=25), Fact("told"))
    assert len(many) <= len(few)
    settled = [o for o in many if o.status is not Status.UNKNOWN]
    assert len(settled) <= len([o for o in few if o.status is not Status.UNKNOWN])
    assert settled == [] or settled[0].status is few[0].status


EVENTS = st.lists(
    st.builds(
        ContactEvent,
        st.just("ref"),
        ON,
        st.sampled_from(["plan", "skills"]),
        st.sampled_from(ConversationForm),
        st.sampled_from(Channel),
        st.sampled_from(Holder),
        st.sampled_from(Outcome),
    ),
    max_size=8,
)


def found(events, on, person):
    """What is owed under the base rules, by rule."""
    book = a_book()
    ledger = count(events=events, book=book, person=person)
    return {o.rule.id: o for o in resolve(Look(book, person, ledger, (), on))}


@given(EVENTS, EVENTS, ON, ENDS)
def test_adding_conversations_of_any_kind_never_worsens_anything(events, extra, on, ends):
    person = a_person(a_time(ends_on=ends))
    before, after_them = found(events, on, person), found([*events, *extra], on, person)
    for rule, obligation in before.items():
        assert RANK[after_them[rule].status] >= RANK[obligation.status]
        assert after_them[rule].counted >= obligation.counted
        assert after_them[rule].required == obligation.required


@given(DAYS, ON, ENDS)
def test_what_is_counted_is_the_sum_of_the_conversations_behind_it(days, on, ends):
    for rule, obligation in owed(*days, on=on, person=a_person(a_time(ends_on=ends))).items():
        inside = sum(e.value for e in obligation.events if e.event.on in obligation.window)
        assert obligation.held == inside
        beyond = inside - obligation.counted
        assert obligation.surplus == (beyond if rule == "number" else 0)


@given(DAYS, ON, ENDS)
def test_time_passing_never_turns_a_breach_into_something_else(days, on, ends):
    person = a_person(a_time(ends_on=ends))
    today, later = (
        owed(*days, on=on, person=person),
        owed(*days, on=date(2030, 1, 1), person=person),
    )
    for rule, obligation in today.items():
        gone = ends is not None and ends > on
        if obligation.status is Status.BREACH and not gone:
            assert later[rule].status is Status.BREACH


@given(DAYS, ENDS)
def test_every_conversation_is_one_or_nothing_and_says_why(days, ends):
    ledger = count(events=talks(*days), book=a_book(), person=a_person(a_time(ends_on=ends)))
    assert len(ledger) == len(days)
    assert sum(e.value for e in ledger) == sum(e.reason == "counted" for e in ledger)
    assert all(e.value in (0, 1) and e.reason for e in ledger)
    assert [e.event.on for e in ledger] == sorted(days)
