"""The secret every form of a page carries: masked once an answer, not once a form."""

from functools import cached_property

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from markupsafe import Markup


class _Secret:
    """The hidden field, made when the first form asks for it; a page without forms has none."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def _field(self) -> Markup:
        return Markup(csrf_input(self._request))  # noqa: S704 # nosec B704 # Django escaped it

    def __html__(self) -> str:
        return self._field

    __str__ = __html__


def secret_once(request: HttpRequest) -> dict[str, object]:
    """``csrf_input`` for a template: another mask in each answer, as Django asks (BREACH)."""
    return {"csrf_input": _Secret(request)}
