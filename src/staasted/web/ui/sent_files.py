"""Files that come with a form, and files that are handed out."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from staasted.apps.files.access import CitizenFile, content_of
from staasted.apps.files.checking import MEGABYTE, CheckedFile, file_check, most_megabytes
from staasted.apps.files.kinds import MEDIA, ContentKind
from staasted.core.errors import DomainError

FIELD = "fil"
"""What a form's file inputs are called; there may be several of the same name."""
ACCEPT = ",".join(f".{kind}" for kind in ContentKind)
MOST = 3
"""Files in one form. Source: decision 0037."""


def files_checked(request: HttpRequest) -> list[CheckedFile]:
    """The files of a sent form, looked at; none where none was chosen.

    Errors: as file_check; DomainError ``files_at_once``.
    """
    sent = request.FILES.getlist(FIELD)
    if len(sent) > MOST:
        raise DomainError("files_at_once", most=MOST)
    return [_checked(each) for each in sent]


def files_asked(error: str = "") -> dict[str, object]:
    """What ``parts/sent_files.html`` shows, under the name ``sent_files``."""
    return {"count": MOST, "most": most_megabytes(), "accept": ACCEPT, "error": error}


def _checked(sent: UploadedFile) -> CheckedFile:
    most = most_megabytes()
    if (sent.size or 0) > most * MEGABYTE:  # past the bound of arrival the size is all there is
        raise DomainError("file_too_large", most=most)
    return file_check(name=sent.name or "", chunks=sent.chunks())


def file_answer(file: CitizenFile) -> HttpResponse:
    """A file as something to save: never shown as a page of ours, nor kept on the way."""
    answer = HttpResponse(content_of(file), content_type=MEDIA[ContentKind(file.kind)])
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file.name
    )
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
