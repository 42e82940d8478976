"""The one error the thinking raises: a code and values, no prose."""


class DomainError(Exception):
    """Something that cannot be done; the catalogue says what, why and what to do.

    `code` is a key of the error texts, `values` fill its placeholders, and `source`
    names the act and section or the decision record behind the refusal, where there is one.
    """

    def __init__(self, code: str, *, source: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.source = source
