"""What is asked when a meeting is made, changed, cancelled, or its presence recorded."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django import forms
from django.core.validators import MaxLengthValidator

from staasted.apps.agreements.limits import furthest_next_contact
from staasted.apps.audit.actor import Role
from staasted.apps.booking.days import stretch_on
from staasted.apps.booking.places import places_all
from staasted.apps.conversations.presence import Presence
from staasted.apps.meetings.selectors import GroupMeeting, Plan, Seat
from staasted.apps.org.clock import COPENHAGEN, clock
from staasted.apps.org.selectors import Person, staff_in_role
from staasted.catalog.loader import catalog
from staasted.catalog.speech import day_year
from staasted.catalog.texts import text
from staasted.core.axes import SEATED, Channel, ConversationForm, Outcome
from staasted.core.errors import DomainError
from staasted.core.slots import Interval
from staasted.web.ui.forms import ClockField, DayField, StaffForm

CHANNELS = (Channel.IN_PERSON, Channel.VIDEO, Channel.PHONE)
LONGEST = 480  # minutes: eight hours, as long as a meeting may be (decision 0031)
SEATS = 20  # what a new meeting's form suggests
_TOLD = {"form", "purpose", "channel", "starts"}
"""What is needed to say how long a meeting lasts."""
NOTE = 2000  # characters of what a meeting is about, and of why it is cancelled


class MeetingsForm(StaffForm):
    """A form of meetings: its words lie under ``meetings.field``."""

    words = "meetings.field"


class MeetingForm(MeetingsForm):
    """When, where, by whom and for whom; everything but its form and purpose."""

    title = forms.CharField(max_length=80)
    about = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), required=False)
    on = DayField()
    starts = ClockField()
    ends = ClockField()
    channel = forms.ChoiceField(widget=forms.RadioSelect)
    place = forms.ChoiceField(required=False)
    room = forms.ChoiceField(required=False)
    seats = forms.IntegerField()
    holder = forms.ChoiceField()
    join_on = DayField(required=False)
    join_at = ClockField(required=False)
    groups = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.public_id: place for place in places_all() if not place.closed_at}
        rooms = [room for place in self.places.values() for room in place.open_rooms]
        self.rooms = {room.public_id: room for room in rooms}
        coaches = staff_in_role(role=Role.COUNSELLOR, on=clock.today())
        self.holders = {person.public_id: person for person in coaches}
        self.fields["about"].validators.append(MaxLengthValidator(NOTE))
        self.fields["channel"].choices = _said("ui.channel", CHANNELS)
        none = ("", text("openings.no_place"))
        self.fields["place"].choices = [none, *((k, p.name) for k, p in self.places.items())]
        self.fields["room"].choices = [("", text("meetings.no_room")), *self._rooms()]
        self.fields["holder"].choices = [(k, p.name) for k, p in self.holders.items()]
        self.fields["groups"].choices = _groups()

    def plan(self, form: ConversationForm, purpose: str) -> Plan:
        """The meeting as the service takes it. Errors: DomainError ``meeting_time``."""
        sent, when = self.cleaned_data, self._when()
        return Plan(
            form=form,
            purpose=purpose,
            title=sent["title"],
            about=sent["about"],
            channel=Channel(sent["channel"]),
            starts_at=when.start,
            ends_at=when.end,
            seats=sent["seats"],
            holder=self.holders[sent["holder"]],
            place=self.places.get(sent["place"]),
            room=self.rooms.get(sent["room"]),
            groups=tuple(sent["groups"]),
            join_until_at=self._until(),
        )

    def _when(self) -> Interval:
        sent = self.cleaned_data
        found = stretch_on(sent["on"], (sent["starts"], sent["ends"]))
        if found is None:
            raise DomainError("meeting_time")
        return found

    def _until(self) -> datetime | None:
        """The last time to sign up; a day alone is until that day begins, a time the same day."""
        day, at = self.cleaned_data["join_on"], self.cleaned_data["join_at"]
        if day is None and at is None:
            return None
        day, at = day or self.cleaned_data["on"], at or datetime.min.time()
        return datetime.combine(day, at, COPENHAGEN)

    def _rooms(self) -> list[tuple[str, str]]:
        return [
            (room.public_id, text("meetings.room", **_room(place.name, room)))
            for place in self.places.values()
            for room in place.open_rooms
        ]


class NewForm(MeetingForm):
    """A new meeting: also which kind, and what it counts as."""

    form = forms.ChoiceField(widget=forms.RadioSelect)
    purpose = forms.ChoiceField()
    field_order = ("form", "purpose", "title", "about")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = _said("meetings.form", SEATED)
        purposes = [each for each in catalog().purposes.values() if each.self_bookable]
        self.fields["purpose"].choices = [(each.slug, each.words.name) for each in purposes]
        self.fields["ends"].required = False
        self.fields["ends"].help_text = text("choosing.meeting.ends_hint")

    def clean(self) -> None:
        """An end that is left out is as the purpose says of such a meeting."""
        super().clean()
        sent = self.cleaned_data
        if sent.get("ends") is not None or "ends" in self.errors or not sent.keys() >= _TOLD:
            return
        purpose = catalog().purposes[sent["purpose"]]
        way = ConversationForm(sent["form"]), Channel(sent["channel"])
        minutes = purpose.meeting_lasts(*way)
        if minutes is None or sent["starts"] is None:
            self.add_error("ends", text("choosing.meeting.ends_missing"))
            return
        begins = datetime.combine(clock.today(), sent["starts"])
        sent["ends"] = (begins + timedelta(minutes=minutes)).time()

    def new(self) -> Plan:
        """The meeting as the service takes it."""
        sent = self.cleaned_data
        return self.plan(ConversationForm(sent["form"]), sent["purpose"])


class CancelForm(MeetingsForm):
    """Why a meeting is cancelled: those signed up read it."""

    because = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=NOTE)


class PresenceForm(MeetingsForm):
    """Who was there: everybody, but those marked otherwise; and how long it took.

    With whomever a next contact was agreed, its day stands beside; empty is as agreed before.
    """

    minutes = forms.IntegerField(min_value=1, max_value=LONGEST)

    def __init__(self, seats: Sequence[Seat], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            name = seat.citizen.person.name or text("ui.nameless")
            label = text("meetings.presence.of", name=name)
            choices = _said("meetings.outcome", Outcome)
            told = seat.booking.outcome or Outcome.HELD.value
            field = forms.ChoiceField(label=label, choices=choices, initial=told)
            field.error_messages = dict.fromkeys(
                ("required", "invalid_choice"), text("meetings.presence.error")
            )
            self.fields[f"seat_{seat.pk}"] = field
            self.fields[f"next_{seat.pk}"] = _next_contact(name)

    def clean(self) -> dict[str, object]:
        """A next contact is with somebody who was there, today or later, and not too far ahead."""
        sent, furthest = super().clean(), furthest_next_contact()
        for seat in self.seats:
            name, day = f"next_{seat.pk}", sent.get(f"next_{seat.pk}")
            if day is None:
                continue
            if sent.get(f"seat_{seat.pk}") != Outcome.HELD:
                self.add_error(name, text("meetings.presence.next_absent"))
            elif day < clock.today():
                self.add_error(name, text("counsellor.closing.error.next_past"))
            elif day > furthest:
                told = day_year(furthest)
                self.add_error(name, text("counsellor.closing.error.next_far", furthest=told))
        return sent

    def presence(self) -> Presence:
        """As the service takes it."""
        sent = self.cleaned_data
        outcomes = {seat.pk: Outcome(sent[f"seat_{seat.pk}"]) for seat in self.seats}
        nexts = {seat.pk: day for seat in self.seats if (day := sent[f"next_{seat.pk}"])}
        return Presence(outcomes, sent["minutes"], nexts)


def _next_contact(name: str) -> DayField:
    field = DayField(label=text("meetings.presence.next", name=name), required=False)
    field.error_messages |= {"invalid": text("meetings.presence.next_error")}
    return field


def new_initial(holder: Person) -> dict[str, object]:
    """What a new meeting's form suggests."""
    return {
        "form": ConversationForm.GROUP.value,
        "channel": Channel.IN_PERSON.value,
        "seats": SEATS,
        "holder": holder.public_id,
    }


