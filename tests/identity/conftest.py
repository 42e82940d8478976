"""What the logins stand on: a real provider process, an office that trusts it, a visitor."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache

from staasted.catalog.identity import read_identity
from staasted.config.wiring import provider_of
from staasted.ports.adapters import redirect_providers_use
from tests.identity.files import BROKER
from tests.identity.visitor import Visitor

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def broker() -> Iterator[str]:
    """The address of an OpenID provider that runs as a process of its own."""
    words = [sys.executable, "-W", "ignore", str(HERE / "provider.py")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as p:
        assert p.stdout is not None
        address = p.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), "the provider did not start"
        yield address
        p.terminate()


@pytest.fixture
def fault(broker: str) -> Iterator[Callable[[str], None]]:
    """Tells the provider which wrong to do; afterwards it does right again."""

    def do(word: str) -> None:
        requests.put(f"{broker}/fault", json={"fault": word}, timeout=10).raise_for_status()

    yield do
    do("")


@pytest.fixture
def trust(tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Puts the providers of an identity file to use, as the wiring does at start."""

    def use(content: str) -> None:
        file = tmp_path / "identity.yaml"
        file.write_text(content, encoding="utf-8")
        file.chmod(0o600)
        redirect_providers_use(provider_of(entry) for entry in read_identity(file))

    cache.clear()
    yield use
    redirect_providers_use([])
    cache.clear()


@pytest.fixture
def mitid(broker: str, trust: Callable[[str], None]) -> str:
    """An office that trusts the broker for its citizens; the broker's address."""
    trust(BROKER.format(issuer=broker))
    return broker


class QuickHasher(Argon2PasswordHasher):
    """The product's own hasher with the least work it can do: a suite tries many passwords."""

    time_cost, memory_cost, parallelism = 1, 8, 1


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Let hashing cost little here; the product's own cost is in its settings."""
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickHasher"]


@pytest.fixture
def visitor(live_server) -> Visitor:
    """Somebody with a browser in front of the live server."""
    return Visitor(live_server.url)
