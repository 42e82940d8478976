"""The CV is the citizen's own: who writes, who reads, what is kept apart, and what is left."""

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import OPERATOR
from staasted.apps.audit.models import ActLog
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.models import Citizen
from staasted.apps.org.doors import AccessRefused
from staasted.apps.profiles.access import own_profile, shown_in
from staasted.apps.profiles.models import Profile, ProfileEntry
from staasted.apps.profiles.services import (
    about_change,
    entry_change,
    entry_move,
    entry_remove,
    profile_erase,
    profile_share,
)
from staasted.apps.profiles.taking import resume_take
from staasted.apps.retention.services import due_erase
from staasted.core.calendar import add_months
from staasted.core.errors import DomainError
from staasted.core.resume import About, Entry, EntryKind, resume_read
from tests import town
from tests.apps.test_no_trace_is_left import where
from tests.ending import close_case
from tests.profiles import ABOUT, FILE, about, entry, share
from tests.town import MONDAY, NOON, Town, build_town

pytestmark = pytest.mark.django_db

SECRET = "Jeg drømmer om havet"
DUE = add_months(MONDAY, 60)


@pytest.fixture
def place() -> Town:
    return build_town()


@pytest.fixture
def ase(place: Town) -> Citizen:
    return town.citizen(place.karen)


def own(case: Citizen) -> dict[str, object]:
    return {"actor": town.acting(case), "citizen": case, "now": NOON}


def take(case: Citizen, told: object = FILE, *, chosen: tuple[str, ...] = ()) -> object:
    """The citizen brings in a file."""
    return resume_take(resume=resume_read(told, entries=100, most=5000), chosen=chosen, **own(case))


def test_nobody_else_writes_in_it(ase: Citizen, place: Town) -> None:
    bo = town.acting(town.citizen(place.karen, name="Bo Holm"))
    row = entry(ase)
    about(ase)
    share(ase)
    told = {"citizen": ase, "now": NOON}
    for actor, error in ((place.counsellor(), AccessRefused), (bo, NotYours)):
        acts = (
            lambda who=actor: about_change(actor=who, about=ABOUT, shown=(), seen=1, **told),
            lambda who=actor: entry_remove(actor=who, public_id=row.public_id, **told),
            lambda who=actor: entry_move(actor=who, public_id=row.public_id, earlier=True, **told),
            lambda who=actor: profile_share(actor=who, shared=False, **told),
            lambda who=actor: profile_erase(actor=who, **told),
        )
        for act in acts:
            with pytest.raises(error):
                act()
    assert Profile.objects.get().shared
    assert ProfileEntry.objects.count() == 1


def test_contact_details_stand_on_no_cv_before_they_are_chosen(ase: Citizen) -> None:
    about(ase, shown=("email", "link"))
    assert shown_in(own_profile(town.acting(ase), ase)) == {"email"}, "there is no link to show"


def test_a_window_that_has_not_seen_the_newest_words_changes_nothing(ase: Citizen) -> None:
    row = entry(ase)
    told = own(ase) | {"public_id": row.public_id, "seen": 1}
    entry_change(entry=Entry(EntryKind.WORK, "Kok i kantinen"), **told)
    entry_change(entry=Entry(EntryKind.WORK, "Kok i kantinen"), **told)
    with pytest.raises(DomainError, match="profile_changed_meanwhile"):
        entry_change(entry=Entry(EntryKind.WORK, "Tjener"), **told)
    assert ProfileEntry.objects.get().title == "Kok i kantinen"
    about(ase)
    with pytest.raises(DomainError, match="profile_changed_meanwhile"):
        about_change(about=About(headline="Tjener"), shown=(), seen=0, **own(ase))


def test_things_change_places_among_their_like(ase: Citizen) -> None:
    first, second = entry(ase), entry(ase, title="Tjener")
    entry(ase, EntryKind.SKILL, title="Kasse")
    titles = ProfileEntry.objects.filter(kind="work").values_list("title", flat=True)
    entry_move(public_id=second.public_id, earlier=True, **own(ase))
    assert list(titles.all()) == ["Tjener", "Kok"]
    entry_move(public_id=second.public_id, earlier=True, **own(ase))
    assert list(titles.all()) == ["Tjener", "Kok"], "it is first already"
    entry_move(public_id=second.public_id, earlier=False, **own(ase))
    assert list(titles.all()) == ["Kok", "Tjener"]
    assert first.kind == EntryKind.WORK


