"""The second lock on holds and tombstones; ``retention.access`` is the first.

A hold is placed and released by a focal point of the organisation, and ended by nobody else. A
tombstone is set by the job that shreds, and never changed or removed.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

OWN = "organisation_id = (SELECT baken_organisation())"
SYSTEM = "(SELECT baken_actor_kind()) = 'system'"


def may(*permissions: str) -> str:
    return "(" + " OR ".join(f"(SELECT baken_may('{name}'))" for name in permissions) + ")"


CLOSER = f"({may('concern:close')} AND {OWN})"


class Migration(migrations.Migration):
    dependencies = [("retention", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "retention_hold",
            {
                "hold_read": f"FOR SELECT USING ({SYSTEM}"
                f" OR ({may('concern:read', 'audit:read')} AND {OWN}))",
                "hold_place": f"FOR INSERT WITH CHECK ({CLOSER})",
                "hold_release": f"FOR UPDATE USING ({CLOSER}) WITH CHECK ({CLOSER})",
            },
        ),
        EnableRowSecurity(
            "retention_tombstone",
            {
                "tombstone_read": f"FOR SELECT USING ({SYSTEM}"
                f" OR {may('outline:read-region')}"
                f" OR ({may('outline:read-municipality', 'concern:read', 'audit:read')}"
                f" AND {OWN}))",
                "tombstone_set": f"FOR INSERT WITH CHECK ({SYSTEM})",
            },
        ),
    ]
