"""What the server writes of an error tells where it happened, and nothing of anybody."""

import logging

import pytest
from django.db import DatabaseError, transaction

from staasted.apps.org.models import Person

pytestmark = pytest.mark.django_db
NAME, WORDS = "Åse Hemmelig", "6101901234"


def written_by(error: BaseException) -> str:
    """What every handler of the server's writes of an error."""
    record = logging.getLogger("django.request").makeRecord(
        "django.request",
        logging.ERROR,
        __file__,
        1,
        "Internal Server Error: %s",
        ("/",),
        (type(error), error, error.__traceback__),
    )
    handlers = logging.getLogger("django.request").handlers + logging.getLogger("staasted").handlers
    assert handlers
    return "".join(handler.format(record) for handler in handlers)


def test_a_row_the_database_refuses_is_not_quoted() -> None:
    person = Person.objects.create(name=NAME, name_key="x")
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        Person.objects.filter(pk=person.pk).update(public_id=None)
    said = written_by(refused.value)
    assert "test_server_log" in said, "where it happened"
    assert type(refused.value).__name__ in said
    assert "Hemmelig" not in said
    assert "null value" not in said.lower()
    assert "failing row" not in said.lower()


def test_what_an_error_says_and_what_it_came_from_is_not_written() -> None:
    with pytest.raises(ValueError, match=WORDS) as refused:
        _fails()
    said = written_by(refused.value)
    assert said.count("ValueError") >= 1
    assert "KeyError" in said
    assert WORDS not in said
    assert NAME not in said


def _fails() -> None:
    try:
        {}[NAME]
    except KeyError as error:
        raise ValueError(WORDS) from error


def test_a_trace_another_handler_has_written_is_not_written_again() -> None:
    with pytest.raises(ValueError, match=WORDS) as refused:
        _fails()
    error = refused.value
    record = logging.LogRecord(
        "django.request", logging.ERROR, __file__, 1, "x", (), (type(error), error, None)
    )
    logging.Formatter().format(record)
    assert WORDS in str(record.exc_text)
    (handler,) = logging.getLogger("django.request").handlers
    assert WORDS not in handler.format(record)
