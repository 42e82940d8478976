"""A page one went back to and wrote something else on: nothing new is said to have gone."""

import pytest

from staasted.apps.letters.models import Letter
from staasted.apps.story.models import StoryLine
from staasted.apps.talking.models import TalkMessage
from staasted.catalog.texts import text
from tests.browsing import come_in, hidden, main
from tests.inviting import who_books
from tests.town import MONDAY, Town

pytestmark = pytest.mark.django_db
FIRST, OTHER = "Det første, jeg skrev.", "Noget helt andet."
FORMS = {
    "/mit-forloeb/beskeder/": ("words", {}, TalkMessage),
    "/mit-forloeb/breve/nyt/": ("body", {"title": "Et brev"}, Letter),
    "/mit-forloeb/historien/ny/": ("words", {"on": MONDAY.isoformat()}, StoryLine),
}


@pytest.mark.parametrize("address", FORMS)
def test_other_words_from_the_same_page_are_kept_on_it_and_go_when_they_are_sent_anew(
    place: Town, address: str
) -> None:
    field, rest, kept = FORMS[address]
    client = come_in(who_books(place).person)
    sent = hidden(client.get(address).content.decode()) | rest
    assert client.post(address, sent | {field: FIRST}).status_code == 302
    refused = client.post(address, sent | {field: OTHER})
    page = main(refused.content.decode())
    assert refused.status_code == 400
    assert text("errors.sent_already.why") in page
    assert OTHER in page
    assert kept.objects.count() == 1
    anew = hidden(refused.content.decode()) | rest | {field: OTHER}
    assert client.post(address, anew).status_code == 302
    assert kept.objects.count() == 2
