"""The second lock: a practiser sees her own practice, and only the system writes."""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

SYSTEM = "(SELECT baken_actor_kind()) = 'system'"


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "practice_practiser",
            {
                "practiser_read": (
                    f"FOR SELECT USING ({SYSTEM} OR membership_id = (SELECT baken_membership()))"
                ),
                "practiser_add": f"FOR INSERT WITH CHECK ({SYSTEM})",
                "practiser_change": f"FOR UPDATE USING ({SYSTEM}) WITH CHECK ({SYSTEM})",
            },
        ),
        EnableRowSecurity("practice_usedticket", {"usedticket_all": f"FOR ALL USING ({SYSTEM})"}),
    ]
