"""A login of the house's own whose owner has left, or whose key is lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from staasted.apps.org.clock import clock
from staasted.apps.org.keyring import keyring_create
from staasted.apps.org.models import LocalLogin, RoleGrant
from tests.identity.test_local import Karen, karen, renewed  # noqa: F401 a fixture

pytestmark = pytest.mark.django_db


def test_whoever_has_left_is_told_so_and_nothing_is_begun(
    karen: Karen,  # noqa: F811
) -> None:
    gone = clock.today() - timedelta(days=1)
    RoleGrant.objects.update(from_on=gone - timedelta(days=9), to_on=gone)
    at_home = Karen(telephone=karen.telephone)
    at_home.gives()
    answer = at_home.says(karen.telephone.next_code())
    assert answer.status_code == 403
    assert "Din sidste dag her var" in answer.content.decode()
    assert "staasted-kendt" not in answer.cookies
    assert "_auth_user_id" not in at_home.client.session


def test_whoever_has_left_does_not_set_a_login_up(
    karen: Karen,  # noqa: F811
) -> None:
    fresh = renewed()
    gone = clock.today() - timedelta(days=1)
    RoleGrant.objects.update(from_on=gone - timedelta(days=9), to_on=gone)
    answer = Karen().sets_up(fresh)
    assert answer.status_code == 403
    assert "Din sidste dag her var" in answer.content.decode()
    assert LocalLogin.objects.get().password == ""


def test_a_code_sealed_with_a_key_that_is_lost_is_a_wrong_code(
    karen: Karen,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyring_create(tmp_path / "keys.json")
    own = settings.STAASTED.model_copy(update={"key_file": tmp_path / "keys.json"})
    karen.gives()
    monkeypatch.setattr(settings, "STAASTED", own)
    for code in (karen.telephone.next_code(), karen.spare[0]):
        assert karen.says(code).status_code == 403
    code = renewed()
    assert Karen().sets_up(code).status_code == 200
