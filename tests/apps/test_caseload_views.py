"""Ways of looking at one's own citizens: kept under names, and their owner's alone."""

import pytest
from django.db import IntegrityError, transaction

from staasted.apps.audit.actor import Role
from staasted.apps.caseload.models import CaseloadView
from staasted.apps.caseload.views_kept import (
    MOST_EACH,
    view_keep,
    view_open_with,
    view_remove,
    view_rename,
    views_of,
)
from staasted.apps.org.doors import AccessRefused
from staasted.apps.org.selectors import actor_for
from staasted.core.errors import DomainError
from tests.town import NOON, Town

pytestmark = pytest.mark.django_db
SICK = "gruppe=group%3Asickness_benefit"


def keep(place: Town, name: str, picks: str = SICK) -> CaseloadView:
    return view_keep(actor=place.counsellor(), name=name, picks=picks)


def names(place: Town) -> list[str]:
    return [view.name for view in views_of(place.counsellor())]


def test_views_stand_by_name_and_are_their_owners_alone(place: Town) -> None:
    keep(place, "Sygemeldte")
    keep(place, "  Dem   med frist ", "orden=frist")
    view_keep(actor=place.counsellor(place.jens), name="Jens' egen", picks="")
    assert names(place) == ["Dem med frist", "Sygemeldte"]


def test_the_same_view_kept_twice_is_one(place: Town) -> None:
    assert keep(place, "Sygemeldte").pk == keep(place, "Sygemeldte").pk
    assert names(place) == ["Sygemeldte"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("   ", "view_without_name"),
        ("x" * 61, "view_name_long"),
        ("SYGEMELDTE", "view_name_taken"),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_and_nothing_is_kept(
    place: Town, name: str, code: str
) -> None:
    keep(place, "Sygemeldte")
    with pytest.raises(DomainError) as refused:
        keep(place, name, "orden=frist")
    assert refused.value.code == code
    assert names(place) == ["Sygemeldte"]


def test_there_is_a_most_of_them(place: Town) -> None:
    for number in range(MOST_EACH):
        keep(place, f"Visning {number}")
    with pytest.raises(DomainError) as refused:
        keep(place, "En til")
    assert refused.value.code == "views_enough"
    assert len(names(place)) == MOST_EACH


def test_a_view_can_have_another_name_and_its_own_in_other_letters(place: Town) -> None:
    view, other = keep(place, "Sygemeldte"), keep(place, "Frister", "orden=frist")
    told = {"actor": place.counsellor(), "public_id": view.public_id}
    view_rename(**told, name="SYGEMELDTE")
    with pytest.raises(DomainError) as refused:
        view_rename(**told, name=other.name.upper())
    assert refused.value.code == "view_name_taken"
    assert names(place) == ["Frister", "SYGEMELDTE"]


def test_the_list_opens_with_one_view_or_with_everybody(place: Town) -> None:
    one, other = keep(place, "En"), keep(place, "En anden", "orden=frist")
    for chosen, opens in ((one.public_id, ["En"]), (other.public_id, ["En anden"]), ("", [])):
        view_open_with(actor=place.counsellor(), public_id=chosen)
        assert [view.name for view in views_of(place.counsellor()) if view.opens] == opens


def test_a_view_that_was_removed_is_gone_and_removed_again_nothing_happens(place: Town) -> None:
    view = keep(place, "Sygemeldte")
    for _ in range(2):
        view_remove(actor=place.counsellor(), public_id=view.public_id)
    assert names(place) == []
    with pytest.raises(DomainError) as refused:
        view_open_with(actor=place.counsellor(), public_id=view.public_id)
    assert refused.value.code == "view_gone"


def test_nobody_touches_a_colleagues_view(place: Town) -> None:
    view, jens = keep(place, "Sygemeldte"), place.counsellor(place.jens)
    view_remove(actor=jens, public_id=view.public_id)
    for act in (view_open_with, lambda **told: view_rename(name="Min", **told)):
        with pytest.raises(DomainError) as refused:
            act(actor=jens, public_id=view.public_id)
        assert refused.value.code == "view_gone"
    assert names(place) == ["Sygemeldte"]


def test_only_a_counsellor_has_views(place: Town) -> None:
    with pytest.raises(AccessRefused):
        view_keep(actor=actor_for(person=place.lead, role=Role.LEAD), name="Min", picks="")
    assert not CaseloadView.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": "Sygemeldte"}, {"name": ""}, {"name": "Ny", "opens": True}]
)
def test_the_database_holds_one_name_a_name_at_all_and_one_that_opens(
    place: Town, wrong: dict[str, object]
) -> None:
    view = keep(place, "Sygemeldte")
    view_open_with(actor=place.counsellor(), public_id=view.public_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseloadView.objects.create(person=place.karen, made_at=NOON, **wrong)
    assert CaseloadView.objects.count() == 1
