"""A file a citizen has shared, to save."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.files.access import file_reached
from staasted.apps.org.clock import clock
from staasted.web.ui.room import room
from staasted.web.ui.sent_files import file_answer


@never_cache
@require_safe
@room(Role.COUNSELLOR)
def citizen_file(
    request: HttpRequest,  # noqa: ARG001 a view's
    actor: Actor,
    public_id: str,
    file_id: str,
) -> HttpResponse:
    """The file itself; what is not shared is not there."""
    return file_answer(file_reached(actor, public_id, file_id, on=clock.today()))
