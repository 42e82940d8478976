"""The note saves itself while the conversation is held: a draft of the form, sealed and one's own.

Without a script it is a button, *Gem indtil videre*; with one the page presses it (decision 0047).
"""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse

from staasted.apps.audit.actor import Actor
from staasted.apps.booking.access import may_write_note
from staasted.apps.citizens.access import NotYours
from staasted.apps.org.clock import clock
from staasted.apps.org.drafts import draft_drop, draft_keep, draft_of
from staasted.catalog.speech import time_of_day
from staasted.catalog.texts import text
from staasted.web.ui.returning import returned

KEEP = "gem_notat"
"""The button that keeps what is written, and closes nothing."""
KEPT_AT = "kept_at"


def note_kept(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """Keep the form as it stands: told to a script as a time of day, to others on top of the page.

    Errors: AccessRefused, NotYours, also where the conversation is closed by now.
    """
    if not may_write_note(actor, public_id, on=clock.today()):
        raise NotYours
    kept = draft_keep(actor=actor, path=_place(public_id), sent=request.POST, at=request.wall)
    at = time_of_day(clock.now())
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"kept": kept, "at": at}, status=200 if kept else 413)
    said = text("after_talk.note.kept", at=at) if kept else text("after_talk.note.too_long")
    return returned(request, said, "conversation_close", public_id=public_id)


def note_of(actor: Actor, public_id: str) -> Mapping[str, object]:
    """What was kept of the form, by field; nothing where nothing was."""
    draft = draft_of(actor=actor, path=_place(public_id))
    if draft is None:
        return {}
    return {name: values[0] for name, values in draft.fields.items()} | {KEPT_AT: draft.at}


def note_restore(
    actor: Actor, public_id: str, fields: Mapping[str, object], *, at: datetime
) -> None:
    """Let what was registered stand in the form again, once the closing is undone."""
    sent = QueryDict(mutable=True)
    sent.update({name: str(value) for name, value in fields.items() if value})
    draft_keep(actor=actor, path=_place(public_id), sent=sent, at=at)


def note_drop(actor: Actor, public_id: str) -> None:
    """Forget the draft: the conversation is closed."""
    draft_drop(actor=actor, path=_place(public_id))


def _place(public_id: str) -> str:
    """No address of a page: a sitting that ended keeps what it had under that one."""
    return reverse("conversation_close", kwargs={"public_id": public_id}) + "#notat"
