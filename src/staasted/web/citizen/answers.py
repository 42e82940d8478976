"""Mine svar: what I have said, who sees it, sharing topic by topic, and taking it back."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from staasted.apps.agreements.following import answers_withdraw
from staasted.apps.audit.actor import Actor, Role
from staasted.apps.citizens.access import Citizen, own_case
from staasted.apps.org.clock import clock
from staasted.apps.screening.selectors import (
    ScreeningAnswers,
    all_answers,
    draft_of,
    entry_of,
    latest_answers,
)
from staasted.apps.screening.services import answers_share
from staasted.catalog.instruments import ItemEntry
from staasted.catalog.texts import text
from staasted.core.errors import DomainError
from staasted.web.ui.addresses import address
from staasted.web.ui.failures import refusal
from staasted.web.ui.page import page
from staasted.web.ui.returning import returned
from staasted.web.ui.room import room
from staasted.web.ui.saying import said


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic with its answers in words, and whether it is shared."""

    item: ItemEntry
    answers: tuple[tuple[str, str], ...]
    shared: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def my_answers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest answers, topic by topic; what is ticked is shared, the rest is not."""
    case = own_case(actor, on=clock.today())
    if request.method == "POST":
        return _share(request, actor, case)
    given = latest_answers(case)
    shown = {"given": given, "topics": _topics(given) if given else [], "draft": draft_of(case)}
    return page(request, "citizen/my_answers.html", shown)


@never_cache
@require_safe
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def earlier_answers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every earlier submission, in the words of its own version."""
    case = own_case(actor, on=clock.today())
    earlier = [(given, entry_of(given), _topics(given)) for given in all_answers(case)[1:]]
    return page(request, "citizen/earlier_answers.html", {"earlier": earlier})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.CITIZEN, Role.REPRESENTATIVE)
def take_out(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Say what taking answers back means, for one topic or for all; then do it."""
    case, topic = own_case(actor, on=clock.today()), request.GET.get("emne", "")
    if request.method == "POST":
        return _taken_back(request, actor, case, topic)
    given = latest_answers(case)
    found = {one.item.slug: one.item for one in _topics(given)} if given else {}
    item = found.get(topic)
    if topic and item is None:
        return returned(request, text("answering.withdraw.gone"), "my_answers")
    return page(request, "citizen/answers_withdraw.html", {"item": item, "topic": topic})


def _topics(given: ScreeningAnswers) -> list[Topic]:
    """The topics with an answer, in the words of the version they were asked in."""
    found = [
        Topic(item, _said(item, given.answers), item.slug in given.shared_topics)
        for item in entry_of(given).items
    ]
    return [topic for topic in found if topic.answers]


def _said(item: ItemEntry, answers: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (question.words, option.words)
        for question in item.questions
        for option in question.options
        if answers.get(question.slug) == option.slug
    )


def _share(request: HttpRequest, actor: Actor, whose: Citizen) -> HttpResponse:
    try:
        given = answers_share(actor=actor, citizen=whose, topics=request.POST.getlist("emne"))
    except DomainError as refused:
        return refusal(request, said(refused), onward=address("my_answers"))
    done = "shared" if given.shared_topics else "unshared"
    return returned(request, text(f"answering.answers.{done}"), "my_answers")


def _taken_back(request: HttpRequest, actor: Actor, whose: Citizen, topic: str) -> HttpResponse:
    try:
        answers_withdraw(actor=actor, citizen=whose, topic=topic)
    except DomainError as refused:
        return refusal(request, said(refused), onward=address("my_answers"))
    return returned(request, text("answering.withdraw.done"), "my_answers")
