"""Two tabs that keep views at the same moment: never more of them than there is room for."""

import pytest

from staasted.apps.caseload.models import CaseloadView
from staasted.apps.caseload.views_kept import MOST_EACH, view_keep, view_open_with
from staasted.core.errors import DomainError
from tests.at_once import together
from tests.town import build_town

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_kept_at_once_there_is_room_for_as_many_as_there_may_be() -> None:
    actor = build_town().counsellor()

    def keep(number: int) -> str:
        try:
            view_keep(actor=actor, name=f"Visning {number}", picks="")
        except DomainError as refused:
            return refused.code
        return "kept"

    told = together([lambda n=n: keep(n) for n in range(MOST_EACH + 4)])
    assert sorted(told) == ["kept"] * MOST_EACH + ["views_enough"] * 4
    assert CaseloadView.objects.count() == MOST_EACH


def test_of_two_chosen_to_open_the_list_at_once_one_does() -> None:
    actor = build_town().counsellor()
    ids = [view_keep(actor=actor, name=name, picks="").public_id for name in ("En", "To")]
    together([lambda one=one: view_open_with(actor=actor, public_id=one) for one in ids * 4])
    assert CaseloadView.objects.filter(opens=True).count() == 1
