"""Demo identities: whoever comes chooses whom to be. Honoured on a demo database alone."""

from collections.abc import Mapping

from staasted.ports.identity import Claim


class DemoIdentity:
    """The identity provider of demo mode: the posted public id is the claim."""

    slug = "demo"

    def claim(self, answer: Mapping[str, str]) -> Claim | None:
        """A demo claim for the person chosen, or None where nobody was."""
        chosen = answer.get("person", "")
        return Claim(provider=self.slug, subject=chosen, demo=True) if chosen else None
