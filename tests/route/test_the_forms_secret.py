"""Every form of a page carries the same mask of the secret, and each answer another."""

import re

import pytest
from django.test import Client

from tests.browsing import Browser
from tests.town import Town

SECRET = re.compile(r'name="csrfmiddlewaretoken" value="(\w{64})"')


def test_a_page_masks_its_secret_once_and_each_answer_anew(place: Town) -> None:
    client = Browser(place.karen).client
    first, second = (SECRET.findall(client.get("/borgere/").text) for _ in range(2))
    assert len(first) > 1
    assert len(set(first)) == len(set(second)) == 1
    assert first != second


@pytest.mark.django_db
def test_a_form_with_the_mask_is_let_in_and_one_without_is_not() -> None:
    client = Client(enforce_csrf_checks=True)
    mask = SECRET.findall(client.get("/log-ind/").text)[0]
    sent = {"language": "en", "next": "/log-ind/"}
    assert client.post("/sprog/", sent).status_code == 403
    assert client.post("/sprog/", sent | {"csrfmiddlewaretoken": mask}).status_code == 302
