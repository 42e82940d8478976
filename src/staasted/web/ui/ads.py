"""Job ads as pages show them: what is looked for, what was found, and why, in plain words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.http import urlencode

from staasted.apps.ads.board import AdBoard
from staasted.apps.ads.selectors import JobAd, ads_by_id
from staasted.apps.ads.services import Looked
from staasted.catalog.ad_finding import part_of
from staasted.catalog.ads import ad_fields, place_named, places
from staasted.catalog.texts import text
from staasted.core.ads import AdMatches, AdOrder, AdWish
from staasted.core.finding import Hit
from staasted.core.finding.words import tokens
from staasted.web.ui.listing import page_of

WORDS, FIELD, PLACE, KM, ORDER = "ord", "fag", "sted", "km", "orden"
"""The names of what is looked for, in an address and in a form."""
NAME, PARTLY = "navn", "delvis"
DISTANCES = (5, 10, 20, 30, 50, 100, 200)
"""Km to choose among. Source: decision 0042."""
LONGEST = {WORDS: 200, PLACE: 60, NAME: 60}
_WORD = re.compile(r"\w+")


class AdForm(forms.Form):
    """What somebody looks for: words, a field of work, and how far from where."""

    ord = forms.CharField(required=False, max_length=LONGEST[WORDS])
    fag = forms.ChoiceField(required=False)
    sted = forms.CharField(required=False, max_length=LONGEST[PLACE])
    km = forms.ChoiceField(required=False)
    orden = forms.ChoiceField(required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        names = [(slug, entry.words.name) for slug, entry in ad_fields().items()]
        self.fields[FIELD].choices = [("", text("ads.ask.any_field")), *names]
        far = [(str(km), text("ads.ask.km_choice", km=km)) for km in DISTANCES]
        self.fields[KM].choices = [("", text("ads.ask.any_km")), *far]
        self.fields[ORDER].choices = [(each.value, text(f"ads.order.{each}")) for each in AdOrder]
        for name, field in self.fields.items():
            field.label = text(f"ads.ask.{name}")
            wrong = text(f"ads.ask.wrong.{name}", most=LONGEST.get(name, 0))
            field.error_messages = dict.fromkeys(
                ("required", "max_length", "invalid_choice"), wrong
            )
        self.fields[WORDS].help_text = text("ads.ask.ord_hint")
        self.fields[PLACE].help_text = text("ads.ask.sted_hint")

    def clean_sted(self) -> str:
        """The postal code of the place that was written, empty for none."""
        written = self.cleaned_data[PLACE].strip()
        found = place_named(written) if written else None
        if written and found is None:
            raise forms.ValidationError(text("ads.ask.no_place"))
        return found.slug if found else ""

    def clean(self) -> dict[str, object]:
        """A distance is counted from somewhere."""
        sent = super().clean() or {}
        if sent.get(KM) and not sent.get(PLACE) and PLACE not in self.errors:
            self.add_error(PLACE, text("ads.ask.km_from"))
        return sent

    @property
    def looked(self) -> Looked:
        """What is looked for, once the form is valid."""
        sent = self.cleaned_data
        return Looked(
            words=sent[WORDS].strip(),
            field=sent[FIELD],
            place=sent[PLACE],
            within_km=int(sent[KM]) if sent[KM] else None,
            order=AdOrder(sent[ORDER] or AdOrder.FIT),
        )


class SearchForm(AdForm):
    """The same with a name of one's own."""

    navn = forms.CharField(max_length=LONGEST[NAME])
    field_order = (NAME, WORDS, FIELD, PLACE, KM, ORDER)


@dataclass(frozen=True, slots=True)
class AdRow:
    """An ad on a list: how far away, in whole km or None, and why it is there."""

    ad: JobAd
    km: int | None
    why: tuple[str, ...]


def address_of(looked: Looked) -> str:
    """What is looked for as the end of an address, without the question mark."""
    return urlencode({name: value for name, value in initial_of(looked).items() if value})


def initial_of(looked: Looked) -> dict[str, object]:
    """What is looked for, for a form's fields to show."""
    place = places().get(looked.place)
    return {
        WORDS: looked.words,
        FIELD: looked.field,
        PLACE: place.title if place else "",
        KM: looked.within_km or "",
        ORDER: "" if looked.order is AdOrder.FIT else looked.order.value,
    }


def looked_said(looked: Looked) -> list[str]:
    """What is looked for, in words."""
    field, place = ad_fields().get(looked.field), places().get(looked.place)
    said = [text("ads.said.words", words=looked.words)] if looked.words else []
    said += [text("ads.said.field", field=field.words.name)] if field else []
    if place is None:
        return said
    if looked.within_km is None:
        return [*said, text("ads.said.from", place=place.title)]
    return [*said, text("ads.said.within", km=looked.within_km, place=place.title)]


def wish_of(looked: Looked) -> AdWish:
    """What is looked for, as the ads are held against it."""
    place = places().get(looked.place)
    at = place.at if place else None
    return AdWish(looked.words, looked.field, at, looked.within_km, looked.order)


def found_shown(
    board: AdBoard, looked: Looked, *, on: date, number: str | None, partly: bool
) -> dict[str, object]:
    """A page of what was found. Ads with some of the words stand apart, and by themselves where
    none has all."""
    found = board.matching(wish_of(looked), on=on)
    some = bool(found.partly) and (partly or not found.full)
    listed = page_of(found.partly if some else found.full, number)
    ordered = looked.order
    if ordered is AdOrder.FIT and not board.index.asked(looked.words):
        ordered = AdOrder.NEWEST
    return {
        "rows": rows_shown(board, found, list(listed), looked.words),
        "listed": listed,
        "some": some,
        "all_words": len(found.full),
        "some_words": len(found.partly),
        "placeless": found.placeless,
        "order_said": text(f"ads.order.said.{ordered}"),
        "asked": address_of(looked),
        "looks": looked.anything,
    }


def rows_shown(board: AdBoard, found: AdMatches, public_ids: list[str], words: str) -> list[AdRow]:
    """Those ads with why each was found: one query."""
    typed = {word: said for said in _WORD.findall(words) for word in tokens(said)}
    km = found.km or {}
    return [
        AdRow(
            ad,
            round(km[ad.public_id]) if ad.public_id in km else None,
            tuple(_why(board.index.hits(words, ad.public_id), typed)),
        )
        for ad in ads_by_id(public_ids)
    ]


def _why(hits: Iterable[Hit], typed: Mapping[str, str]) -> Iterable[str]:
    """One sentence for each word that was asked for and is there."""
    for hit in hits:
        part = text(f"ads.part.{part_of(hit)}")
        yield text(f"ads.hit.{hit.how}", word=typed.get(hit.word, hit.word), part=part)
