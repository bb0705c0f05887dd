"""What only the database of a practice installation has: the ways to remove a practiser whole.

In a real database no function removes a concern before its term, and the register only grows.
Where everything is invented both would be in the way. The owner lays this ground when a
practice installation is prepared, and never in a real database: there these functions are not.
They look again themselves.
"""

from __future__ import annotations

from django.conf import settings
from django.db import connection

CHILDREN = (
    "referralperson", "referralobservation", "referralmessage", "referralcontent", "concernevent",
    "referral", "feedbackmessage", "reporterchannel", "personidentifier", "person", "observation",
    "interpretation", "note", "assessment", "decision", "handover", "concerncontent",
)  # fmt: skip
"""Tables of the concerns' room whose rows belong to a concern, children first."""

# The names come from this module, never from a request.
_OF_CONCERNS = "\n".join(
    f"  DELETE FROM public.concerns_{table} WHERE organisation_id = wanted;"  # noqa: S608
    for table in CHILDREN
)

WIPE = f"""
CREATE OR REPLACE FUNCTION practice_wipe(wanted uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
DECLARE
  subjects uuid[];
  chains uuid[];
BEGIN
  IF public.baken_actor_kind() IS DISTINCT FROM 'system' THEN
    RAISE EXCEPTION 'only a part of the system wipes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM public.practice_installation WHERE kind = 'practice')
     OR NOT EXISTS (SELECT 1 FROM public.practice_practiser WHERE organisation_id = wanted) THEN
    RAISE EXCEPTION 'this is not practice' USING ERRCODE = 'restrict_violation';
  END IF;
  subjects := ARRAY(
    SELECT id FROM public.concerns_concern WHERE organisation_id = wanted
    UNION ALL SELECT id FROM public.concerns_referral WHERE organisation_id = wanted);
  -- Partners note in their own register what they answered. A chain goes whole, since one
  -- without a link would look as if somebody had tampered with it.
  chains := ARRAY(
    SELECT DISTINCT chain FROM public.audit_auditevent
    WHERE chain = wanted OR organisation_id = wanted OR subject_id = ANY (subjects));
  DELETE FROM public.audit_auditevent WHERE chain = ANY (chains);
  DELETE FROM public.audit_chainhead WHERE chain = ANY (chains);
  DELETE FROM public.notices_notice WHERE subject_id = ANY (subjects) OR membership_id IN
    (SELECT id FROM public.people_membership WHERE organisation_id = wanted);
  DELETE FROM public.retention_hold WHERE organisation_id = wanted;
  DELETE FROM public.retention_tombstone WHERE organisation_id = wanted;
{_OF_CONCERNS}
  DELETE FROM public.concerns_concern WHERE organisation_id = wanted;
  DELETE FROM public.vault_datakey WHERE organisation_id = wanted;
END $$;
"""  # noqa: S608

REMOVE = """
CREATE OR REPLACE FUNCTION practice_remove(wanted uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
DECLARE
  accounts uuid[];
BEGIN
  PERFORM public.practice_wipe(wanted);
  accounts := ARRAY(
    SELECT account_id FROM public.people_membership WHERE organisation_id = wanted);
  DELETE FROM public.people_accountsession WHERE account_id = ANY (accounts);
  DELETE FROM public.notices_notice WHERE account_id = ANY (accounts);
  DELETE FROM public.practice_practiser WHERE organisation_id = wanted;
  DELETE FROM public.people_membership WHERE organisation_id = wanted;
  DELETE FROM public.people_account WHERE id = ANY (accounts);
  DELETE FROM public.region_organisation WHERE id = wanted;
END $$;
"""

LET_GO = (
    "ALTER TABLE audit_auditevent DISABLE TRIGGER audit_event_stays",
    "ALTER TABLE audit_chainhead DISABLE TRIGGER audit_head_stays",
    "ALTER TABLE vault_datakey DISABLE TRIGGER vault_datakey_guard",
)
"""Guards that let nothing disappear. Here it may: the register proves nothing to anybody and the
keys open invented stories. The web role still has no right to delete; only the functions do."""


def lay() -> None:
    """Make the ways to remove a practiser. As the owner, in a practice database; repeatable."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM practice_installation WHERE kind = 'practice'")
        if cursor.fetchone() is None:
            raise RuntimeError("this database is not for practising")
        for statement in (*LET_GO, WIPE, REMOVE):
            cursor.execute(statement)
        for name in ("practice_wipe", "practice_remove"):
            cursor.execute(f"REVOKE ALL ON FUNCTION {name}(uuid) FROM PUBLIC")
            cursor.execute(f'GRANT EXECUTE ON FUNCTION {name}(uuid) TO "{settings.WEB_ROLE}"')
