"""The second lock on the first hundred days; ``access.py`` says the same in Python.

Her ticks are hers. Who follows reads a shared path, which holds numbers. A hand-over is read by
who makes it and, once given, by the successor, both in the same organisation.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

SYSTEM = "((SELECT baken_actor_kind()) = 'system')"
OWN = "((SELECT baken_may('onboarding:walk')) AND membership_id = (SELECT baken_membership()))"
FOLLOWED = "((SELECT baken_may('onboarding:follow')) AND shared_at IS NOT NULL)"
AUTHOR = (
    "((SELECT baken_may('onboarding:walk')) AND author_id = (SELECT baken_membership())"
    " AND organisation_id = (SELECT baken_organisation()))"
)
SUCCESSOR = (
    "((SELECT baken_may('onboarding:walk')) AND given_at IS NOT NULL"
    " AND successor_id = (SELECT baken_membership())"
    " AND organisation_id = (SELECT baken_organisation()))"
)


def own(table: str) -> EnableRowSecurity:
    return EnableRowSecurity(
        f"onboarding_{table}",
        {f"{table}_own": f"FOR ALL USING ({SYSTEM} OR {OWN}) WITH CHECK ({SYSTEM} OR {OWN})"},
    )


class Migration(migrations.Migration):
    dependencies = [("onboarding", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        own("steptick"),
        own("rhythmtick"),
        EnableRowSecurity(
            "onboarding_journey",
            {
                "journey_read": f"FOR SELECT USING ({SYSTEM} OR {OWN} OR {FOLLOWED})",
                "journey_add": f"FOR INSERT WITH CHECK ({SYSTEM} OR {OWN})",
                "journey_change": (
                    f"FOR UPDATE USING ({SYSTEM} OR {OWN}) WITH CHECK ({SYSTEM} OR {OWN})"
                ),
            },
        ),
        EnableRowSecurity(
            "onboarding_handover",
            {
                "handover_read": f"FOR SELECT USING ({SYSTEM} OR {AUTHOR} OR {SUCCESSOR})",
                "handover_add": f"FOR INSERT WITH CHECK ({AUTHOR})",
                "handover_change": (
                    f"FOR UPDATE USING ({SYSTEM} OR {AUTHOR}) WITH CHECK ({SYSTEM} OR {AUTHOR})"
                ),
                "handover_forget": f"FOR DELETE USING ({SYSTEM} OR {AUTHOR})",
            },
        ),
    ]
