"""The second lock on self-checks and the yearly account; says the same as access_agreements.py.

Nothing here is ever deleted or rewritten: self-checks, own words and final texts are only added
to. The one row that changes is the account itself, between draft and final.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

EDITOR = "(SELECT baken_may('policy:edit'))"
READER = "(SELECT baken_may('policy:read'))"
REGION = f"({READER} AND ({EDITOR} OR (SELECT baken_may('outline:read-region'))))"
SYSTEM = "(SELECT baken_actor_kind()) = 'system'"
OWN = "organisation_id = (SELECT baken_organisation())"
SELF = "membership_id = (SELECT baken_membership())"
FINAL = "account_id IN (SELECT y.id FROM policy_yearlyaccount AS y WHERE y.status = 'final')"


class Migration(migrations.Migration):
    dependencies = [("policy", "0003_agreements"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "policy_agreementcheck",
            {
                "agreementcheck_read": (
                    f"FOR SELECT USING ({SYSTEM} OR {REGION} OR ({READER} AND {OWN}))"
                ),
                "agreementcheck_add": (
                    "FOR INSERT WITH CHECK"
                    f" ((SELECT baken_may('policy:edit-own')) AND {OWN} AND {SELF})"
                ),
            },
        ),
        EnableRowSecurity(
            "policy_yearlyaccount",
            {
                "yearlyaccount_read": (
                    f"FOR SELECT USING ({REGION} OR ({READER} AND status = 'final'))"
                ),
                "yearlyaccount_add": f"FOR INSERT WITH CHECK ({EDITOR})",
                "yearlyaccount_change": f"FOR UPDATE USING ({EDITOR}) WITH CHECK ({EDITOR})",
            },
        ),
        EnableRowSecurity(
            "policy_accountwords",
            {
                "accountwords_read": f"FOR SELECT USING ({REGION})",
                "accountwords_add": f"FOR INSERT WITH CHECK ({EDITOR} AND {SELF})",
            },
        ),
        EnableRowSecurity(
            "policy_accountedition",
            {
                "accountedition_read": f"FOR SELECT USING ({REGION} OR ({READER} AND {FINAL}))",
                "accountedition_add": f"FOR INSERT WITH CHECK ({EDITOR} AND {SELF})",
            },
        ),
    ]
