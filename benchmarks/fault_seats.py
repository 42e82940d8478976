"""What must hold of meetings after each fault: seats, waiting list, log and letters together."""

TALK = "b.form NOT IN ('group', 'industry_meeting', 'information_meeting')"
"""A booking that is a conversation, and no seat among others."""
_TOLD = "SELECT 1 FROM outbox_message m WHERE m.matter = b.public_id AND m.kind"
_OF_SEAT = "SELECT b.public_id FROM meetings_seat s JOIN booking_booking b ON b.id = s.booking_id"
_SEATS = "(SELECT count(*) FROM meetings_seat s WHERE s.meeting_id = g.id"
_WAITS = "(SELECT count(*) FROM meetings_seatwait w WHERE w.meeting_id = g.id"
_ACTS = "(SELECT count(*) FROM audit_actlog a WHERE a.subject = g.public_id AND a.act"
_MEETING = "SELECT g.public_id FROM meetings_groupmeeting g WHERE"
SEAT_QUESTIONS = {
    "more seats taken than there are": f"{_MEETING} {_SEATS} AND s.live) > g.seats",
    "a seat beyond the meeting's number": (
        "SELECT s.id FROM meetings_seat s JOIN meetings_groupmeeting g ON g.id = s.meeting_id"
        " WHERE s.live AND (s.number < 1 OR s.number > g.seats)"
    ),
    "a free seat while somebody waits": (
        f"{_MEETING} {_SEATS} AND s.live) < g.seats AND {_WAITS} AND w.ended_at IS NULL) > 0"
    ),
    "somebody with a seat who waits for one": (
        "SELECT s.citizen_id FROM meetings_seat s JOIN meetings_seatwait w"
        " ON w.meeting_id = s.meeting_id AND w.citizen_id = s.citizen_id"
        " WHERE s.live AND w.ended_at IS NULL"
    ),
    "a live seat without its citizen's time": (
        f"{_OF_SEAT} WHERE s.live AND (b.outcome IS NOT NULL OR 1 <>"  # nosec B608 # ours
        " (SELECT count(*) FROM booking_occupation o WHERE o.booking_id = b.id AND o.live))"
    ),
    "a seat given back that is still booked": f"{_OF_SEAT} WHERE NOT s.live AND b.outcome IS NULL",
    "a live booking of a seat nobody has": (
        f"SELECT b.public_id FROM booking_booking b WHERE NOT ({TALK})"  # nosec B608 # ours
        " AND b.outcome IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM meetings_seat s WHERE s.booking_id = b.id AND s.live)"
    ),
    "a seat without its message": (
        f"{_OF_SEAT} WHERE NOT EXISTS ({_TOLD} IN ('meeting_seat', 'meeting_moved_up'))"
    ),
    "a seat given back without its message": (
        f"{_OF_SEAT} WHERE NOT s.live AND NOT EXISTS ({_TOLD} = 'meeting_given_back')"
    ),
    "somebody who waits and was not told": (
        "SELECT w.id FROM meetings_seatwait w WHERE NOT EXISTS (SELECT 1 FROM outbox_message m"
        " WHERE m.matter = w.letter AND m.kind = 'meeting_waiting')"
    ),
    "seats and their log apart": (
        f"{_MEETING} {_SEATS}) <> {_ACTS} IN ('meeting_join', 'meeting_move_up'))"
    ),
    "waiting and its log apart": f"{_MEETING} {_WAITS}) <> {_ACTS} = 'meeting_wait')",
    "leaving and its log apart": (
        f"{_MEETING} {_SEATS} AND NOT s.live) + {_WAITS} AND w.ended_for = 'left')"
        f" <> {_ACTS} = 'meeting_leave')"
    ),
}
"""What may not be found, and the question that finds it."""
