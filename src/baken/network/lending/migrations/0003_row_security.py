"""The second lock on lending.

Who may ask sees the items, when each is taken and what is broken; requests, with their history
and the checks, are for the organisation that asked and for who lends. Items, and loans on them,
are written by who lends; a borrower only gives back what was promised (cancels), reports what is
broken, and writes about the own request. Nothing is deleted.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

MANAGE = "(SELECT baken_may('lending:manage'))"
ASK = "(SELECT baken_may('lending:request'))"
SYSTEM = "((SELECT baken_actor_kind()) = 'system')"
SEES_ALL = f"({MANAGE} OR {SYSTEM})"
STORE = f"({SEES_ALL} OR {ASK})"
OWN = f"({ASK} AND organisation_id = (SELECT baken_organisation()))"
OWN_REQUEST = (
    f"({ASK} AND request_id IN (SELECT id FROM lending_loanrequest"
    " WHERE organisation_id = (SELECT baken_organisation())))"
)
OWN_LOAN = (
    f"({ASK} AND loan_id IN (SELECT loan.id FROM lending_loan loan"
    " JOIN lending_loanrequest asked ON asked.id = loan.request_id"
    " WHERE asked.organisation_id = (SELECT baken_organisation())))"
)
BY_ME = "(membership_id = (SELECT baken_membership()))"


class Migration(migrations.Migration):
    dependencies = [("lending", "0002_no_overlap"), ("access", "0001_actor_functions")]
    operations = [
        *[
            EnableRowSecurity(
                f"lending_{table}",
                {
                    f"{table}_read": f"FOR SELECT USING {STORE}",
                    f"{table}_add": f"FOR INSERT WITH CHECK ({MANAGE})",
                    f"{table}_change": f"FOR UPDATE USING ({MANAGE}) WITH CHECK ({MANAGE})",
                },
            )
            for table in ("itemkind", "item")
        ],
        EnableRowSecurity(
            "lending_loanrequest",
            {
                "loanrequest_read": f"FOR SELECT USING ({SEES_ALL} OR {OWN})",
                "loanrequest_ask": f"FOR INSERT WITH CHECK ({BY_ME} AND ({MANAGE} OR {OWN}))",
                "loanrequest_change": (
                    f"FOR UPDATE USING ({MANAGE} OR {OWN}) WITH CHECK ({MANAGE} OR {OWN})"
                ),
            },
        ),
        EnableRowSecurity(
            "lending_loan",
            {
                "loan_read": f"FOR SELECT USING {STORE}",
                "loan_promise": f"FOR INSERT WITH CHECK ({MANAGE})",
                "loan_change": f"FOR UPDATE USING ({MANAGE}) WITH CHECK ({MANAGE})",
                "loan_give_back": (
                    f"FOR UPDATE USING (state = 'reserved' AND {OWN_REQUEST})"
                    f" WITH CHECK (state = 'released' AND {OWN_REQUEST})"
                ),
            },
        ),
        EnableRowSecurity(
            "lending_check",
            {
                "check_read": f"FOR SELECT USING ({SEES_ALL} OR {OWN_LOAN})",
                "check_write": f"FOR INSERT WITH CHECK ({MANAGE})",
            },
        ),
        EnableRowSecurity(
            "lending_defect",
            {
                "defect_read": f"FOR SELECT USING {STORE}",
                "defect_report": (
                    "FOR INSERT WITH CHECK (reported_by_id = (SELECT baken_membership())"
                    f" AND ({MANAGE} OR {ASK}))"
                ),
                "defect_mend": f"FOR UPDATE USING ({MANAGE}) WITH CHECK ({MANAGE})",
            },
        ),
        EnableRowSecurity(
            "lending_requestevent",
            {
                "requestevent_read": f"FOR SELECT USING ({SEES_ALL} OR {OWN_REQUEST})",
                "requestevent_write": (
                    f"FOR INSERT WITH CHECK ({BY_ME} AND ({MANAGE} OR {OWN_REQUEST}))"
                ),
            },
        ),
    ]
