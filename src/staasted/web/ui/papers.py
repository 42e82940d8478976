"""Letters as PDF: tagged, in the letter's own language, with what was sent and nothing else."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse

from staasted.apps.letters.services import Letter
from staasted.catalog import speech
from staasted.catalog.language import language_of, speaking
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.ports.adapters import documents
from staasted.ports.documents import Document, DocumentNotMade, Heading, Paragraph, Part
from staasted.web.ui.page import page
from staasted.web.ui.saying import said

WHY_NOT = {"sign": "document_sign", "busy": "document_busy", "timeout": "document_busy"}


def letter_document(letter: Letter) -> Document:
    """A letter as it was sent: from whom, when, its number, its words and its files by name."""
    with speaking(language_of(letter.language)):
        return Document(
            letter.title, letter.sender, letter.language, tuple(_parts(letter)), text("cv.page")
        )


def summons_document(title: str, body: str, language: str, *, office: str) -> Document:
    """The letter of a summons as it was sent: one paragraph a line."""
    with speaking(language_of(language)):
        return Document(title, office, language, tuple(paragraphs(body)), text("cv.page"))


def paragraphs(words: str) -> Iterator[Paragraph]:
    """Each line as a paragraph."""
    yield from (Paragraph(line) for line in words.splitlines() if line.strip())


def pdf_answer(request: HttpRequest, document: Document, *, name: str, back: str) -> HttpResponse:
    """The PDF as a file of that name; or why there is none, with the way ``back``."""
    try:
        content = documents().pdf(document)
    except DocumentNotMade as error:
        code = WHY_NOT.get(error.code, "document_failed")
        refusal = said(DomainError(code, sign=error.sign, where=document.title))
        told = {"refusal": refusal, "back": back}
        return page(request, "parts/no_pdf.html", told, status=409)
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _parts(letter: Letter) -> Iterator[Part]:
    about = [text("letters.from", sender=letter.sender)]
    when = {"day": speech.day_year(letter.sent_at), "clock": speech.clock(letter.sent_at)}
    about.append(text("letters.sent", **when))
    about.append(text("letters.number", number=letter.public_id))
    yield Paragraph("\n".join(about), quiet=True)
    yield from paragraphs(letter.body)
    files = [sent.file.name for sent in letter.files.all()]
    if files:
        yield Paragraph(text("letters.paper.files", names=", ".join(files)))
    for name in ("may_decide", "complain"):
        words = getattr(letter, name)
        if words:
            yield Heading(text(f"letters.{name}"))
            yield from paragraphs(words)
