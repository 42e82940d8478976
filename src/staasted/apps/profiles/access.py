"""Reading a profile: its citizen always, everybody else where it is shared (decision 0041).

The room has opened the case: ``own_case`` and ``citizen_reached`` check who asks and note the
reading.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Model

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, NotYours, citizen_reached
from staasted.apps.profiles.models import Profile, ProfileEntry
from staasted.core.resume import CONTACT, About, Entry, EntryKind, Resume

ABOUT = tuple(name for name in About.__dataclass_fields__ if name != "extra")
ENTRY = tuple(name for name in Entry.__dataclass_fields__ if name not in ("kind", "extra"))
"""What is written in a profile and in one entry of it, as columns."""
WORDS = frozenset((*ABOUT, *ENTRY, "extra"))


def own_profile(actor: Actor, case: Citizen) -> Profile:
    """The profile of an opened case; one that is not written yet is empty, and not stored.

    Errors: NotYours where it is not shared with whoever acts for the citizen.
    """
    found = Profile.objects.filter(citizen=case).first() or Profile(citizen=case, version=0)
    if actor.role is not Role.CITIZEN and not found.shared:
        raise NotYours
    return found


def own_entry(actor: Actor, case: Citizen, public_id: str) -> ProfileEntry:
    """One thing in it. Errors: NotYours."""
    own_profile(actor, case)
    found = ProfileEntry.objects.filter(citizen=case, public_id=public_id).first()
    if found is None:
        raise NotYours
    return found


def entries_of(case: Citizen) -> list[ProfileEntry]:
    """Everything in the profile of an opened case that may be read, kind by kind, in order."""
    kinds = [kind.value for kind in EntryKind]
    rows = ProfileEntry.objects.filter(citizen=case)
    return sorted(rows, key=lambda each: (kinds.index(each.kind), each.place, each.pk))


def shared_profile(actor: Actor, public_id: str, *, on: date) -> tuple[Citizen, Profile | None]:
    """A case and its profile, None where its citizen does not share it; noted.

    Errors: as ``citizen_reached``.
    """
    case = citizen_reached(actor, public_id, on=on)
    return case, Profile.objects.filter(citizen=case, shared=True).first()


def shown_in(profile: Profile) -> frozenset[str]:
    """What of ``CONTACT`` stands on the CV."""
    return frozenset(name for name in CONTACT if getattr(profile, f"shows_{name}"))


def about_of(profile: Profile) -> About:
    """Who somebody is, as the thinking knows it."""
    told = {name: getattr(profile, name) for name in ABOUT}
    return About(**told, extra=profile.extra.get("basics", {}))


def entry_of(row: ProfileEntry) -> Entry:
    """One thing, as the thinking knows it."""
    told = {name: getattr(row, name) for name in ENTRY}
    return Entry(kind=EntryKind(row.kind), **told, extra=row.extra)


def resume_of(profile: Profile, entries: Sequence[ProfileEntry]) -> Resume:
    """The whole profile, as the thinking knows it."""
    rows = tuple(entry_of(each) for each in entries)
    return Resume(about_of(profile), rows, profile.extra.get("sections", {}))


def profile_private_columns(record: Model) -> frozenset[str]:
    """The columns of a profile nobody but its citizen reads; none of any other row."""
    if isinstance(record, Profile):
        return frozenset() if record.shared else WORDS
    if isinstance(record, ProfileEntry):
        return frozenset() if record.is_shared else WORDS
    return frozenset()
