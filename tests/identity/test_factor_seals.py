"""The secrets of second factors are counted by key, and sealed again when the keys change."""

import pytest
from allauth.mfa.models import Authenticator

from staasted.apps.audit.models import ActLog
from staasted.apps.org.factor_seals import factors_held, factors_reseal
from staasted.apps.org.models import Account
from staasted.apps.org.sealed_stores import stores
from staasted.apps.org.sealing import text_open, text_seal
from staasted.apps.org.services import person_register

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
ANOTHER = "k-another"


def factor(**data: object) -> Authenticator:
    person = person_register(name="Lis Lokal")
    account = Account.objects.create(person=person, provider="local", subject=person.public_id)
    return Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data=data)


def test_rotation_knows_the_secrets_of_second_factors() -> None:
    assert "factors" in {store.name for store in stores()}


def test_a_secret_is_sealed_again_and_opens_as_before() -> None:
    held = factor(secret=text_seal(SECRET), used=7)
    (key,) = factors_held()
    before = held.data["secret"]
    done = factors_reseal(ANOTHER, "")
    held.refresh_from_db()
    assert (done.count, done.unreadable) == (1, ())
    assert held.data["secret"] != before
    assert (text_open(held.data["secret"]), held.data["used"]) == (SECRET, 7)
    assert ActLog.objects.get(act="factor_reseal").facts == {"key": ANOTHER, "count": 1}
    assert factors_reseal(key, "").count == 0
    assert factors_reseal(key, done.after).after == ""


def test_a_secret_that_does_not_open_is_named_by_its_login_and_left() -> None:
    held = factor(secret=f"{ANOTHER}:AAAA")
    done = factors_reseal("k-third", "")
    held.refresh_from_db()
    assert done.unreadable == (held.user.public_id,)
    assert held.data == {"secret": f"{ANOTHER}:AAAA"}
    assert factors_held() == {ANOTHER: 1}
