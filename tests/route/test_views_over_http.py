"""Mine visninger: what one has chosen to see is kept under a name, and the list opens with it."""

import pytest

from staasted.apps.caseload.models import CaseloadView
from staasted.apps.caseload.views_kept import view_keep, view_open_with
from staasted.catalog.texts import text
from tests import town
from tests.browsing import Browser, main
from tests.town import Town

pytestmark = pytest.mark.django_db
LIST, VIEWS = "/borgere/", "/borgere/visninger/"
PAUSED = "vis=pause"


def test_what_is_seen_is_kept_under_a_name_without_the_name_that_was_looked_for(
    place: Town,
) -> None:
    town.citizen(place.karen, name="Anna Holm")
    karen = Browser(place.karen)
    seen = main(karen.get(f"{LIST}?navn=anna&{PAUSED}&orden=frist"))
    assert f"{VIEWS}?{PAUSED}&amp;orden=frist" in seen
    asked = main(karen.get(f"{VIEWS}?{PAUSED}&orden=frist"))
    assert text("counsellor.caseload.list.paused") in asked
    done = karen.post(f"{VIEWS}?{PAUSED}&orden=frist", navn="På pause", gem="1")
    assert text("views.kept", name="På pause") in done
    kept = CaseloadView.objects.get()
    assert (kept.name, kept.picks) == ("På pause", f"{PAUSED}&orden=frist")
    over = main(karen.get(LIST))
    assert f'{LIST}?{PAUSED}&amp;orden=frist">På pause</a>' in over


def test_a_name_that_is_taken_is_said_beside_the_field_and_nothing_typed_is_lost(
    place: Town,
) -> None:
    view_keep(actor=place.counsellor(), name="På pause", picks=PAUSED)
    sent = {"navn": "på Pause", "gem": "1"}
    answer = Browser(place.karen).client.post(f"{VIEWS}?orden=frist", sent)
    assert answer.status_code == 400
    page = main(answer.content.decode())
    assert text("errors.view_name_taken.why", name="på Pause") in page
    assert 'value="på Pause"' in page
    assert CaseloadView.objects.count() == 1


def test_the_list_opens_with_the_chosen_view_and_everybody_is_a_press_away(place: Town) -> None:
    town.citizen(place.karen, name="Anna Holm")
    actor = place.counsellor()
    kept = view_keep(actor=actor, name="På pause", picks=PAUSED)
    karen = Browser(place.karen)
    assert "Anna Holm" in main(karen.get(LIST))
    karen.post(VIEWS, aabn=kept.public_id)
    opened = main(karen.get(LIST))
    assert text("views.opened_with", name="På pause") in opened
    assert "Anna Holm" not in opened
    assert "Anna Holm" in main(karen.get(f"{LIST}?vis="))
    karen.post(VIEWS, aabn="")
    assert "Anna Holm" in main(karen.get(LIST))


def test_a_view_is_renamed_and_removed(place: Town) -> None:
    kept = view_keep(actor=place.counsellor(), name="På pause", picks=PAUSED)
    karen = Browser(place.karen)
    assert text("views.renamed", name="Pauser") in karen.post(
        VIEWS, omdoeb=kept.public_id, navn="Pauser"
    )
    assert text("views.removed") in karen.post(VIEWS, fjern=kept.public_id)
    assert text("views.none") in main(karen.get(VIEWS))


def test_a_view_that_asks_for_what_is_no_more_says_so_and_shows_the_rest(place: Town) -> None:
    town.citizen(place.karen, name="Anna Holm")
    actor = place.counsellor()
    kept = view_keep(actor=actor, name="Gammel", picks="gruppe=group%3Anedlagt&orden=frist")
    view_open_with(actor=actor, public_id=kept.public_id)
    karen = Browser(place.karen)
    opened = main(karen.get(LIST))
    assert text("views.unknown_heading") in opened
    assert "Anna Holm" in opened
    assert text("views.strange_heading") in main(karen.get(VIEWS))
