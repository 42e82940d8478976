"""The level of effort, derived from conversations when it is read."""

from staasted.core.effort.level import GroupLevel, Level, PersonLevel, legal_level

__all__ = ["GroupLevel", "Level", "PersonLevel", "legal_level"]
