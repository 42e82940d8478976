"""A-kassens del: what the a-kasse has to hold and has held, and giving the course on."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import NotYours
from staasted.apps.citizens.staff_access import PartnerInvitation, invited_to_case
from staasted.apps.conversations.course import Conversation, Course, course_of
from staasted.apps.org.clock import clock
from staasted.apps.talking.services import Written
from staasted.apps.talking.transferring import fund_transfer, transfer_of
from staasted.catalog.texts import text
from staasted.core.axes import ConversationForm, Holder, Outcome
from staasted.web.ui.duties import duties, standing_said
from staasted.web.ui.forms import DayField
from staasted.web.ui.page import page
from staasted.web.ui.returning import went
from staasted.web.ui.room import room
from staasted.web.ui.saying import Reader
from staasted.web.ui.talking import Sending, TalkForm

DAY = timedelta(days=1)


class GiveForm(TalkForm):
    """The note, and the municipality's first day."""

    on = DayField()

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        day = self.fields["on"]
        day.label, day.help_text = text("transfer.give.day"), text("transfer.give.day_hint")
        day.error_messages |= dict.fromkeys(
            ("required", "invalid"), text("transfer.give.day_wrong")
        )


class Giving(Sending):
    """The form on its way, as ``Sending``; ``first`` is the day that stands in it to begin with."""

    def __init__(self, request: HttpRequest, first: date | None) -> None:
        super().__init__(request, label=text("transfer.give.words"))
        told = request.POST if self.form.is_bound else None
        self.form = GiveForm(told, label=text("transfer.give.words"), initial={"on": first})

    def given_on(self, actor: Actor, invitation: PartnerInvitation) -> bool:
        """Whether the course was given on; what looks like a CPR number is asked about once."""
        return self.goes(lambda words: self._give(actor, invitation, words))

    def _give(self, actor: Actor, invitation: PartnerInvitation, words: str) -> None:
        written, on = Written(words, self.key), self.form.cleaned_data["on"]
        fund_transfer(actor=actor, invitation=invitation, written=written, on=on)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.PARTNER)
def partner_fund(request: HttpRequest, actor: Actor, public_id: str) -> HttpResponse:
    """The a-kasse's part of one citizen's course. Errors: NotYours for any other partner."""
    invitation = invited_to_case(actor, public_id, on=clock.today())
    if invitation.held_by != Holder.UNEMPLOYMENT_FUND:
        raise NotYours
    course = course_of(invitation.citizen, on=clock.today())
    until = course.answer.handover.fund_until
    giving = Giving(request, until + DAY if until else None)
    if request.method == "POST" and giving.given_on(actor, invitation):
        return went(request, text("transfer.give.done"), "partner_fund", public_id=public_id)
    shown = giving.shown() | _shown(invitation, course)
    return page(request, "partner/fund_part.html", shown, status=giving.status)


def _shown(invitation: PartnerInvitation, course: Course) -> dict[str, object]:
    """The a-kasse's own part and nothing of the municipality's."""
    return {
        "invitation": invitation,
        "standing": standing_said(course.answer, reader=Reader.STAFF),
        "duties": duties(course.of_the_fund, reader=Reader.STAFF),
        "held": [each for each in course.history if _theirs(each)],
        "given": transfer_of(invitation.citizen, on=course.on),
    }


def _theirs(held: Conversation) -> bool:
    """Whether the a-kasse held it, alone or together with us."""
    fund = held.held_by == Holder.UNEMPLOYMENT_FUND or held.form == ConversationForm.JOINT
    return fund and held.outcome == Outcome.HELD
