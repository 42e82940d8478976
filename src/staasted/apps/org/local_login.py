"""Logins of the house's own: made at the command line, set up once, and opened in two steps."""

import hashlib
import re
import secrets
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F

from staasted.apps.audit.actor import OPERATOR, Role
from staasted.apps.audit.services import act_log
from staasted.apps.org.clock import clock
from staasted.apps.org.guessing import SETUP, Where, try_begin, try_was_right
from staasted.apps.org.models import Account, LocalLogin, Person
from staasted.apps.org.second_factor import code_check, codes_begin, has_factor, passkey_begin
from staasted.apps.org.services import staff_register
from staasted.core.errors import DomainError
from staasted.ports.identity import Audience, LoginRefused

PROVIDER = "lokal"
USERNAME = re.compile(r"^[a-z0-9][a-z0-9._-]{2,59}$")
SETUP_LASTS = timedelta(days=2)
CODE_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH = 20  # 30^20 codes: nobody guesses one


@transaction.atomic
def local_staff_register(
    *, name: str, email: str, roles: list[Role], from_on: date, username: str
) -> tuple[Person, str]:
    """Add a member of staff with a login of the house's own; the person and the set-up code.

    Errors: DomainError ``local_name_unusable``, ``local_name_taken``.
    """
    username = username.strip().lower()
    if not USERNAME.match(username):
        raise DomainError("local_name_unusable")
    if LocalLogin.objects.filter(username=username).exists():
        raise DomainError("local_name_taken")
    person = staff_register(name=name, email=email, roles=roles, from_on=from_on)
    account = Account.objects.create(
        person=person, provider=PROVIDER, subject=username, audience=Audience.STAFF
    )
    local = LocalLogin(account=account, username=username)
    return person, _new_code(local)


@transaction.atomic
def local_renew(*, username: str) -> str:
    """Take password and second factors away, end every sitting, and open the set-up; the code.

    Errors: DomainError ``local_name_unknown``.
    """
    local = LocalLogin.objects.select_related("account__person").filter(username=username).first()
    if local is None:
        raise DomainError("local_name_unknown")
    Authenticator.objects.filter(user=local.account).delete()
    Account.objects.filter(pk=local.account_id).update(epoch=F("epoch") + 1)
    local.password = ""  # nosec B105 # none: it is to be set anew
    return _new_code(local)


def setup_open(*, username: str, code: str, where: Where) -> LocalLogin:
    """The login a set-up code opens. Errors: LoginRefused, TooManyTries for a wrong code."""
    username = username.strip().lower()
    local = LocalLogin.objects.select_related("account__person").filter(username=username).first()
    given = _digest(code)
    if local is None or not secrets.compare_digest(local.setup_hash or "-", given):
        # Looked at first: nobody guesses 30^20 codes, and who has the right one never waits.
        try_begin(kind=SETUP, username=username, where=where)
        raise LoginRefused("login_setup_wrong")
    if local.setup_until is None or local.setup_until < clock.now():
        raise LoginRefused("login_setup_wrong", "login_setup_old")
    return local


def setup_pending(local_id: int, opened_by: str) -> LocalLogin | None:
    """The login whose set-up is under way; None where it is no longer open.

    ``opened_by`` is the ``setup_hash`` of when it was opened: a renewed code shuts it again.
    """
    held = LocalLogin.objects.select_related("account__person")
    return held.filter(
        pk=local_id, setup_until__gte=clock.now(), setup_hash=opened_by or "-"
    ).first()


@transaction.atomic
def setup_finish(
    local: LocalLogin,
    *,
    password: str,
    sealed: str,
    code: str = "",
    passkey: dict[str, object] | None = None,
    passkey_name: str = "",
) -> list[str]:
    """Store password (a hash) and second factor, and use the code up; the spare codes.

    Errors: LoginRefused where the code or the passkey is not right; then nothing is stored.
    """
    held = LocalLogin.objects.select_for_update().get(pk=local.pk)
    if not held.setup_hash or held.setup_hash != local.setup_hash:  # used, or renewed meanwhile
        raise LoginRefused("login_setup_wrong", "login_setup_used")
    held.password, held.setup_hash, held.setup_until = password, "", None
    held.save(update_fields=["password", "setup_hash", "setup_until"])
    account = local.account
    if passkey is not None:
        spare = passkey_begin(account, passkey, passkey_name)
    else:
        spare = codes_begin(account, sealed=sealed, code=code)
    _log(account, "local_login_set_up")
    return spare


def password_open(*, username: str, password: str, where: Where) -> Account:
    """The account a name and a password point at; half a login. Errors: as ``setup_open``."""
    username = username.strip().lower()
    try_begin(kind="password", username=username, where=where)
    local = LocalLogin.objects.select_related("account__person").filter(username=username).first()
    if local is None or not local.password:
        make_password(password)  # as slow as a name that exists
        raise LoginRefused("login_password_wrong")
    if not check_password(password, local.password) or not has_factor(local.account):
        raise LoginRefused("login_password_wrong")
    try_was_right(kind="password", username=username, where=where)
    return local.account


def code_open(account: Account, *, code: str, where: Where) -> None:
    """The other half: a code of the app or a spare one. Errors: as ``setup_open``."""
    try_begin(kind="code", username=account.subject, where=where)
    if not code_check(account, code):
        raise LoginRefused("login_code_wrong")
    try_was_right(kind="code", username=account.subject, where=where)


@transaction.atomic
def passkey_add(account: Account, passkey: dict[str, object], name: str) -> None:
    """One passkey more for who is logged in. Errors: LoginRefused."""
    passkey_begin(account, passkey, name)
    _log(account, "passkey_add")


def local_logins_exist() -> bool:
    """Whether anybody logs in with a login of the house's own."""
    return LocalLogin.objects.exists()


def _new_code(local: LocalLogin) -> str:
    code = "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))
    local.setup_hash, local.setup_until = _digest(code), clock.now() + SETUP_LASTS
    local.save()
    _log(local.account, "local_login_offer")
    return "-".join(code[at : at + 5] for at in range(0, CODE_LENGTH, 5))


def _digest(code: str) -> str:
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _log(account: Account, act: str) -> None:
    act_log(actor=OPERATOR, act=act, at=clock.now(), subject=account.person.public_id)
