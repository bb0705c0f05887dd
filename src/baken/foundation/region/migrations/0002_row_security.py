"""The second lock on the region: everybody reads it, and hardly anybody writes.

These tables say whom people in need are told to call. A fault in any page, of a trainer or of a
stranger, must not be able to change a telephone number; the screens for it belong to an editor,
and for one contact point to the focal point of that municipality. Packs are loaded by the owner
of the tables, whom no policy binds. Nobody deletes: what a pack no longer has is kept.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

READ = "FOR SELECT USING (true)"
EDITOR = "(SELECT baken_may('region:edit'))"
OWN = (
    "((SELECT baken_may('region:edit-own')) AND slug = 'focal-point'"
    " AND organisation_id = (SELECT baken_organisation()))"
)


def read_only(table: str) -> EnableRowSecurity:
    return EnableRowSecurity(f"region_{table}", {f"{table}_read": READ})


class Migration(migrations.Migration):
    dependencies = [("region", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "region_organisation",
            {
                "organisation_read": READ,
                "organisation_add": f"FOR INSERT WITH CHECK ({EDITOR})",
                "organisation_change": f"FOR UPDATE USING ({EDITOR}) WITH CHECK ({EDITOR})",
            },
        ),
        EnableRowSecurity(
            "region_contactpoint",
            {
                "contactpoint_read": READ,
                "contactpoint_add": f"FOR INSERT WITH CHECK ({EDITOR})",
                "contactpoint_change": (
                    f"FOR UPDATE USING ({EDITOR} OR {OWN}) WITH CHECK ({EDITOR} OR {OWN})"
                ),
            },
        ),
        EnableRowSecurity(
            "region_regionchange",
            {
                "regionchange_read": READ,
                "regionchange_add": (
                    "FOR INSERT WITH CHECK (membership_id = (SELECT baken_membership())"
                    f" AND ({EDITOR} OR (SELECT baken_may('region:edit-own'))))"
                ),
            },
        ),
        read_only("consultationbody"),
        read_only("regionrole"),
        read_only("packdocument"),
        read_only("regionpackstate"),
    ]
