"""The schema itself: no number about a person hangs on answers, and nothing decides by them."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from staasted.apps.screening.models import (
    MirrorAnswers,
    ScreeningAnswers,
    ScreeningDraft,
    SuggestionsSeen,
)
from staasted.core.screening import OfferSuggestion, ScreeningResult, ScreeningRule

OF_ANSWERS = {ScreeningAnswers, ScreeningDraft, MirrorAnswers, SuggestionsSeen}
NUMBERS = (
    models.IntegerField,
    models.FloatField,
    models.DecimalField,
    models.DurationField,
    models.BinaryField,
)
ALLOWED = {"id", "version"}
"""The key of a row, and which version of the questions was answered."""
SCORING = ("score", "risk", "rank", "points", "level", "percent", "share_of", "colour", "weight")
CONSEQUENCES = ("sanction", "availab", "raadighed", "penalt", "deduct", "benefit")


def models_of_screening() -> Iterator[type[models.Model]]:
    yield from apps.get_app_config("screening").get_models()


def pointing_at(model: type[models.Model]) -> set[type[models.Model]]:
    """Every table with a key to this one, and every table those have a key from, and so on."""
    found: set[type[models.Model]] = set()
    ahead = [model]
    while ahead:
        at = ahead.pop()
        near = {each.related_model for each in at._meta.related_objects}
        ahead += [each for each in near - found if each is not None]
        found |= {each for each in near if each is not None}
    return found


def test_every_table_of_answers_is_known_here() -> None:
    assert set(models_of_screening()) == OF_ANSWERS


def test_no_column_of_answers_holds_a_number_but_the_key_and_the_version() -> None:
    for model in OF_ANSWERS:
        numbers = {f.name for f in model._meta.concrete_fields if isinstance(f, NUMBERS)}
        assert numbers <= ALLOWED, model
        names = {f.name for f in model._meta.concrete_fields}
        assert not {n for n in names if any(word in n for word in SCORING + CONSEQUENCES)}, model


def test_no_table_anywhere_points_at_answers() -> None:
    for model in OF_ANSWERS:
        assert pointing_at(model) == set(), "what hangs on an answer could count it"


def test_answers_point_at_the_case_and_at_staff_alone() -> None:
    for model in OF_ANSWERS:
        keys = [f for f in model._meta.concrete_fields if f.is_relation]
        assert {f.related_model._meta.label for f in keys} <= {"citizens.Citizen", "org.Person"}


def test_no_table_of_ours_has_a_column_that_scores_a_person() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("staasted.")]
    scored = {
        f"{model._meta.label}.{field.name}"
        for model in ours
        for field in model._meta.concrete_fields
        if any(word in field.name for word in ("score", "risk", "rank", "percent", "colour"))
    }
    assert scored == set()


def test_what_follows_from_answers_has_no_room_for_a_number() -> None:
    for thought in (ScreeningResult, ScreeningRule, OfferSuggestion):
        kinds = {str(kind) for kind in thought.__annotations__.values()}
        assert not any(word in kind for kind in kinds for word in ("int", "float", "Decimal"))
