"""Nobody has two coaches on one day, and nobody acts or is invited twice at once."""

from staasted.apps.audit.apart import Apart

COACHES = Apart(
    table="citizens_counsellorassignment",
    keys=("citizen_id",),
    counts="NOT {row}withdrawn",
    says="a citizen has one coach at a time",
)
POWERS = Apart(
    table="citizens_power",
    keys=("citizen_id", "representative_id"),
    counts="{row}ended_at IS NULL",
    says="the person acts for this citizen in these days already",
)
INVITATIONS = Apart(
    table="citizens_partnerinvitation",
    keys=("citizen_id", "partner_id"),
    counts="{row}ended_at IS NULL",
    says="the partner is invited in these days already",
)
MARKS = Apart(
    table="citizens_conflict",
    keys=("citizen_id", "staff_id"),
    counts="NOT {row}withdrawn",
    says="the case is marked for this colleague in these days already",
)

GUARDS = (*COACHES.guards, *POWERS.guards, *INVITATIONS.guards, *MARKS.guards)
