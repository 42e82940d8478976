"""The same act for many of one's own citizens: chosen on the list, looked at, done once, told."""

import html
import re

import pytest

from staasted.apps.audit.models import ReadLog
from staasted.apps.booking.models import Opening
from staasted.apps.citizens.models import Citizen, CounsellorAssignment
from staasted.apps.citizens.services import counsellor_assign
from staasted.apps.invitations.models import Invitation, TimesMissing
from staasted.apps.letters.models import Letter
from staasted.apps.org.models import Person
from staasted.catalog import speech
from staasted.catalog.letter_templates import letter_templates
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser, main
from tests.happenings import JOB_SEARCH, book
from tests.inviting import who_books
from tests.town import MONDAY, NOON, Town

pytestmark = pytest.mark.django_db
LIST, MANY = "/borgere/", "/borgere/flere/"
ASKED = {"purpose": JOB_SEARCH, "days": "10", "guided": "on"}
WORDS = {
    "title": "Hej [… navn]",
    "body": "Vi ses den [… tid og sted].",
    "may_decide": "Du vælger selv formen.",
    "complain": "Det er ikke en afgørelse.",
    "decision": "none",
    "language": "da",
}


@pytest.fixture
def people(place: Town) -> dict[str, Citizen]:
    """Anna has a time, Bo has none, Carl is a colleague's."""
    found = {name[0]: who_books(place, name=name) for name in ("Anna Holm", "Bo Krog")}
    found["C"] = town.citizen(place.jens, name="Carl Kær")
    book(found["A"], place.karen)
    return found


def refs(people: dict[str, Citizen], letters: str) -> list[str]:
    return [people[letter].public_id for letter in letters]


def send(browser: Browser, *, expect: int = 200, **sent: object) -> str:
    answer = browser.client.post(MANY, sent)
    assert answer.status_code == expect, answer.content.decode()[-2000:]
    return main(answer.content.decode())


