"""Words rooms need of the models, which they never import."""

from staasted.apps.conversations.models import OverrideEffect as Effect

EFFECTS = tuple(Effect)
"""What a counsellor may find about a duty."""

__all__ = ["EFFECTS", "Effect"]
