"""Django's forms through the design system's controls."""

import datetime

import pytest
from django import forms

from staasted.web.ui.components import ui

ATTACK = "<script>alert(1)</script>"


class Booking(forms.Form):
    """One field of every kind a page may use."""

    purpose = forms.ChoiceField(
        label="Hvad skal mødet give dig?",
        help_text="Vælg én ting.",
        widget=forms.RadioSelect,
        choices=[("network", "Netværk"), ("cv", "Mit CV")],
    )
    words = forms.CharField(label="Dine ord", widget=forms.Textarea, help_text="Kort er fint.")
    on = forms.DateField(label="Dag", initial=datetime.date(2026, 5, 18))
    channel = forms.ChoiceField(label="Hvordan?", choices=[("", "Vælg"), ("phone", "Telefon")])
    days = forms.MultipleChoiceField(
        label="Dage", widget=forms.CheckboxSelectMultiple, choices=[("mo", "Mandag")]
    )
    read = forms.BooleanField(label="Jeg har læst det", help_text="To linjer.")
    token = forms.CharField(widget=forms.HiddenInput, initial=ATTACK)

    def clean(self):
        raise forms.ValidationError(ATTACK)


@pytest.fixture
def empty() -> Booking:
    return Booking()


@pytest.fixture
def wrong() -> Booking:
    return Booking({"words": ATTACK, "channel": ATTACK})


@pytest.mark.parametrize("name", ["purpose", "words", "on", "channel", "days", "read"])
def test_an_error_is_tied_to_its_field(wrong, name):
    wrong.full_clean()
    wrong.errors.setdefault(name, wrong.error_class([ATTACK]))
    shown = ui.field(wrong[name])
    assert f'id="id_{name}-error"' in shown
    assert any(f"id_{name}-error" in part for part in shown.split("aria-describedby=")[1:])
    assert "<script>" not in shown


def test_a_hint_is_tied_to_its_field(empty):
    for name in ("purpose", "words", "read"):
        assert f"id_{name}-hint" in ui.field(empty[name]).split("aria-describedby=")[1]


def test_every_option_can_carry_its_own_hint(empty):
    shown = ui.field(empty["purpose"], hints={"cv": "Tag det med."})
    assert '<span class="form-hint" id="id_purpose-option2-hint">Tag det med.</span>' in shown


def test_what_one_chose_is_still_chosen():
    shown = ui.field(Booking({"purpose": "cv"})["purpose"])
    assert shown.count("checked") == 1
    assert "checked" in shown.split('value="cv"')[1]


def test_a_date_is_shown_to_the_browser_in_the_form_it_reads(empty):
    assert 'type="date"' in ui.field(empty["on"])
    assert 'value="2026-05-18"' in ui.field(empty["on"])


def test_a_hidden_field_has_no_label_and_is_escaped(empty):
    shown = ui.field(empty["token"])
    assert "label" not in shown
    assert "<script>" not in shown


def test_the_summary_leads_to_the_first_control_of_each_wrong_field(wrong):
    shown = ui.error_summary(wrong)
    for target in ("#id_purpose-option1", "#id_on", "#id_channel", "#id_days-option1", "#id_read"):
        assert f'href="{target}"' in shown
    assert "Dag: " in shown
    assert "<script>" not in shown


def test_the_summary_is_silent_before_anything_was_sent(empty):
    assert ui.error_summary(empty) == ""
