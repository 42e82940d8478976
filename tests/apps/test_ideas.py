"""Ideas and faults: told, answered once, kept apart from what everybody is told has changed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.models import ActLog, ReadLog
from staasted.apps.audit.reading import reading
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.kinds import ConflictKind
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.relating import conflict_mark
from staasted.apps.ideas.access import (
    changes_shown,
    idea_read,
    ideas_for,
    ideas_waiting,
    own_ideas,
)
from staasted.apps.ideas.kinds import IdeaKind, IdeaState, Side
from staasted.apps.ideas.models import Change, Idea
from staasted.apps.ideas.services import (
    Publication,
    Told,
    change_publish,
    change_take_down,
    idea_look_at,
    idea_tell,
    ideas_forget,
)
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.selectors import actor_for
from staasted.apps.outbox.models import Message
from staasted.apps.retention.services import due_erase
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from tests import town
from tests.ending import close_case
from tests.telling_ideas import CHANGED, SAID, WORDS, answers, publishes, tells, works_and_tells
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def ase(place: Town) -> Citizen:
    case = town.citizen(place.karen)
    case.person.email = "aase@eksempel.dk"
    case.person.save()
    return case


def seen(place: Town, idea: Idea) -> tuple[str, bool]:
    """Whom the lead is shown, and whether it is said that a name is hidden."""
    with reading(actor=place.leading(), purpose="lead", page="idea", at=NOON):
        told = idea_read(place.leading(), idea.public_id, on=MONDAY)
    return told.name, told.hidden


def test_an_answer_is_promised_within_a_number_of_days_and_its_sender_reads_it(
    place: Town, ase: Citizen
) -> None:
    idea = tells(ase)
    assert (idea.state, idea.due_on) == (IdeaState.RECEIVED, MONDAY + timedelta(days=14))
    idea_look_at(actor=place.leading(), public_id=idea.public_id, now=NOON)
    answers(place, idea)
    (mine,) = own_ideas(town.acting(ase))
    assert (mine.state, mine.answer) == (IdeaState.DONE, "Ja, fra maj.")


def test_the_sender_is_told_that_there_is_an_answer_and_never_what_about(
    place: Town, ase: Citizen
) -> None:
    answers(place, tells(ase))
    message = Message.objects.get(kind="idea_answered")
    assert message.person == ase.person
    for word in (WORDS, "aften", "maj", "Åse"):
        assert word not in message.title + message.body


def test_a_lead_sees_who_told_it_only_where_its_sender_said_so(place: Town, ase: Citizen) -> None:
    assert seen(place, tells(ase)) == ("", False)
    assert not ReadLog.objects.exists()
    assert seen(place, tells(ase, "Og en til", named=True)) == ("Åse Møller", False)
    assert ReadLog.objects.get().citizens == f"|{ase.public_id}|"


def test_a_protected_name_is_hidden_though_its_owner_said_yes(place: Town, ase: Citizen) -> None:
    ase.person.protected = True
    ase.person.save()
    assert seen(place, tells(ase, named=True)) == ("", True)


def test_a_lead_the_case_is_marked_for_does_not_see_whose_it_is(place: Town, ase: Citizen) -> None:
    conflict_mark(
        actor=OPERATOR,
        citizen=ase,
        staff=place.lead,
        kind=ConflictKind.RELATIVE,
        from_on=MONDAY,
    )
    assert seen(place, tells(ase, named=True)) == ("", True)


def test_staff_choose_as_citizens_do(place: Town) -> None:
    assert seen(place, works_and_tells(place.counsellor())) == ("", False)
    assert seen(place, works_and_tells(place.counsellor(), named=True)) == (
        "Karen Østergård",
        False,
    )


@pytest.mark.parametrize("words", ["Mit nummer er 010190-1234", "0101901234 virker ikke"])
def test_a_number_is_refused_and_nothing_is_kept(ase: Citizen, words: str) -> None:
    with pytest.raises(DomainError, match="idea_names_a_number"):
        tells(ase, words)
    assert not Idea.objects.exists()


def test_an_idea_has_words_and_not_too_many(ase: Citizen) -> None:
    for words, why in ((" ", "idea_without_words"), ("x" * 2001, "words_too_long")):
        with pytest.raises(DomainError, match=why):
            tells(ase, words)


def test_nobody_tells_in_somebody_elses_case(place: Town, ase: Citizen) -> None:
    bo = town.citizen(place.karen, name="Bo Friis")
    told = Told(IdeaKind.IDEA, WORDS)
    for actor, case in (
        (town.acting(ase), bo),
        (town.acting(ase), None),
        (place.counsellor(), ase),
    ):
        with pytest.raises(NotYours):
            idea_tell(actor=actor, told=told, citizen=case, now=NOON)


def test_only_a_lead_reads_and_answers(place: Town, ase: Citizen) -> None:
    idea = tells(ase)
    for read in (lambda: ideas_for(place.counsellor()), lambda: ideas_for(town.acting(ase))):
        with pytest.raises(AccessRefused):
            read()
    with pytest.raises(AccessRefused):
        idea_look_at(actor=place.counsellor(), public_id=idea.public_id, now=NOON)


def test_it_is_answered_once(place: Town, ase: Citizen) -> None:
    idea = tells(ase)
    answers(place, idea)
    with pytest.raises(DomainError, match="idea_answered"):
        answers(place, idea, IdeaState.NOT_DONE)
    assert ActLog.objects.filter(act="idea_answer").count() == 1


def test_what_waits_is_counted_and_what_is_late(place: Town, ase: Citizen) -> None:
    idea = tells(ase)
    tells(ase, "En til", kind=IdeaKind.FAULT)
    lead, after = place.leading(), idea.due_on + timedelta(days=1)
    counted = [ideas_waiting(lead, on=day) for day in (idea.due_on, after)]
    assert [(each.waiting, each.late) for each in counted] == [(2, 0), (2, 2)]
    answers(place, idea)
    assert ideas_waiting(lead, on=after).waiting == 1
    assert list(ideas_for(lead, answered=True)) == [idea]
    assert [row.kind for row in ideas_for(lead, kind=IdeaKind.FAULT)] == ["fault"]
    assert not ideas_for(lead, side=Side.STAFF).exists()


def test_what_everybody_reads_is_a_leads_words_and_leads_to_nobody(
    place: Town, ase: Citizen
) -> None:
    idea = answers(place, tells(ase))
    publishes(place, idea)
    (change,) = changes_shown()
    assert (change.said, change.changed, change.on) == (SAID, CHANGED, MONDAY)
    kept = {field.name for field in Change._meta.get_fields() if field.concrete}
    assert kept == {"id", "public_id", "on", "said", "changed", "said_en", "changed_en"} | {
        "taken_down_at"
    }


def test_the_senders_own_words_are_never_published(place: Town, ase: Citizen) -> None:
    idea = answers(place, tells(ase))
    with pytest.raises(DomainError, match="change_copies"):
        publishes(place, idea, said=WORDS.upper())
    with pytest.raises(DomainError, match="idea_names_a_number"):
        publishes(place, idea, changed="010190-1234 kan nu booke")


def test_only_what_is_done_is_published_and_only_once(place: Town, ase: Citizen) -> None:
    idea = tells(ase)
    with pytest.raises(DomainError, match="idea_not_done"):
        publishes(place, idea)
    answers(place, idea)
    publishes(place, idea)
    with pytest.raises(DomainError, match="change_published"):
        publishes(place, idea)


def test_english_is_whole_or_not_there(place: Town, ase: Citizen) -> None:
    idea = answers(place, tells(ase))
    half = Publication(SAID, CHANGED, said_en="It was hard to find a time.")
    with pytest.raises(DomainError, match="change_half_english"):
        change_publish(actor=place.leading(), public_id=idea.public_id, publication=half, now=NOON)


def test_what_is_taken_down_is_shown_no_more(place: Town, ase: Citizen) -> None:
    change = publishes(place, answers(place, tells(ase)))
    change_take_down(actor=place.leading(), public_id=change.public_id, now=NOON)
    assert changes_shown() == []
    with pytest.raises(NotYours):
        change_take_down(actor=place.leading(), public_id=change.public_id, now=NOON)


def test_changes_are_found_by_all_their_words_in_any_case(place: Town, ase: Citizen) -> None:
    publishes(place, answers(place, tells(ase)), said="ØNSKE om åbent", changed="Åbent nu")
    assert len(changes_shown("ønske ÅBENT")) == 1
    assert changes_shown("ønske lukket") == []


def test_ideas_are_forgotten_after_their_time_and_what_changed_stays(
    place: Town, ase: Citizen
) -> None:
    publishes(place, answers(place, tells(ase)))
    waiting = tells(ase, "Venter endnu")
    due = NOON.replace(year=NOON.year + 2)
    ideas_forget(now=due - timedelta(days=1))
    assert Idea.objects.count() == 2
    ideas_forget(now=due)
    assert list(Idea.objects.all()) == [waiting], "what waits for an answer is not forgotten"
    assert len(changes_shown()) == 1


def test_an_idea_goes_with_its_case_and_what_changed_stays(place: Town, ase: Citizen) -> None:
    publishes(place, answers(place, tells(ase)))
    close_case(ase, place.karen)
    gone = [each.subject for each in due_erase(actor=OPERATOR, on=add_months(MONDAY, 60))]
    assert ase.public_id in gone
    assert not Idea.objects.exists()
    assert len(changes_shown()) == 1


@pytest.mark.parametrize(
    ("wrong", "wall"),
    [
        ({"words": ""}, "idea_has_words"),
        ({"citizen": None}, "idea_of_a_citizen_in_their_case"),
        ({"state": "done"}, "idea_answer_whole"),
    ],
)
def test_the_database_itself_refuses(ase: Citizen, wrong: dict[str, object], wall: str) -> None:
    idea = tells(ase)
    with pytest.raises(IntegrityError, match=wall), transaction.atomic():
        Idea.objects.filter(pk=idea.pk).update(**wrong)


def test_somebody_who_helps_a_citizen_tells_as_themselves(place: Town, ase: Citizen) -> None:
    helper = town.bystanders(place, ase)["representative"]
    actor = actor_for(person=helper, role=Role.REPRESENTATIVE)
    idea = works_and_tells(actor)
    assert (idea.side, idea.citizen) == (Side.HELPER, None)
