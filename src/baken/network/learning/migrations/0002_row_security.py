"""The second lock on learning, and the places of a session kept by the database itself.

The offer is read by everybody who takes part and written by who organises. Who enrolled is for
that person and the organiser; a step of a participant (which may move somebody else up) is
written by the system. Opinions belong to the system alone. Numbers of a municipality are read by
it and by the region, and written by its focal point or who organises.

``taken`` follows the enrolments by a trigger. It adds and subtracts instead of counting: two
transactions at once both add to the newest value of the row they wait for, and the check
``taken <= maximum`` refuses the one too many.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

SYSTEM = "((SELECT baken_actor_kind()) = 'system')"
READER = "(SELECT baken_may('learning:read'))"
MANAGER = "(SELECT baken_may('learning:manage'))"
REGION = f"({SYSTEM} OR {MANAGER} OR (SELECT baken_may('outline:read-region')))"
KEEPER = f"({SYSTEM} OR {MANAGER})"
KEEPS_OWN = "(SELECT baken_may('policy:edit-own'))"
OWN_MEMBERSHIP = "membership_id = (SELECT baken_membership())"


def own(column: str) -> str:
    return f"{column} = (SELECT baken_organisation())"


def readable(column: str) -> str:
    return f"({REGION} OR ({READER} AND {own(column)}))"


def writable(column: str) -> str:
    return f"({MANAGER} OR ({KEEPS_OWN} AND {own(column)}))"


OF_WRITABLE_BUSINESS = (
    "(taking_part_id IN (SELECT id FROM learning_takingpart"
    f" WHERE {MANAGER} OR ({KEEPS_OWN} AND {own('municipality_id')})))"
)
OUTREACH = f"({MANAGER} OR ({READER} AND {own('organisation_id')}))"

PLACES = """
CREATE FUNCTION learning_count_places() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  before integer := 0;
  after integer := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status = 'placed' THEN before := 1; END IF;
  IF TG_OP <> 'DELETE' AND NEW.status = 'placed' THEN after := 1; END IF;
  IF TG_OP = 'UPDATE' AND OLD.session_id <> NEW.session_id THEN
    RAISE EXCEPTION 'an enrolment stays with its session' USING ERRCODE = 'check_violation';
  END IF;
  IF before <> after THEN
    UPDATE learning_session SET taken = taken + (after - before)
      WHERE id = coalesce(NEW.session_id, OLD.session_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER learning_places AFTER INSERT OR UPDATE OR DELETE ON learning_enrolment
  FOR EACH ROW EXECUTE FUNCTION learning_count_places();
"""
NO_PLACES = """
DROP TRIGGER learning_places ON learning_enrolment;
DROP FUNCTION learning_count_places();
"""


def offer(table: str, writer: str) -> EnableRowSecurity:
    return EnableRowSecurity(
        f"learning_{table}",
        {
            f"{table}_read": f"FOR SELECT USING ({SYSTEM} OR {READER})",
            f"{table}_add": f"FOR INSERT WITH CHECK ({writer})",
            f"{table}_change": f"FOR UPDATE USING ({writer}) WITH CHECK ({writer})",
        },
    )


def kept(table: str, read: str) -> EnableRowSecurity:
    return EnableRowSecurity(
        f"learning_{table}",
        {
            f"{table}_read": f"FOR SELECT USING ({read})",
            f"{table}_add": f"FOR INSERT WITH CHECK {KEEPER}",
            f"{table}_change": f"FOR UPDATE USING {KEEPER} WITH CHECK {KEEPER}",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        migrations.RunSQL(PLACES, NO_PLACES),
        offer("training", MANAGER),
        offer("session", KEEPER),
        kept("enrolment", f"{KEEPER} OR {OWN_MEMBERSHIP}"),
        kept(
            "certificate",
            f"{KEEPER} OR enrolment_id IN"
            f" (SELECT id FROM learning_enrolment WHERE {OWN_MEMBERSHIP})",
        ),
        EnableRowSecurity(
            "learning_evaluation",
            {
                "evaluation_read": f"FOR SELECT USING {SYSTEM}",
                "evaluation_add": f"FOR INSERT WITH CHECK {SYSTEM}",
            },
        ),
        EnableRowSecurity(
            "learning_functioncount",
            {
                "functioncount_read": f"FOR SELECT USING {readable('organisation_id')}",
                "functioncount_add": f"FOR INSERT WITH CHECK {writable('organisation_id')}",
            },
        ),
        EnableRowSecurity(
            "learning_takingpart",
            {
                "takingpart_read": f"FOR SELECT USING {readable('municipality_id')}",
                "takingpart_add": f"FOR INSERT WITH CHECK {writable('municipality_id')}",
                "takingpart_change": (
                    f"FOR UPDATE USING {writable('municipality_id')}"
                    f" WITH CHECK {writable('municipality_id')}"
                ),
            },
        ),
        EnableRowSecurity(
            "learning_stafffinished",
            {
                "stafffinished_read": (
                    f"FOR SELECT USING ({REGION} OR ({READER} AND taking_part_id IN"
                    f" (SELECT id FROM learning_takingpart WHERE {own('municipality_id')})))"
                ),
                "stafffinished_add": f"FOR INSERT WITH CHECK {OF_WRITABLE_BUSINESS}",
                "stafffinished_change": (
                    f"FOR UPDATE USING {OF_WRITABLE_BUSINESS} WITH CHECK {OF_WRITABLE_BUSINESS}"
                ),
                "stafffinished_remove": f"FOR DELETE USING {OF_WRITABLE_BUSINESS}",
            },
        ),
        EnableRowSecurity(
            "learning_outreach",
            {
                "outreach_read": f"FOR SELECT USING ({SYSTEM} OR {READER})",
                "outreach_add": f"FOR INSERT WITH CHECK {OUTREACH}",
                "outreach_change": f"FOR UPDATE USING {OUTREACH} WITH CHECK {OUTREACH}",
                "outreach_remove": f"FOR DELETE USING {OUTREACH}",
            },
        ),
    ]
