"""The second lock on notices: your own, and those parts of the system that send and mail them."""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

OWN_OR_SYSTEM = "(account_id = baken_account() OR baken_actor_kind() = 'system')"
SYSTEM = "(baken_actor_kind() = 'system')"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "notices_notice",
            {
                "notice_own": f"FOR SELECT USING {OWN_OR_SYSTEM}",
                "notice_tick": f"FOR UPDATE USING {OWN_OR_SYSTEM} WITH CHECK {OWN_OR_SYSTEM}",
                "notice_send": f"FOR INSERT WITH CHECK {SYSTEM}",
                "notice_forget": f"FOR DELETE USING {SYSTEM}",
            },
        )
    ]
