"""A document as a PDF: it opens, reads back, is tagged, has its language, and stays contained."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from staasted.integrations.documents_typst import TypstDocuments
from staasted.ports.documents import Bullets, Document, DocumentNotMade, Heading, Paragraph, Part

HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.4"',
    '#include "document.typ" #eval("1+1")',
    "= ikke en overskrift",
    "*fed* _skrå_ $x^2$ @henvisning <mærke> `kode`",
    "// en bemærkning /* en til */",
    '"} ] ) #panic("nej")',
    r"\u{41} \ ~ -- ---",
]


def set_(*parts: Part, language: str = "da", title: str = "Åse Eksempel") -> PdfReader:
    """The document as a reader opens it."""
    return PdfReader(BytesIO(TypstDocuments().pdf(Document(title, title, language, parts))))


def words(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def kinds(reader: PdfReader) -> list[str]:
    """The tags of the document, in the order a screen reader meets them."""

    def below(node: object) -> list[str]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            return [kind for each in node for kind in below(each)]
        if not isinstance(node, dict):
            return []
        own = [str(node["/S"])] if "/S" in node else []
        return own + (below(node["/K"]) if "/K" in node else [])

    return below(reader.trailer["/Root"]["/StructTreeRoot"])


def test_a_document_opens_and_every_word_is_read_back_in_order() -> None:
    parts = (
        Paragraph("aase@eksempel.dk\n8000 Aarhus", quiet=True),
        Heading("Arbejde"),
        Heading("Kok", level=3),
        Paragraph("Varm mad til 200, også ærter og grød."),
        Bullets(("Bestilte varer", "Lærte elever op")),
    )
    said = words(set_(*parts))
    expected = ("Åse Eksempel", "8000 Aarhus", "Arbejde", "Kok", "også ærter", "Bestilte varer")
    places = [said.index(each) for each in expected]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_is_tagged_has_its_language_and_title_and_says_it_is_accessible(language: str) -> None:
    reader = set_(Heading("A"), Paragraph("b"), Bullets(("c",)), language=language)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata.title == "Åse Eksempel"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert {"/H1", "/H2", "/P", "/L", "/LI"} <= set(kinds(reader))


@pytest.mark.parametrize("written", HOSTILE)
def test_what_somebody_writes_is_words_and_never_markup(written: str) -> None:
    reader = set_(Heading(written), Paragraph(written), Bullets((written,)), title=written)
    said = words(reader).replace("\n", " ")
    assert said.count(written) == 4, said
    assert "root:" not in said


def test_letters_of_other_alphabets_are_set() -> None:
    said = words(set_(Paragraph("Žluťoučký Кириллица Ελληνικά العربية")))
    assert "Žluťoučký" in said
    assert "Кириллица" in said


@pytest.mark.parametrize("sign", ["🙂", "漢", "\x01"])
def test_a_sign_that_cannot_be_set_is_named(sign: str) -> None:
    with pytest.raises(DocumentNotMade) as refused:
        set_(Paragraph(f"Hej {sign}"))
    assert (refused.value.code, refused.value.sign) == ("sign", sign)


def test_ten_thousand_characters_without_a_space_are_set() -> None:
    assert words(set_(Paragraph("x" * 10_000))).count("x") == 10_000


def test_what_is_too_large_is_refused_and_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(DocumentNotMade, match="too_large"):
        set_(Paragraph("x" * (1024 * 1024 + 1)))
    document = Document("A", "A", "da", (Paragraph("ord " * 100_000),))
    with pytest.raises(DocumentNotMade, match="timeout"):
        TypstDocuments(seconds=0.02).pdf(document)


def test_only_so_many_are_set_at_once() -> None:
    with pytest.raises(DocumentNotMade, match="busy"):
        TypstDocuments(seconds=0.01, at_once=0).pdf(Document("A", "A", "da", ()))