def carried(page: str) -> dict[str, list[str]]:
    """Every hidden field of the page that asks for the one yes."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(value)
    return found


def part(page: str, heading: str) -> str:
    """What stands under a heading."""
    return page.partition(heading)[2].partition("<h2")[0]


def test_whoever_is_ticked_is_asked_to_book_and_the_others_are_told_of_with_the_reason(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    listed = main(karen.get(LIST))
    assert all(f'name="borger" value="{ref}"' in listed for ref in refs(people, "AB"))
    asks = send(karen, gerning="inviter", valgt="orden=frist", borger=refs(people, "AB"))
    assert text("many.invite.lead", count=2) in asks
    look = send(karen, trin="se", **carried(asks), **ASKED)
    assert "Bo Krog" in part(look, text("many.check.will"))
    assert "Anna Holm" in part(look, text("many.check.left"))
    assert text("errors.citizen_has_booked.why") in look
    assert not Invitation.objects.exists()
    done = send(karen, trin="bekraeft", **carried(look))
    assert "Bo Krog" in part(done, text("many.done.will"))
    assert f"{LIST}?orden=frist" in done
    assert Invitation.objects.get().citizen == people["B"]


def test_enter_in_a_box_sends_nothing(place: Town, people: dict[str, Citizen]) -> None:
    listed = main(Browser(place.karen).get(LIST))
    form = listed.partition(f'action="{MANY}"')[2]
    first = form.partition("<button")[2].partition(">")[0]
    assert "disabled" in first, "a browser sends a form by its first button, or not at all"


def test_the_same_yes_twice_asks_each_once_and_says_so(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    told = {"gerning": "inviter", "borger": refs(people, "B"), **ASKED}
    yes = carried(send(karen, trin="se", **told))
    for _ in range(2):
        done = send(karen, trin="bekraeft", **yes)
    assert text("errors.asked_already.why") in done
    assert Invitation.objects.count() == 1


def test_where_times_run_out_between_the_look_and_the_yes_it_is_written_down_and_told(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    told = {"gerning": "inviter", "borger": refs(people, "B"), **ASKED}
    yes = carried(send(karen, trin="se", **told))
    Opening.objects.filter(resource__person=place.karen).update(closed_at=NOON)
    done = send(karen, trin="bekraeft", **yes)
    assert text("errors.times_missing.why", found=0, wanted=3) in done
    assert text("many.done.nobody") in done
    assert TimesMissing.objects.count() == 1


def test_a_colleagues_citizen_and_one_who_was_given_on_are_never_touched(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    told = {"gerning": "inviter", "borger": [*refs(people, "BC"), "2222222222"], **ASKED}
    look = send(karen, trin="se", **told)
    assert text("many.gone", count=2) in look
    assert "Carl" not in look
    CounsellorAssignment.objects.filter(citizen=people["B"]).delete()
    counsellor_assign(citizen=people["B"], counsellor=place.jens, from_on=MONDAY)
    done = send(karen, expect=400, trin="bekraeft", **carried(look))
    assert text("many.gone_one") in done
    assert not Invitation.objects.exists()


def test_all_the_list_shows_are_those_of_the_list_and_each_is_logged_as_read(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    asks = send(karen, gerning="brev", alle="on", valgt="vis=booket")
    assert carried(asks)["borger"] == refs(people, "A")
    (read,) = ReadLog.objects.order_by("-pk")[:1]
    assert read.citizens.strip("|") == people["A"].public_id


def test_each_gets_a_letter_of_their_own_with_their_name_and_time(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    asks = send(karen, gerning="brev", borger=refs(people, "AB"))
    look = send(karen, trin="se", **carried(asks), **WORDS)
    assert "Hej Anna Holm" in look
    assert "Bo Krog" in part(look, text("many.check.left"))
    assert text("errors.letter_without_time.why") in look
    yes = carried(look)
    for _ in range(2):
        done = send(karen, trin="bekraeft", **yes)
    assert "Anna Holm" in part(done, text("many.done.will"))
    letter = Letter.objects.get()
    ahead = people["A"].bookings.get(outcome=None)
    assert (letter.citizen, letter.title) == (people["A"], "Hej Anna Holm")
    assert letter.body == f"Vi ses den {speech.moment(ahead.starts_at)}."


def test_a_letter_that_went_is_not_said_to_have_gone_anew_with_other_words(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    asks = send(karen, gerning="brev", borger=refs(people, "A"))
    yes = carried(send(karen, trin="se", **carried(asks), **WORDS))
    send(karen, trin="bekraeft", **yes)
    done = send(karen, trin="bekraeft", **yes | {"body": "Noget helt andet."})
    assert "Anna Holm" in part(done, text("many.done.left"))
    assert text("errors.sent_already.why") in done
    assert Letter.objects.get().body != "Noget helt andet."


def test_whom_the_filled_letter_is_too_long_for_is_said_before_the_yes(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    asks = send(karen, gerning="brev", borger=refs(people, "AB"))
    words = WORDS | {"title": "å" * 185 + " [… navn]", "body": "Hej."}
    Person.objects.filter(pk=people["B"].person_id).update(name="Bo Krog af Uendelighed")
    look = send(karen, trin="se", **carried(asks), **words)
    assert "Anna Holm" in part(look, text("many.check.will"))
    assert "Bo Krog" in part(look, text("many.check.left"))
    assert text("errors.letter_title_long.next") in look


def test_a_look_without_the_pages_key_gets_one_and_a_yes_without_it_writes_nothing(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    look = send(karen, trin="se", gerning="brev", borger=refs(people, "A"), **WORDS)
    yes = carried(look)
    assert len(yes["noegle"]) == 1
    bare = {name: value for name, value in yes.items() if name != "noegle"}
    assert text("errors.form_without_key.why") in send(karen, trin="bekraeft", **bare)
    assert not Letter.objects.exists()
    for _ in range(2):
        send(karen, trin="bekraeft", **yes)
    assert Letter.objects.count() == 1


def test_everybody_on_the_page_is_ticked_at_once_and_unticked_again(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    plain = main(karen.get(LIST))
    assert 'name="borger"' in plain
    assert " checked" not in plain
    way = html.unescape(re.search(r'href="([^"]*hak=alle)"', plain)[1])
    ticked = main(karen.get(LIST + way))
    assert ticked.count(" checked") == plain.count('name="borger"') == 2
    back = html.unescape(re.search(rf'href="([^"]*)">{text("many.tick_none")}', ticked)[1])
    assert " checked" not in main(karen.get(LIST + back))


def test_ticks_and_everybody_at_once_are_everybody_and_it_is_said(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    said = text("many.everybody_meant")
    both = send(karen, gerning="inviter", alle="on", borger=refs(people, "A"))
    assert said in both
    assert "Bo Krog" in both
    assert said not in send(karen, gerning="inviter", alle="on")


def test_a_letter_without_a_time_in_it_goes_to_everybody(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen, words = Browser(place.karen), WORDS | {"body": "Vi holder lukket på fredag."}
    look = send(karen, trin="se", gerning="brev", borger=refs(people, "AB"), **words)
    send(karen, trin="bekraeft", **carried(look))
    titles = Letter.objects.order_by("title").values_list("title", flat=True)
    assert list(titles) == ["Hej Anna Holm", "Hej Bo Krog"]


def test_a_template_fills_the_fields_and_sends_nothing_and_so_does_a_check(
    place: Town, people: dict[str, Citizen]
) -> None:
    karen = Browser(place.karen)
    told = {"gerning": "brev", "borger": refs(people, "A"), **WORDS}
    slug = next(iter(letter_templates()))
    empty = dict.fromkeys(("title", "body", "may_decide", "complain"), "")
    filled = send(karen, hent="1", skabelon=slug, **(told | empty))
    assert text("many.letter.marks", name="[… navn]", time="[… tid og sted]") in filled
    assert 'name="title" value=""' not in filled
    assert text("letters.write.counted", words=1, sentences=1, long=1)[:6] in send(
        karen, tjek="1", **told
    )
    assert not Letter.objects.exists()


def test_a_gap_nobody_filled_is_pointed_at_and_nothing_typed_is_lost(
    place: Town, people: dict[str, Citizen]
) -> None:
    words = WORDS | {"body": "Vi har talt om [… emne]."}
    told = {"gerning": "brev", "borger": refs(people, "AB"), "trin": "se", **words}
    page = send(Browser(place.karen), expect=400, **told)
    assert text("many.letter.gap", gap="[… emne]") in page
    assert "Vi har talt om [… emne]." in page
    assert carried(page)["borger"] == refs(people, "AB")


def test_whoever_reads_another_language_is_pointed_out(
    place: Town, people: dict[str, Citizen]
) -> None:
    Person.objects.filter(pk=people["A"].person_id).update(language="en")
    told = {"gerning": "brev", "borger": refs(people, "AB"), "trin": "se", **WORDS}
    look = send(Browser(place.karen), **told)
    assert "Anna Holm" in part(look, text("many.letter.others"))


@pytest.mark.parametrize("sent", [{"gerning": "inviter"}, {"gerning": "slet", "borger": "x"}, {}])
def test_where_nobody_is_chosen_or_nothing_that_can_be_done_one_is_led_back(
    place: Town, people: dict[str, Citizen], sent: dict[str, str]
) -> None:
    page = send(Browser(place.karen), expect=400, **sent, valgt="vis=booket")
    assert text("many.nobody.lead") in page
    assert f"{LIST}?vis=booket" in page


@pytest.mark.parametrize(
    ("sent", "there"), [({"borger": "B"}, "B"), ({"alle": "on", "valgt": "vis=booket"}, "A")]
)
def test_those_chosen_on_the_list_can_be_given_on(
    place: Town, people: dict[str, Citizen], sent: dict[str, str], there: str
) -> None:
    place.in_team(place.karen, place.jens)
    karen = Browser(place.karen)
    assert 'formaction="/giv-videre/"' in main(karen.get(LIST))
    told = sent | ({"borger": refs(people, sent["borger"])} if "borger" in sent else {})
    page = main(karen.client.post("/giv-videre/", told).content.decode())
    ticked = re.findall(r'<input[^>]*name="borger"[^>]*>', page)
    assert [people[there].public_id in box for box in ticked] == [True]
    assert "checked" in ticked[0]
