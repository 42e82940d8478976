"""Writing one's own profile: changing, adding, moving, removing, sharing and erasing it.

Staff write nothing here. What somebody writes in a window that had not seen the newest words is
refused, and stands in the form still (decision 0041).
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.models import Citizen
from staasted.apps.profiles.access import ABOUT, entry_of, shown_in
from staasted.apps.profiles.models import Profile, ProfileEntry
from staasted.apps.profiles.writing import (
    Held,
    entry_held,
    entry_lay,
    entry_make,
    fitted,
    profile_hold,
    room_require,
    same,
    seen_require,
)
from staasted.catalog.loader import catalog
from staasted.core.resume import CONTACT, About, Entry, about_fitted


@transaction.atomic
def about_change(
    *,
    actor: Actor,
    citizen: Citizen,
    about: About,
    shown: Collection[str],
    seen: int,
    now: datetime,
) -> Profile:
    """Say who one is, and what of ``CONTACT`` stands on the CV; ``seen`` is 0 for the first time.

    What a file told beside it stays. Errors: AccessRefused, NotYours; DomainError
    ``profile_changed_meanwhile``, and as ``about_fitted``.
    """
    held, profile = profile_hold(actor, citizen, now)
    about = about_fitted(about, most=catalog().policy["profile_characters"])
    written = all(getattr(about, name) == getattr(profile, name) for name in ABOUT)
    if profile.version and written and set(shown) == shown_in(profile):
        return profile  # the same page sent twice
    seen_require(profile, seen)
    _about_lay(profile, about, shown)
    _stored(held, profile)
    held.logged("profile_about_change")
    return profile


def _about_lay(profile: Profile, about: About, shown: Collection[str]) -> None:
    for name in ABOUT:
        setattr(profile, name, getattr(about, name))
    for name in CONTACT:
        setattr(profile, f"shows_{name}", name in shown and bool(getattr(about, name)))


def _stored(held: Held, profile: Profile) -> None:
    """Store the profile as its next version."""
    profile.version, profile.changed_at = profile.version + 1, held.now
    profile.save()


@transaction.atomic
def entry_add(*, actor: Actor, citizen: Citizen, entry: Entry, now: datetime) -> ProfileEntry:
    """Add something to the profile.

    Errors: AccessRefused, NotYours; DomainError ``profile_full``, and as ``entry_fitted``.
    """
    held, _ = profile_hold(actor, citizen, now)
    room_require(citizen)
    row = entry_make(held, entry)
    held.logged("profile_entry_add", subject=row.public_id, kind=row.kind)
    return row


@transaction.atomic
def entry_change(
    *, actor: Actor, citizen: Citizen, public_id: str, entry: Entry, seen: int, now: datetime
) -> ProfileEntry:
    """Give something other words, from a window that showed version ``seen``.

    Errors: AccessRefused, NotYours; DomainError ``profile_changed_meanwhile``,
    ``profile_entry_gone``, and as ``entry_fitted``.
    """
    held, _ = profile_hold(actor, citizen, now)
    row, entry = entry_held(held, public_id), fitted(entry)
    if same(entry, entry_of(row)):
        return row  # the same page sent twice
    seen_require(row, seen)
    entry_lay(row, entry)
    row.version, row.changed_at = row.version + 1, now
    row.save()
    held.logged("profile_entry_change", subject=public_id)
    return row


@transaction.atomic
def entry_move(
    *, actor: Actor, citizen: Citizen, public_id: str, earlier: bool, now: datetime
) -> None:
    """Let something change places with the one before or after it among its like.

    Errors: AccessRefused, NotYours, DomainError ``profile_entry_gone``.
    """
    held, _ = profile_hold(actor, citizen, now)
    row = entry_held(held, public_id)
    alike = list(ProfileEntry.objects.filter(citizen=citizen, kind=row.kind))
    at = [each.pk for each in alike].index(row.pk)
    to = at - 1 if earlier else at + 1
    if not 0 <= to < len(alike):
        return
    alike[at], alike[to] = alike[to], alike[at]
    for place, each in enumerate(alike, start=1):
        if each.place != place:
            each.place = place
            each.save(update_fields=["place"])
    held.logged("profile_entry_move", subject=public_id)


@transaction.atomic
def entry_remove(*, actor: Actor, citizen: Citizen, public_id: str, now: datetime) -> None:
    """Delete something from the profile, for good. Errors: as ``entry_move``."""
    held, _ = profile_hold(actor, citizen, now, Role.CITIZEN)
    entry_held(held, public_id).delete()
    held.logged("profile_entry_remove", subject=public_id)


@transaction.atomic
def profile_share(*, actor: Actor, citizen: Citizen, shared: bool, now: datetime) -> None:
    """Say whether the coach may read the profile. Errors: AccessRefused, NotYours."""
    held, profile = profile_hold(actor, citizen, now, Role.CITIZEN)
    if profile.shared == shared:
        return
    profile.shared = shared
    if profile.pk:
        profile.save(update_fields=["shared"])
    else:
        _stored(held, profile)
    held.logged("profile_share" if shared else "profile_unshare")


@transaction.atomic
def profile_erase(*, actor: Actor, citizen: Citizen, now: datetime) -> None:
    """Erase the whole profile, for good. The log keeps that it was done, and no word of it.

    Errors: AccessRefused, NotYours.
    """
    held, _ = profile_hold(actor, citizen, now, Role.CITIZEN)
    gone, _ = ProfileEntry.objects.filter(citizen=citizen).delete()
    Profile.objects.filter(citizen=citizen).delete()
    held.logged("profile_erase", rows=gone)
