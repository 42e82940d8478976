"""What is asked when an agreement is proposed, changed, recorded or paused; either side's form."""

from datetime import date

from django import forms
from django.core.validators import MaxLengthValidator

from staasted.apps.agreements.following import Position, proposed_cadence
from staasted.apps.agreements.limits import furthest_next_contact, furthest_pause
from staasted.apps.agreements.selectors import ContactAgreement
from staasted.apps.agreements.states import PauseReason
from staasted.apps.agreements.terms import Pause, Terms
from staasted.apps.org.clock import clock
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text
from staasted.core.axes import Channel, Freedom, Holder
from staasted.web.ui.forms import DayField, StaffForm

WEEKS = (1, 2, 3, 4, 6, 8, 12)
EACH_TIME = "hver_gang"
CHANNELS = (Channel.IN_PERSON, Channel.PHONE, Channel.VIDEO)
HOLDERS = (Holder.COUNSELLOR, Holder.MENTOR, Holder.COMPANY_CONSULTANT)
NONE = ("", "our_agreement.field.open")


class AgreementForm(StaffForm):
    """A form of agreements: its words lie under ``agreements.field``."""

    words = "our_agreement.field"


class TermsForm(AgreementForm):
    """The freedom, how often, the next contact by when, and how."""

    freedom = forms.ChoiceField(widget=forms.RadioSelect)
    weeks = forms.ChoiceField()
    next_to = DayField()
    channel = forms.ChoiceField(required=False)
    held_by = forms.ChoiceField(required=False)
    purpose = forms.ChoiceField(required=False)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["freedom"].choices = [(f.value, text(f"ui.freedom.{f.value}")) for f in Freedom]
        self.fields["weeks"].choices = [*((str(n), _weeks(n)) for n in WEEKS), _each_time()]
        self.fields["channel"].choices = _open("ui.channel", CHANNELS)
        self.fields["held_by"].choices = _open("our_agreement.holder", HOLDERS)
        purposes = [(slug, each.words.name) for slug, each in catalog().purposes.items()]
        self.fields["purpose"].choices = [(NONE[0], text(NONE[1])), *purposes]
        most = catalog().policy["agreement_characters"]
        self.fields["reason"].validators.append(MaxLengthValidator(most))

    def clean_next_to(self) -> date:
        """Today or later, and no further ahead than the policy says."""
        day, furthest = self.cleaned_data["next_to"], furthest_next_contact()
        if day < clock.today():
            raise forms.ValidationError(text("counsellor.closing.error.next_past"))
        if day > furthest:
            far = text("counsellor.closing.error.next_far", furthest=day_year(furthest))
            raise forms.ValidationError(far)
        return day

    def terms(self) -> Terms:
        """As the services take it."""
        sent = self.cleaned_data
        return Terms(
            freedom=Freedom(sent["freedom"]),
            interval_weeks=None if sent["weeks"] == EACH_TIME else int(sent["weeks"]),
            next_from=clock.today(),
            next_to=sent["next_to"],
            channel=Channel(sent["channel"]) if sent["channel"] else None,
            holder=Holder(sent["held_by"]) if sent["held_by"] else None,
            purpose=sent["purpose"],
            words=sent["reason"].strip(),
        )


class ContactForm(TermsForm):
    """How often and by when, where nothing is asked for yet: the rest is as it is agreed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name in ("channel", "held_by", "purpose", "reason"):
            del self.fields[name]

    def wanted(self, held: ContactAgreement | None) -> Terms:
        """The terms that would be asked for."""
        sent = self.cleaned_data
        return Terms(
            freedom=Freedom(sent["freedom"]),
            interval_weeks=None if sent["weeks"] == EACH_TIME else int(sent["weeks"]),
            next_from=clock.today(),
            next_to=sent["next_to"],
            channel=Channel(held.channel) if held and held.channel else None,
            holder=Holder(held.held_by) if held and held.held_by else None,
            purpose=held.purpose if held else "",
        )


class PauseForm(AgreementForm):
    """Why contact pauses, and when it is looked at again."""

    pause_reason = forms.ChoiceField(widget=forms.RadioSelect)
    pause_until = DayField()
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        said = [(why.value, text(f"our_agreement.pause.{why.value}")) for why in PauseReason]
        self.fields["pause_reason"].choices = [(key, words.capitalize()) for key, words in said]
        most = catalog().policy["agreement_characters"]
        self.fields["reason"].validators.append(MaxLengthValidator(most))

    def clean_pause_until(self) -> date:
        """After today, and within a quarter."""
        day, furthest = self.cleaned_data["pause_until"], furthest_pause()
        if not clock.today() < day <= furthest:
            raise forms.ValidationError(
                text("our_agreement.pause_far", furthest=day_year(furthest))
            )
        return day

    def terms(self, held: ContactAgreement | None) -> Terms:
        """A pause beside the freedom and interval that are agreed, or the least of the policy."""
        sent = self.cleaned_data
        return Terms(
            freedom=Freedom(held.freedom) if held else Freedom.CHECK_INS,
            interval_weeks=held.interval_weeks if held else _least(),
            next_from=None,
            next_to=None,
            channel=Channel(held.channel) if held and held.channel else None,
            pause=Pause(PauseReason(sent["pause_reason"]), sent["pause_until"]),
            words=sent["reason"].strip(),
        )


def terms_initial(held: ContactAgreement | None, position: Position) -> dict[str, object]:
    """What stands in the form at first: what is agreed, or the least the policy proposes."""
    freedom = Freedom(held.freedom) if held else Freedom.CHECK_INS
    cadence = proposed_cadence(freedom=freedom, position=position)
    weeks = held.interval_weeks if held else cadence.interval_weeks
    day = held.next_to if held and held.next_to and held.next_to >= clock.today() else None
    return {
        "freedom": freedom.value,
        "weeks": EACH_TIME if weeks is None else str(weeks),
        "next_to": day or cadence.latest,
        "channel": held.channel if held else "",
        "held_by": held.held_by if held else "",
        "purpose": held.purpose if held else "",
    }


def _least() -> int:
    unknown = Position(weeks=None, law_due=None)
    return proposed_cadence(freedom=Freedom.CHECK_INS, position=unknown).interval_weeks


def _weeks(number: int) -> str:
    return text(f"our_agreement.field.{'every_week' if number == 1 else 'every'}", weeks=number)


def _each_time() -> tuple[str, str]:
    return EACH_TIME, text("our_agreement.field.each_time")


def _open(words: str, values: tuple[Channel, ...] | tuple[Holder, ...]) -> list[tuple[str, str]]:
    return [(NONE[0], text(NONE[1])), *((v.value, text(f"{words}.{v.value}")) for v in values)]
