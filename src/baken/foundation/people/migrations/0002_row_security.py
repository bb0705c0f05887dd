"""The second lock on people.

Accounts, memberships and sessions must be readable before anybody is signed in: the web role
finds out *from them* who is asking. They hold work addresses and roles of professionals, and
the pages show them to administrators only. Writing is another matter: a role is given by
whoever may manage accounts, or by a named part of the system, whatever a page tries.

Signing in and choosing a new password happen as a stranger and change the account (last sign-in,
password), never its memberships.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

MANAGER = "(baken_may('account:manage') OR baken_actor_kind() = 'system')"
WRITER = (
    f"({MANAGER} OR id = baken_account() OR baken_actor_kind() = 'stranger')"
)
OWN_FACTOR = f"(user_id = baken_account() OR {MANAGER})"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("access", "0001_actor_functions"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [
        EnableRowSecurity(
            "people_account",
            {
                "account_known": "FOR SELECT USING (true)",
                "account_made": f"FOR INSERT WITH CHECK {MANAGER}",
                "account_changed": f"FOR UPDATE USING {WRITER} WITH CHECK {WRITER}",
            },
        ),
        EnableRowSecurity(
            "people_membership",
            {
                "membership_known": "FOR SELECT USING (true)",
                "membership_given": f"FOR INSERT WITH CHECK {MANAGER}",
                "membership_changed": f"FOR UPDATE USING {MANAGER} WITH CHECK {MANAGER}",
            },
        ),
        EnableRowSecurity("people_onetimelink", {"link_all": f"FOR ALL USING {MANAGER}"}),
        # The second step's secrets: read while signing in (as a stranger), changed by their owner.
        EnableRowSecurity(
            "mfa_authenticator",
            {
                "factor_read": (
                    f"FOR SELECT USING ({OWN_FACTOR} OR baken_actor_kind() = 'stranger')"
                ),
                "factor_added": f"FOR INSERT WITH CHECK {OWN_FACTOR}",
                "factor_used": (
                    f"FOR UPDATE USING ({OWN_FACTOR} OR baken_actor_kind() = 'stranger')"
                ),
                "factor_removed": f"FOR DELETE USING {OWN_FACTOR}",
            },
        ),
    ]
