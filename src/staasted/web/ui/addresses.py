"""Addresses of our own pages and files; the way to each is found once a process."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.core.signals import setting_changed
from django.templatetags.static import static as django_static
from django.urls import reverse

_MARK = "mark0of0a0row"  # stands in a way until a row's own id does


Cached = TypeVar("Cached", bound=Callable[..., Any])


def while_settings_last(cached: Cached) -> Cached:
    """Have a cache forget when a test changes the settings, as Django's own caches do."""
    setting_changed.connect(lambda **_: cached.cache_clear(), weak=False)
    return cached


def address(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of the named route, as in ``url("booking", public_id=...)``.

    Errors: NoReverseMatch.
    """
    if not args and not kwargs:
        return _way(name)
    ref = kwargs.get("public_id")
    if args or len(kwargs) > 1 or not isinstance(ref, str) or not _plain(ref):
        return reverse(name, args=args, kwargs=kwargs)
    before, after = _around(name)
    return f"{before}{ref}{after}"


@while_settings_last
@cache
def static(path: str) -> str:
    """Return the address of a file that is served, with the digest of what it holds."""
    return django_static(path)


def _plain(ref: str) -> bool:
    """Whether an address shows it as it is."""
    return ref.isascii() and ref.isalnum()


@while_settings_last
@cache
def _way(name: str) -> str:
    return reverse(name)


@while_settings_last
@cache
def _around(name: str) -> tuple[str, str]:
    """What stands before and after the one id of a route."""
    before, _, after = reverse(name, kwargs={"public_id": _MARK}).partition(_MARK)
    return before, after
