"""The second lock on concerns, in the words of the database.

Says the same as ``access.py``, and never less: a property test compares both. Every child
repeats the concern's organisation (and the receiver, where a partner may read), so a policy is
a comparison of columns; composite foreign keys keep what is repeated true. ``(SELECT f())``
is evaluated once per statement instead of once per row.

No table has a policy for DELETE: the web process deletes nothing. Shredding is one function
that looks at the retention date itself.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

OWN = "organisation_id = (SELECT baken_organisation())"
SYSTEM = "(SELECT baken_actor_kind()) = 'system'"
INTAKE = f"((SELECT baken_actor_kind()) = 'intake' AND {OWN})"


def may(permission: str) -> str:
    return f"(SELECT baken_may('{permission}'))"


OWNER = f"({may('concern:read')} AND {OWN})"
CREATOR = f"({may('concern:create')} AND {OWN})"
ASSESSOR = f"({may('concern:assess')} AND {OWN})"
SENDER = f"({may('concern:refer')} AND {OWN})"
TO_US = "receiver_id = (SELECT baken_organisation())"
RECEIVER = f"({may('referral:read')} AND {TO_US})"
ANSWERER = f"({may('concern:answer-referral')} AND {TO_US})"


def live(table: str) -> str:
    """The referral of this row still lives (the referral's own policy holds here as well)."""
    return (
        "EXISTS (SELECT 1 FROM concerns_referral AS r"
        f" WHERE r.id = {table}.referral_id AND r.status IN ('sent', 'accepted', 'done'))"
    )


def shared(table: str, link: str, column: str) -> str:
    """The row was linked to a referral to us (the link's own policy asks whether it lives)."""
    return (
        f"({may('referral:read')} AND EXISTS (SELECT 1 FROM {link} AS s"
        f" WHERE s.{column} = {table}.id AND s.receiver_id = (SELECT baken_organisation())))"
    )


MY_KEY = "reporter_key = (SELECT baken_reporter_key())"
MY_CHANNEL = (
    "((SELECT baken_reporter_key()) IS NOT NULL AND concern_id IN"
    f" (SELECT c.concern_id FROM concerns_reporterchannel AS c WHERE c.{MY_KEY}"
    " AND c.expires_at > statement_timestamp()))"
)


def policies(table: str, *, select: str, insert: str, update: str = "") -> EnableRowSecurity:
    name = table.removeprefix("concerns_")
    rules = {
        f"{name}_read": f"FOR SELECT USING ({select})",
        f"{name}_add": f"FOR INSERT WITH CHECK ({insert})",
    }
    if update:
        rules[f"{name}_change"] = f"FOR UPDATE USING ({update}) WITH CHECK ({update})"
    return EnableRowSecurity(table, rules)


def owner_only(table: str, *, insert: str = ASSESSOR, update: str = "") -> EnableRowSecurity:
    return policies(table, select=OWNER, insert=insert, update=update)


def linked(table: str, link: str, column: str) -> EnableRowSecurity:
    return policies(table, select=f"{OWNER} OR {shared(table, link, column)}", insert=ASSESSOR)


def share(table: str) -> EnableRowSecurity:
    return policies(table, select=f"{OWNER} OR ({RECEIVER} AND {live(table)})", insert=SENDER)


def reference(table: str, columns: str, target: str, target_columns: str) -> migrations.RunSQL:
    """A composite foreign key; Django has none."""
    name = f"{table.removeprefix('concerns_')}_{target.removeprefix('concerns_')}_true"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({columns})"
        f" REFERENCES {target} ({target_columns}) DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


CHILDREN = (
    "concernevent", "handover", "concerncontent", "observation", "interpretation", "person",
    "personidentifier", "note", "assessment", "decision", "referral", "referralcontent",
    "referralmessage", "referralobservation", "referralperson", "reporterchannel",
    "feedbackmessage",
)  # fmt: skip

REFERENCES = [
    reference(
        f"concerns_{child}", "concern_id, organisation_id", "concerns_concern", "id, organisation_id"
    )
    for child in CHILDREN
]
REFERENCES += [
    reference(
        f"concerns_{child}",
        "referral_id, concern_id, organisation_id, receiver_id",
        "concerns_referral",
        "id, concern_id, organisation_id, receiver_id",
    )
    for child in (
        "concernevent", "referralcontent", "referralmessage", "referralobservation",
        "referralperson",
    )
]  # fmt: skip
REFERENCES += [
    reference(f"concerns_{child}", f"{target}_id, concern_id", f"concerns_{target}", "id, concern_id")
    for child, target in (
        ("referralobservation", "observation"),
        ("referralperson", "person"),
        ("personidentifier", "person"),
    )
]

# Two items in FROM make the view read-only. No security_barrier: it would keep the planner from
# using the index on the date (0.4 s instead of 4 ms with a million rows), and all that a filter
# with a side effect could see before the condition are these nine columns.
OUTLINE = f"""
CREATE VIEW concerns_outline AS
  SELECT c.id, c.reference, c.organisation_id, c.status, c.forms, c.received_at,
         c.next_due_on, c.due_kind, c.closed_at
  FROM concerns_concern AS c CROSS JOIN (VALUES (1)) AS read_only (one)
  WHERE {may('outline:read-region')} OR {SYSTEM}
     OR (({may('outline:read-municipality')} OR {may('concern:read')}) AND {OWN});
COMMENT ON VIEW concerns_outline IS
  'All that the region may know of a concern. Read-only; judges the actor itself.';
"""

REFERENCE_OF = """
CREATE FUNCTION concerns_reference_of(submission bytea) RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT reference FROM public.concerns_concern WHERE submission_key = submission $$;
COMMENT ON FUNCTION concerns_reference_of(bytea) IS
  'Lets the intake repeat a receipt to whom holds the 256 bits of that very submission.';
"""

SHRED_TABLES = (
    "referralobservation", "referralperson", "referralmessage", "referralcontent", "concernevent",
    "referral", "feedbackmessage", "reporterchannel", "personidentifier", "person", "observation",
    "interpretation", "note", "assessment", "decision", "handover", "concerncontent",
)  # fmt: skip

_DELETIONS = "\n".join(
    f"  DELETE FROM public.concerns_{table} WHERE concern_id = wanted;" for table in SHRED_TABLES
)

SHRED = f"""
CREATE FUNCTION concerns_shred(wanted uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
BEGIN
  IF public.baken_actor_kind() IS DISTINCT FROM 'system' THEN
    RAISE EXCEPTION 'only a part of the system shreds' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- One day of grace: the date is the region's, the clock here runs in another time zone.
  PERFORM 1 FROM public.concerns_concern
    WHERE id = wanted AND closed_at IS NOT NULL AND retention_due_on <= current_date + 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the term of this concern has not ended' USING ERRCODE = 'restrict_violation';
  END IF;
{_DELETIONS}
  DELETE FROM public.concerns_concern WHERE id = wanted;
END $$;
COMMENT ON FUNCTION concerns_shred(uuid) IS
  'The one way in which rows of a concern disappear, once its retention term has ended.';
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        *REFERENCES,
        policies(
            "concerns_concern",
            select=f"{OWNER} OR {SYSTEM}",
            insert=f"{CREATOR} OR {INTAKE}",
            update=f"{OWNER} OR {SYSTEM}",
        ),
        policies(
            "concerns_concernevent",
            select=f"{OWNER} OR {RECEIVER} OR (shown_to_reporter AND {MY_CHANNEL})",
            insert=f"{OWNER} OR {INTAKE} OR {SYSTEM}",
        ),
        owner_only("concerns_handover", insert=f"{OWNER} OR {SYSTEM}"),
        owner_only("concerns_concerncontent", insert=f"{CREATOR} OR {INTAKE}"),
        linked("concerns_observation", "concerns_referralobservation", "observation_id"),
        owner_only("concerns_interpretation"),
        linked("concerns_person", "concerns_referralperson", "person_id"),
        owner_only("concerns_personidentifier"),
        owner_only("concerns_note"),
        owner_only("concerns_assessment", update=ASSESSOR),
        owner_only("concerns_decision", insert=f"({may('concern:decide')} AND {OWN})"),
        policies(
            "concerns_referral",
            select=f"{OWNER} OR {RECEIVER} OR {SYSTEM}",
            insert=SENDER,
            update=f"{SENDER} OR {ANSWERER}",
        ),
        policies(
            "concerns_referralcontent",
            select=f"{OWNER} OR ({RECEIVER} AND {live('concerns_referralcontent')})",
            insert=SENDER,
            update=f"{SENDER} OR ({ANSWERER} AND {live('concerns_referralcontent')})",
        ),
        policies(
            "concerns_referralmessage",
            select=f"{OWNER} OR ({RECEIVER} AND {live('concerns_referralmessage')})",
            insert=f"({SENDER} AND side = 'sender') OR"
            f" ({ANSWERER} AND side = 'receiver' AND {live('concerns_referralmessage')})",
            update=f"{SENDER} OR ({ANSWERER} AND {live('concerns_referralmessage')})",
        ),
        share("concerns_referralobservation"),
        share("concerns_referralperson"),
        policies(
            "concerns_reporterchannel",
            select=f"{OWNER} OR ({MY_KEY} AND expires_at > statement_timestamp())",
            insert=f"{CREATOR} OR {ASSESSOR} OR {INTAKE}",
            update=ASSESSOR,
        ),
        policies(
            "concerns_feedbackmessage",
            select=f"{OWNER} OR {MY_CHANNEL}",
            insert=f"({ASSESSOR} AND direction = 'to-reporter') OR"
            f" ({MY_CHANNEL} AND direction = 'from-reporter')",
            update=f"({ASSESSOR} AND direction = 'from-reporter') OR"
            f" ({MY_CHANNEL} AND direction = 'to-reporter')",
        ),
        migrations.RunSQL(OUTLINE, "DROP VIEW concerns_outline"),
        migrations.RunSQL(SHRED, "DROP FUNCTION concerns_shred(uuid)"),
        migrations.RunSQL(REFERENCE_OF, "DROP FUNCTION concerns_reference_of(bytea)"),
    ]
