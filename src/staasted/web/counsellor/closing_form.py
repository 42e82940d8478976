"""The one form that closes a conversation."""

from datetime import date

from django import forms
from django.core.validators import MaxLengthValidator

from staasted.apps.agreements.following import Position, proposed_cadence, reasons_as_data
from staasted.apps.agreements.limits import furthest_next_contact
from staasted.apps.agreements.terms import Terms
from staasted.apps.conversations.services import Closing
from staasted.apps.conversations.telling_after import Told
from staasted.apps.org.clock import clock
from staasted.apps.plans.writing import TITLE
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Freedom, Outcome
from staasted.core.reason import Reason

OUTCOMES = (Outcome.HELD, Outcome.NOT_MET, Outcome.CANCELLED_BY_CITIZEN, Outcome.CANCELLED_BY_US)
CHANNELS = (Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO)
HINTED = ("minutes", "note", "next_to", "words", "offer", "step")
LONGEST = 480  # minutes: nobody's conversation lasts longer than a working day


class ClosingForm(forms.Form):
    """Outcome, minutes, note and what the two agreed about the next contact."""

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    minutes = forms.IntegerField(min_value=1, max_value=LONGEST, required=False)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), required=False)
    freedom = forms.ChoiceField(widget=forms.RadioSelect)
    next_to = forms.DateField(required=False)
    next_channel = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    offer = forms.ChoiceField(required=False)
    step = forms.CharField(required=False, max_length=TITLE)
    step_by = forms.DateField(required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        policy = catalog().policy
        most = {"minutes": LONGEST, "note": policy["note_characters"]}
        most |= {"words": policy["plain_words_characters"], "step": TITLE}
        for name, field in self.fields.items():
            field.label = text(f"counsellor.closing.label.{name}")
            _say_what_is_wrong(field, text(f"counsellor.closing.error.{name}", most=most.get(name)))
        for name in HINTED:
            self.fields[name].help_text = text(f"counsellor.closing.hint.{name}")
        for name in ("note", "words"):
            self.fields[name].validators.append(MaxLengthValidator(most[name]))
        offers = [(slug, offer.words.name) for slug, offer in catalog().offers.items()]
        self.fields["offer"].choices = [("", text("after_talk.words.no_offer")), *offers]
        self.fields["outcome"].choices = _said("ui.outcome", OUTCOMES)
        self.fields["freedom"].choices = _said("ui.freedom", Freedom)
        self.fields["next_channel"].choices = _said("ui.channel", CHANNELS)

    def clean_next_to(self) -> date | None:
        """A next contact lies today or later, and no further ahead than the policy says."""
        day, furthest = self.cleaned_data["next_to"], furthest_next_contact()
        if day is not None and day < clock.today():
            raise forms.ValidationError(text("counsellor.closing.error.next_past"))
        if day is not None and day > furthest:
            said = day_year(furthest)
            raise forms.ValidationError(text("counsellor.closing.error.next_far", furthest=said))
        return day

    def clean(self) -> dict[str, object]:
        """A conversation that was held has minutes and a next contact."""
        sent = super().clean()
        if sent.get("outcome") == Outcome.HELD:
            for name in ("minutes", "next_to"):
                if sent.get(name) is None and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return sent

    def closing(self, *, weeks: int | None) -> Closing:
        """What the service needs; a conversation not held may leave the agreement alone.

        ``weeks`` is how far the citizen is into the spell, in completed weeks; None if not known.
        """
        sent = self.cleaned_data
        outcome = Outcome(sent["outcome"])
        agreed = outcome is Outcome.HELD
        return Closing(
            outcome=outcome,
            minutes=sent["minutes"] if agreed else None,
            note=sent["note"],
            next=self._terms(weeks) if agreed else None,
            told=self._told(held=agreed),
        )

    def _told(self, *, held: bool) -> Told:
        """What the citizen reads; the sentence that stood there says that the two have talked."""
        sent = self.cleaned_data
        untouched = sent["words"].strip() == str(self.initial.get("words", "")).strip()
        return Told(
            words=sent["words"] if held or not untouched else "",
            offers=(sent["offer"],) if sent["offer"] else (),
            step=sent["step"],
            step_by=sent["step_by"],
        )

    def _terms(self, weeks: int | None) -> Terms:
        sent = self.cleaned_data
        freedom = Freedom(sent["freedom"])
        cadence = proposed_cadence(freedom=freedom, position=Position(weeks=weeks, law_due=None))
        return Terms(
            freedom=freedom,
            interval_weeks=cadence.interval_weeks,
            next_from=clock.today(),
            next_to=sent["next_to"],
            channel=Channel(sent["next_channel"]) if sent["next_channel"] else None,
            reasons=reasons_as_data((Reason.of("agreed_in_conversation"),)),
        )


def _said(words: str, values: object) -> list[tuple[str, str]]:
    return [(value.value, text(f"{words}.{value.value}")) for value in values]


def _say_what_is_wrong(field: forms.Field, sentence: str) -> None:
    """One sentence of ours for whatever may be wrong with the field."""
    wrong = ("required", "invalid", "invalid_choice", "min_value", "max_value", "max_length")
    field.error_messages |= dict.fromkeys(wrong, sentence)
