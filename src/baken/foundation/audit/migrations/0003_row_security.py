"""The second lock on the register. The first is ``audit.access``; a test compares both.

Adding: whoever acts, but a person only in the own name (or in the name of the system).
Reading: the privacy officer of the organisation; the owner of concerns, about concerns and
referrals; the region's privacy officer, also the chain of the region; jobs that verify.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

REGION = "chain = '00000000-0000-0000-0000-000000000000'"
ALLIANCE = (
    "EXISTS (SELECT 1 FROM region_organisation"
    " WHERE id = baken_organisation() AND kind = 'region')"
)
SYSTEM = "baken_actor_kind() = 'system'"
OFFICER = (
    "(baken_may('audit:read') AND"
    f" (chain = baken_organisation() OR ({REGION} AND {ALLIANCE})))"
)
OWNER = (
    "(baken_may('concern:read') AND chain = baken_organisation()"
    " AND subject_kind IN ('concern', 'referral'))"
)
OWN_NAME = (
    "(account_id IS NOT DISTINCT FROM baken_account()"
    " OR (account_id IS NULL AND actor_kind <> 'person')"
    " OR baken_actor_kind() <> 'person')"
)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("access", "0001_actor_functions"),
        ("region", "0001_initial"),
    ]
    operations = [
        EnableRowSecurity(
            "audit_auditevent",
            {
                "event_read": f"FOR SELECT USING ({SYSTEM} OR {OFFICER} OR {OWNER})",
                "event_add": f"FOR INSERT WITH CHECK (baken_actor_kind() IS NOT NULL AND {OWN_NAME})",
            },
        ),
        EnableRowSecurity(
            "audit_chainhead",
            {
                "head_read": "FOR SELECT USING (baken_actor_kind() IS NOT NULL)",
                "head_start": "FOR INSERT WITH CHECK (baken_actor_kind() IS NOT NULL)",
                "head_move": "FOR UPDATE USING (baken_actor_kind() IS NOT NULL)",
            },
        ),
        EnableRowSecurity(
            "audit_verification",
            {
                "verification_read": f"FOR SELECT USING ({SYSTEM} OR {OFFICER})",
                "verification_add": f"FOR INSERT WITH CHECK ({SYSTEM})",
            },
        ),
    ]
