"""The second lock on consultation: members read their bodies, the coordinator writes.

Says in SQL what ``access.py`` says. Members write three things only: a point they ask for, that
they cannot come, and how far an action of their own is. What a point, an attendance or an
action may become through them is for the actions; whose it is, the database keeps.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

SYSTEM = "(SELECT baken_actor_kind() = 'system')"
PLANNER = "(SELECT baken_may('body:plan'))"
ALL = f"({SYSTEM} OR {PLANNER})"
TAKES_PART = "(SELECT baken_may('body:read') AND baken_membership() IS NOT NULL)"
BODIES = (
    "(SELECT seat.body_id FROM meetings_bodyseat seat"
    " WHERE seat.is_current AND seat.function = ''"
    " AND (seat.role = '' OR seat.role = current_setting('baken.role', true))"
    " AND (seat.organisation_id IS NULL OR seat.organisation_id = baken_organisation())"
    " AND (seat.membership_id IS NULL OR seat.membership_id = baken_membership()))"
)
MEETINGS = f"(SELECT m.id FROM meetings_meeting m WHERE m.body_id IN {BODIES})"  # noqa: S608
OWN = "(SELECT baken_membership())"
FOCAL_POINT = (
    f"({TAKES_PART} AND current_setting('baken.role', true) = 'focal-point'"
    " AND municipality_id = (SELECT baken_organisation()))"
)


def member(condition: str) -> str:
    return f"({ALL} OR ({TAKES_PART} AND {condition}))"


def lock(table: str, sees: str, **more: str) -> EnableRowSecurity:
    """Read by ``sees``, written by who plans and the system; ``more`` are further policies."""
    policies = {
        f"{table}_read": f"FOR SELECT USING {sees}",
        f"{table}_add": f"FOR INSERT WITH CHECK {ALL}",
        f"{table}_change": f"FOR UPDATE USING {ALL} WITH CHECK {ALL}",
        f"{table}_remove": f"FOR DELETE USING {ALL}",
    }
    policies |= {f"{table}_{name}": rest for name, rest in more.items()}
    return EnableRowSecurity(f"meetings_{table}", policies)


OF_BODY = member(f"body_id IN {BODIES}")
OWN_POINT = f"({TAKES_PART} AND asked_by_id = {OWN} AND body_id IN {BODIES})"
OWN_PRESENCE = f"({TAKES_PART} AND membership_id = {OWN} AND meeting_id IN {MEETINGS})"
OWN_ACTION = f"({TAKES_PART} AND owner_id = {OWN})"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        lock("bodyarrangement", member("true")),
        lock("bodyseat", member("true")),
        lock("meetingseries", OF_BODY),
        lock("meeting", OF_BODY),
        lock(
            "agendaitem",
            member(f"body_id IN {BODIES} AND (state = 'accepted' OR asked_by_id = {OWN})"),
            ask=f"FOR INSERT WITH CHECK ({OWN_POINT} AND state = 'asked')",
            take_back=(
                f"FOR UPDATE USING ({OWN_POINT} AND state = 'asked')"
                f" WITH CHECK ({OWN_POINT} AND state IN ('asked', 'withdrawn'))"
            ),
        ),
        lock(
            "attendance",
            member(f"meeting_id IN {MEETINGS}"),
            answer_first=(
                f"FOR INSERT WITH CHECK ({OWN_PRESENCE} AND presence IN ('invited', 'excused'))"
            ),
            answer=(
                f"FOR UPDATE USING ({OWN_PRESENCE} AND presence IN ('invited', 'excused'))"
                f" WITH CHECK ({OWN_PRESENCE} AND presence IN ('invited', 'excused'))"
            ),
        ),
        lock("decision", OF_BODY),
        lock(
            "action",
            member(f"(body_id IN {BODIES} OR owner_id = {OWN})"),
            own=f"FOR UPDATE USING {OWN_ACTION} WITH CHECK {OWN_ACTION}",
        ),
        lock("assignment", member(f"(by_body_id IN {BODIES} OR for_body_id IN {BODIES})")),
        lock(
            "yeartalk",
            f"({ALL} OR {FOCAL_POINT})",
            own=f"FOR UPDATE USING {FOCAL_POINT} WITH CHECK {FOCAL_POINT}",
            own_first=f"FOR INSERT WITH CHECK {FOCAL_POINT}",
        ),
        lock("nationalconsultation", member("true")),
    ]