def meeting_initial(meeting: GroupMeeting) -> dict[str, object]:
    """A meeting as its form shows it."""
    moments = (meeting.starts_at, meeting.ends_at, meeting.join_until_at)
    starts, ends, until = (at.astimezone(COPENHAGEN) for at in moments)
    same = meeting.join_until_at == meeting.starts_at
    return {
        "title": meeting.title,
        "about": meeting.about,
        "on": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "channel": meeting.channel,
        "place": meeting.place.public_id if meeting.place else "",
        "room": meeting.room.public_id if meeting.room else "",
        "seats": meeting.seats,
        "holder": meeting.holder.public_id,
        "join_on": None if same else until.date(),
        "join_at": None if same else until.time(),
        "groups": meeting.groups.split(),
    }


def _groups() -> list[tuple[str, str]]:
    """The target groups somebody may be in today, by name."""
    today, groups = clock.today(), catalog().target_groups.values()
    standing = [each for each in groups if each.to_on is None or each.to_on >= today]
    named = [(each.slug, each.words.name) for each in standing if each.from_on <= today]
    return sorted(named, key=lambda each: each[1])


def _room(place: str, room: object) -> dict[str, object]:
    return {"place": place, "name": room.name, "count": room.seats}


def _said(words: str, values: object) -> list[tuple[str, str]]:
    return [(value.value, text(f"{words}.{value.value}")) for value in values]
