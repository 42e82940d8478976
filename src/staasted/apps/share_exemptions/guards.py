"""The last wall: an assessment is looked at again within a quarter, and none is made of a closed
case. The service counts Danish days; the wall gives the one day more two clocks can make.
Source: semantics, section 8; decision 0047.
"""

from staasted.apps.audit.guarding import Guard

TABLE = "share_exemptions_shareexemption"
LONGEST_REVIEW = 92  # days; the policy's 91 and one for the clock
REVIEW_MESSAGE = "an assessment is looked at again within 91 days"
CLOSED_MESSAGE = "the case is closed"

_TOO_LONG = {
    "sqlite": f"julianday(NEW.review_on) - julianday(date(NEW.made_at)) > {LONGEST_REVIEW}",
    "postgresql": f"NEW.review_on - (NEW.made_at AT TIME ZONE 'UTC')::date > {LONGEST_REVIEW}",
}
_CLOSED = (
    "EXISTS (SELECT 1 FROM citizens_citizen WHERE id = NEW.citizen_id AND closed_on IS NOT NULL)"
)


def _refusing(name: str, when: dict[str, str], message: str) -> Guard:
    return Guard(
        name=name,
        table=TABLE,
        create={
            "sqlite": (
                f"CREATE TRIGGER {name} BEFORE INSERT ON {TABLE} WHEN {when['sqlite']} "
                f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            ),
            "postgresql": (
                f"CREATE OR REPLACE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql"
                f" AS $$ BEGIN IF {when['postgresql']} THEN RAISE EXCEPTION '{message}'"
                " USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$;;"
                f"CREATE TRIGGER {name} BEFORE INSERT ON {TABLE} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}_refuse()"
            ),
        },
    )


GUARDS = (
    _refusing("share_exemptions_shareexemption_short_review", _TOO_LONG, REVIEW_MESSAGE),
    _refusing(
        "share_exemptions_shareexemption_open_case",
        {"sqlite": _CLOSED, "postgresql": _CLOSED},
        CLOSED_MESSAGE,
    ),
)
