"""What is known about some of the invented people, and how often."""

from functools import cache

from pydantic import Field

from staasted.catalog.names.shares import FOLDER, HUNDREDTHS, Days, Share
from staasted.catalog.reader import Entry, read_entry


class Answer(Entry):
    """Shares with the answers yes and no; of the rest the answer is not known."""

    yes: Share
    no: Share

    @property
    def no_of_the_rest(self) -> float:
        """Hundredths with a no among those who did not say yes."""
        return self.no * HUNDREDTHS / (HUNDREDTHS - self.yes)


class Interpreter(Entry):
    """Who needs one, in which language."""

    share: Share
    languages: tuple[str, ...]


class Exemption(Entry):
    """Who need not book for themselves, and why."""

    share: Share
    reasons: tuple[str, ...]


class Hours(Entry):
    """Hours of benefit in a full month and in a week."""

    month: float = Field(gt=0)
    week: float = Field(gt=0)


class Insurance(Entry):
    """Unemployment insurance: kind, registered hours, and when the municipality takes over.

    ``hours`` are by kind, ``full`` and ``part``; ``months`` registered at most.
    """

    groups: tuple[str, ...]
    full: Share
    hours: dict[str, Hours]
    whole_month: Share
    hours_share: Days
    months: int = Field(gt=0)
    transferred_after_months: int = Field(gt=0)
    funds: tuple[str, ...]


class Sickness(Entry):
    """Who is sick from a job, since when, and until when as far as anybody expects."""

    groups: tuple[str, ...]
    employed: Share
    absent_before_days: Days
    recovery: Share
    recovery_days: Days


class Ahead(Entry):
    """Something that ends or begins so many days ahead for a share of some groups."""

    groups: tuple[str, ...]
    share: Share
    days: Days


class Relief(Entry):
    """Documented reliefs: since and for how many days, and what they stand on."""

    share: Share
    from_days: Days
    lasts_days: Days
    grounds: tuple[str, ...]
    documents: tuple[str, ...]


class FactDraws(Entry):
    """All facts beside name, number and benefit."""

    protected: Share
    digital_post: Answer
    vocational_education: Answer
    child_at_home: Answer
    interpreter: Interpreter
    self_booking_exemption: Exemption
    insurance: Insurance
    sickness: Sickness
    flexi_job_groups: tuple[str, ...]
    treatment: Ahead
    season: Ahead
    job_start: Ahead
    relief: Relief
    employers: tuple[str, ...]


@cache
def fact_draws() -> FactDraws:
    """How often what is known. Errors: CatalogError."""
    return read_entry(FactDraws, FOLDER / "facts.yaml")
