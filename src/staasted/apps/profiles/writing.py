"""What every act on a profile does: holds the case, looks at the words, writes its log line."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.audit.services import act_log
from staasted.apps.citizens.access import NotYours, role_require
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.services import kept_case_lock
from staasted.apps.org.members import person_lock
from staasted.apps.org.models import Person
from staasted.apps.profiles.access import ENTRY, own_profile
from staasted.apps.profiles.models import Profile, ProfileEntry
from staasted.catalog.loader import catalog
from staasted.core.errors import DomainError
from staasted.core.resume import Entry, entry_fitted

OWNERS = (Role.CITIZEN, Role.REPRESENTATIVE)


@dataclass(frozen=True, slots=True)
class Held:
    """A case that is held for one act on its profile: who acts, and when."""

    actor: Actor
    citizen: Citizen
    now: datetime

    def logged(self, act: str, *, subject: str = "", **facts: object) -> None:
        """Log the act: codes and ids, never what somebody wrote."""
        cases = [self.citizen.public_id]
        told = {"citizens": cases, "subject": subject, "facts": facts}
        act_log(actor=self.actor, act=act, at=self.now, **told)


def profile_hold(
    actor: Actor, citizen: Citizen, now: datetime, *roles: Role
) -> tuple[Held, Profile]:
    """Hold the person and the case, open or closed; the profile as it is now, stored or not.

    Errors: AccessRefused; NotYours, also where it is not shared with whoever acts for another.
    """
    role_require(actor, *(roles or OWNERS))
    if actor.role is Role.CITIZEN and actor.person_id != citizen.person_id:
        raise NotYours
    person_lock(*Person.objects.filter(pk=actor.person_id))
    kept_case_lock(citizen)
    return Held(actor, citizen, now), own_profile(actor, citizen)


def entry_held(held: Held, public_id: str) -> ProfileEntry:
    """One that stands in the profile. Errors: DomainError ``profile_entry_gone``."""
    row = ProfileEntry.objects.filter(citizen=held.citizen, public_id=public_id).first()
    if row is None:
        raise DomainError("profile_entry_gone")
    return row


def seen_require(row: Profile | ProfileEntry, seen: int) -> None:
    """Errors: DomainError ``profile_changed_meanwhile`` where other words came after these."""
    if row.version != seen:
        raise DomainError("profile_changed_meanwhile")


def room_require(citizen: Citizen, more: int = 1) -> None:
    """Errors: DomainError ``profile_full`` where so many more do not go in."""
    most = catalog().policy["profile_entries_most"]
    if ProfileEntry.objects.filter(citizen=citizen).count() + more > most:
        raise DomainError("profile_full", most=most)


def entry_make(held: Held, entry: Entry) -> ProfileEntry:
    """Store an entry after the last of its like. Errors: as ``entry_fitted``."""
    entry = fitted(entry)
    alike = ProfileEntry.objects.filter(citizen=held.citizen, kind=entry.kind)
    row = ProfileEntry(citizen=held.citizen, kind=entry.kind, changed_at=held.now)
    row.place = (alike.aggregate(last=Max("place"))["last"] or 0) + 1
    row.extra = dict(entry.extra)
    entry_lay(row, entry)
    row.save(force_insert=True)
    return row


def entry_lay(row: ProfileEntry, entry: Entry) -> None:
    """Lay an entry's words on a row."""
    for name in ENTRY:
        setattr(row, name, getattr(entry, name))


def fitted(entry: Entry) -> Entry:
    """The entry as it may stand. Errors: as ``entry_fitted``."""
    return entry_fitted(entry, most=catalog().policy["profile_characters"])


def same(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same to whoever reads them."""
    return replace(one, extra={}) == replace(other, extra={})
