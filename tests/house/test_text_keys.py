"""The catalogue of texts and the code that speaks them know each other exactly."""

from staasted.catalog.texts import texts
from tests.house.text_keys import asked


def test_every_text_asked_for_exists():
    found = asked()
    assert len(found.exact) > 100
    assert [f"{key} ({where})" for key, where in found.exact.items() if key not in texts()] == []


def test_every_prefix_that_is_completed_leads_to_texts():
    prefixes = asked().prefixes
    assert prefixes
    assert [p for p in prefixes if not any(key.startswith(p) for key in texts())] == []


def test_every_text_is_asked_for():
    found = asked()
    assert len(texts()) > 200
    assert [key for key in texts() if not found.uses(key)] == []
