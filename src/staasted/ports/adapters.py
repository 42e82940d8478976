"""The one registry: which adapter stands behind each port. Filled by ``config``."""

from collections.abc import Iterable

from staasted.ports.ads import AdSource
from staasted.ports.calendars import CalendarSource
from staasted.ports.case_system import CaseSystem
from staasted.ports.documents import DocumentMaker
from staasted.ports.identity import IdentityProvider, RedirectProvider
from staasted.ports.messages import MessageSender
from staasted.ports.post import Post
from staasted.ports.scanning import Scanner
from staasted.ports.video import VideoRooms

_identity: dict[str, IdentityProvider] = {}
_redirect: dict[str, RedirectProvider] = {}
_senders: dict[str, MessageSender] = {}
_posts: dict[str, Post] = {}
_scanners: list[Scanner] = []
_calendars: list[CalendarSource] = []
_ads: dict[str, AdSource] = {}
_video: dict[str, VideoRooms] = {}
_documents: list[DocumentMaker] = []
_case_systems: list[CaseSystem] = []


def identity_register(provider: IdentityProvider) -> None:
    """Put an identity provider to use under its slug."""
    _identity[provider.slug] = provider


def identity(slug: str) -> IdentityProvider:
    """The identity provider of that slug. Errors: KeyError where none is registered."""
    return _identity[slug]


def sender_register(sender: MessageSender) -> None:
    """Put a way out for messages to use under its slug."""
    _senders[sender.slug] = sender


def sender(slug: str) -> MessageSender | None:
    """The way out of that slug; None where none is registered."""
    return _senders.get(slug)


def post_register(post: Post) -> None:
    """Put a way for letters to use under its slug."""
    _posts[post.slug] = post


def post(slug: str) -> Post | None:
    """The way for letters of that slug; None where none is registered."""
    return _posts.get(slug)


def redirect_providers_use(providers: Iterable[RedirectProvider]) -> None:
    """Put exactly these providers to use, in this order."""
    _redirect.clear()
    _redirect.update({provider.slug: provider for provider in providers})


def redirect_providers() -> list[RedirectProvider]:
    """Every provider one is sent to, in the order they were given."""
    return list(_redirect.values())


def redirect_provider(slug: str) -> RedirectProvider | None:
    """The provider of that slug, or None."""
    return _redirect.get(slug)


def scanner_use(scanner: Scanner | None) -> None:
    """Put this scanner to use, or none."""
    _scanners[:] = [] if scanner is None else [scanner]


def scanner() -> Scanner | None:
    """The scanner in use; None where none is set up."""
    return next(iter(_scanners), None)


def calendar_source_use(source: CalendarSource | None) -> None:
    """Put this way to calendars outside to use, or none."""
    _calendars[:] = [] if source is None else [source]


def calendar_source() -> CalendarSource | None:
    """The way to calendars outside; None where none is set up."""
    return next(iter(_calendars), None)


def video_register(rooms: VideoRooms) -> None:
    """Put a way to rooms for video to use under its slug."""
    _video[rooms.slug] = rooms


def video_rooms(slug: str) -> VideoRooms | None:
    """The way to rooms of that slug; None where none is registered."""
    return _video.get(slug)


def documents_use(maker: DocumentMaker) -> None:
    """Put this way to set documents to use."""
    _documents[:] = [maker]


def documents() -> DocumentMaker:
    """The way documents are set. Errors: IndexError before the house is wired."""
    return _documents[0]


def ads_register(source: AdSource) -> None:
    """Put a way to job ads to use under its slug."""
    _ads[source.slug] = source


def ads_source(slug: str) -> AdSource | None:
    """The way to job ads of that slug; None where none is registered."""
    return _ads.get(slug)


def case_system_use(system: CaseSystem | None) -> None:
    """Put this way to the case system to use, or none."""
    _case_systems[:] = [] if system is None else [system]


def case_system() -> CaseSystem | None:
    """The way to the case system; None where none is set up."""
    return next(iter(_case_systems), None)