def test_a_profile_holds_no_more_than_anybody_reads(ase: Citizen) -> None:
    for number in range(100):
        entry(ase, EntryKind.SKILL, title=f"Kan {number}")
    with pytest.raises(DomainError, match="profile_full"):
        entry(ase, EntryKind.SKILL, title="Kan for meget")
    with pytest.raises(DomainError, match="profile_full"):
        take(ase)
    assert not ProfileEntry.objects.filter(kind="work").exists(), "all of a file or none"


def test_a_file_adds_fills_and_removes_nothing(ase: Citizen) -> None:
    entry(ase, title="Tjener")
    about(ase, About(headline="Køkkenassistent"))
    taking = take(ase)
    assert (len(taking.adds), taking.known, list(taking.differs)) == (2, 0, ["headline"])
    profile = Profile.objects.get()
    assert (profile.headline, profile.email) == ("Køkkenassistent", "ase@eksempel.dk")
    assert not profile.shows_email
    titles = ProfileEntry.objects.filter(kind="work").values_list("title", flat=True)
    assert list(titles.all()) == ["Tjener", "Kok"]
    again = take(ase, chosen=("headline",))
    assert (len(again.adds), again.known) == (0, 2), "the same file twice adds nothing"
    assert Profile.objects.get().headline == "Kok"


def test_what_files_tell_beside_the_cv_is_kept_and_has_an_end(ase: Citizen) -> None:
    take(ase)
    take(ase, {"work": [], "awards": [{"title": "Årets ven"}]})
    sections = Profile.objects.get().extra["sections"]
    assert [each["title"] for each in sections["awards"]] == ["Årets kok", "Årets ven"]
    with pytest.raises(DomainError, match="profile_beside_full"):
        take(ase, {"work": [], "projects": ["x" * 300_000]})


def test_what_files_tell_beside_one_job_has_an_end_too(ase: Citizen) -> None:
    def told(number: int) -> dict[str, object]:
        beside = [f"{number}-{'x' * 1_000}-{each}" for each in range(90)]
        return {"work": [{"position": "Kok", "keywords": beside}]}

    take(ase, told(1))
    take(ase, told(1))
    assert len(ProfileEntry.objects.get().extra["keywords"]) == 90, "the same is kept once"
    take(ase, told(2))
    with pytest.raises(DomainError, match="profile_beside_full"):
        take(ase, told(3))
    assert len(ProfileEntry.objects.get().extra["keywords"]) == 180


def test_the_log_says_that_it_was_done_and_no_word_of_it(ase: Citizen) -> None:
    row = entry(ase, title=SECRET)
    about(ase, About(headline=SECRET))
    entry_remove(public_id=row.public_id, **own(ase))
    rows = ActLog.objects.filter(act__startswith="profile_").order_by("id")
    acts = list(rows.values_list("act", flat=True))
    assert acts == ["profile_entry_add", "profile_about_change", "profile_entry_remove"]
    assert SECRET not in str(list(ActLog.objects.values()))


def test_the_cv_goes_with_the_case_when_its_time_has_come(ase: Citizen, place: Town) -> None:
    entry(ase, title=SECRET)
    about(ase, About(headline=SECRET))
    close_case(ase, place.karen)
    assert where(SECRET) == {"profiles.profile", "profiles.profileentry"}
    list(due_erase(actor=OPERATOR, on=DUE))
    assert where(SECRET, ase.person.name) == set()


def test_what_the_citizen_erases_is_nowhere(ase: Citizen) -> None:
    entry(ase, title=SECRET)
    about(ase, About(headline=SECRET))
    profile_erase(**own(ase))
    assert where(SECRET) == set()


def test_the_database_refuses_what_says_nothing_or_never_ends(ase: Citizen) -> None:
    entry(ase)
    about(ase)
    for rows, words in (
        (ProfileEntry.objects, {"title": "", "organisation": ""}),
        (ProfileEntry.objects, {"words": "x" * 20_001}),
        (Profile.objects, {"summary": "x" * 20_001}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**words)
