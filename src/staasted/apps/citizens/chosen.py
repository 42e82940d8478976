"""Lists of citizens: which of those found are read, in which order, and what is hidden of them.

Only ``access`` and its neighbours call this: they have checked the actor.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Case, F, Q, QuerySet, Value, When

from staasted.apps.audit.reading import note
from staasted.apps.citizens.models import Citizen
from staasted.apps.citizens.reach import Row

Choose = Callable[[list[int]], Iterable[int]]
"""Given the keys of those found, by name, answers with those to be read, in the order to show."""


def nameless(cases: Sequence[Citizen]) -> Sequence[Citizen]:
    """The cases with no name, address or number on those who are protected."""
    for case in cases:
        if case.person.protected:
            case.person.name = case.person.email = case.person.phone = ""
    return cases


def hidden_last(rows: QuerySet[Row], person: str = "person__") -> QuerySet[Row]:
    """Rows by name, for a list of which protected names are taken: those last, in no order.

    A place in the alphabet would tell how a hidden name begins. ``person`` leads to the person.
    """
    hidden = Q(**{f"{person}protected": True})
    last = Case(When(hidden, then=1), default=0)
    shown = Case(When(hidden, then=Value("")), default=F(f"{person}name_key"))
    return rows.order_by(last, shown, "public_id")


def read_chosen(found: QuerySet[Citizen], choose: Choose, *, purpose: str = "") -> list[Citizen]:
    """Those of a found caseload that ``choose`` picks: noted, and nobody else is handed out.

    By name, unless what is found has an order already.
    """
    ordered = found if found.query.order_by else found.order_by("person__name_key", "id")
    return chosen_of(list(ordered), choose, purpose=purpose)


def chosen_of(found: Iterable[Citizen], choose: Choose, *, purpose: str = "") -> list[Citizen]:
    """As ``read_chosen``, of cases that are found and in order already.

    A key of nobody who was found is passed over: they were within reach a moment ago, and no more.
    """
    cases = {case.pk: case for case in found}
    chosen = [cases[key] for key in choose(list(cases)) if key in cases]
    note((case.public_id for case in chosen), purpose=purpose)
    return chosen
