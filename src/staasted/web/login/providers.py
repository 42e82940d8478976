"""To a provider and back: MitID's broker, the municipality's own."""

import logging
from collections.abc import Callable
from functools import wraps

from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from staasted.ports import adapters
from staasted.ports.identity import Audience, LoginRefused, RedirectProvider
from staasted.web.login.coming_in import come_in
from staasted.web.ui.page import page
from staasted.web.ui.returning import ours_or_home
from staasted.web.ui.saying import said

PROVIDER_KEY, KEEPSAKE_KEY = "provider", "keepsake"

View = Callable[[HttpRequest, RedirectProvider], HttpResponse]
logger = logging.getLogger("staasted.login")


def with_provider(view: View) -> Callable[..., HttpResponse]:
    """Give a view its provider; what is refused becomes one calm page and one line in the log."""

    @wraps(view)
    def answered(request: HttpRequest, slug: str) -> HttpResponse:
        provider = adapters.redirect_provider(slug)
        if provider is None:
            raise Http404
        try:
            return view(request, provider)
        except LoginRefused as refused:
            return refused_page(request, slug, refused)

    return answered


@never_cache
@require_safe
@with_provider
def depart(request: HttpRequest, provider: RedirectProvider) -> HttpResponse:
    """Go to the provider; an address of ours is remembered on this side alone."""
    return provider.depart(request, ours_or_home(request, request.GET.get("next", "")))


@never_cache
@csrf_exempt  # the provider posts it; its signature and our state are the proof
@require_POST
@with_provider
def receive(request: HttpRequest, provider: RedirectProvider) -> HttpResponse:
    """Take what a provider posts across sites, and go on to where our own cookie is sent."""
    answer = provider.receive(request)
    if answer is None:
        raise Http404
    return answer


@never_cache
@require_safe
@with_provider
def arrive(request: HttpRequest, provider: RedirectProvider) -> HttpResponse:
    """Come back: the claim opens an account, and a sitting begins."""
    arrival = provider.arrive(request)
    account = authenticate(request, claim=arrival.claim)
    if account is None:
        raise LoginRefused("login_answer_refused", "no_account")
    response = come_in(request, account, arrival.onward)
    request.session[PROVIDER_KEY] = provider.slug
    request.session[KEEPSAKE_KEY] = arrival.keepsake
    return response


@require_safe
@with_provider
def description(request: HttpRequest, provider: RedirectProvider) -> HttpResponse:
    """What we tell a provider's own people about ourselves."""
    told = provider.description(request)
    if told is None:
        raise Http404
    return HttpResponse(told, content_type="application/samlmetadata+xml")


def refused_page(request: HttpRequest, slug: str, refused: LoginRefused) -> HttpResponse:
    """Say what to do next, and log which check refused; never what the provider wrote."""
    logger.warning("login refused provider=%s code=%s", slug, refused.detail)
    return page(request, "login/refused.html", {"said": said(refused)}, status=403)


def offered() -> list[tuple[str, list[RedirectProvider]]]:
    """The providers of the login page, by whom they are for."""
    known = adapters.redirect_providers()
    groups = [(a.value, [p for p in known if p.audience is a]) for a in Audience]
    return [(audience, providers) for audience, providers in groups if providers]


def kept_for_farewell(request: HttpRequest) -> tuple[str, str]:
    """The sitting's provider and what it must be shown, read before the sitting is forgotten."""
    return request.session.get(PROVIDER_KEY, ""), request.session.get(KEEPSAKE_KEY, "")


def farewell_of(request: HttpRequest, slug: str, keepsake: str) -> str:
    """The address that ends the sitting at the provider too; empty where there is none."""
    provider = adapters.redirect_provider(slug)
    if provider is None:
        return ""
    return provider.farewell(keepsake, request.build_absolute_uri(reverse("logout")))
