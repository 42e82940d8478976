"""A reason: a code and its values; the words lie in the catalogue."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is, as a code the text catalogue can say."""

    code: str
    values: tuple[tuple[str, object], ...] = field(default=())

    @classmethod
    def of(cls, code: str, **values: object) -> "Reason":
        """Return the reason with its values in a stable order."""
        return cls(code, tuple(sorted(values.items())))
