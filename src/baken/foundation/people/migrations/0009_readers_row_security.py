"""The second lock on requests to read.

Whoever admits readers sees those whose mail address was confirmed, and writes none: letting in and
refusing goes through one named part of the system, after the action has asked who does it. So no
page can put a request, change an address or make a confirmed one. Strangers see nothing at all.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

SYSTEM = "(SELECT baken_actor_kind()) = 'system'"


class Migration(migrations.Migration):
    dependencies = [("people", "0008_readers_sign_up"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "people_readerrequest",
            {
                "readerrequest_seen": (
                    f"FOR SELECT USING ({SYSTEM} OR"
                    " ((SELECT baken_may('reader:admit')) AND state <> 'unconfirmed'))"
                ),
                "readerrequest_made": f"FOR INSERT WITH CHECK ({SYSTEM})",
                "readerrequest_changed": (f"FOR UPDATE USING ({SYSTEM}) WITH CHECK ({SYSTEM})"),
                "readerrequest_removed": f"FOR DELETE USING ({SYSTEM})",
            },
        ),
    ]
