"""The second lock on data keys: without content to read, no wrapped key either.

A focal point sees the keys of the own organisation; background jobs see all, to destroy them.
Outline roles, administrators, privacy officers, partners and reporters see none; the public form
only adds. A room whose rows may be read by others adds a policy of its own for their keys
(``concerns.0003``).
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

OWN = "organisation_id = (SELECT baken_organisation())"

GUARD = """
CREATE FUNCTION vault_guard_datakey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a data key is destroyed, never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.destroyed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a destroyed data key stays destroyed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.organisation_id) IS DISTINCT FROM (OLD.id, OLD.organisation_id) THEN
    RAISE EXCEPTION 'a data key keeps its identity' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vault_datakey_guard BEFORE UPDATE OR DELETE ON vault_datakey
  FOR EACH ROW EXECUTE FUNCTION vault_guard_datakey();
"""
UNGUARD = """
DROP TRIGGER vault_datakey_guard ON vault_datakey;
DROP FUNCTION vault_guard_datakey();
"""


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "vault_datakey",
            {
                "datakey_open": "FOR SELECT USING ("
                f"((SELECT baken_may('concern:read')) AND {OWN})"
                " OR (SELECT baken_actor_kind()) = 'system')",
                "datakey_make": "FOR INSERT WITH CHECK ("
                f"(baken_actor_kind() = 'intake' OR baken_may('concern:create')) AND {OWN})",
                "datakey_destroy": "FOR UPDATE USING ("
                f"(baken_may('concern:close') AND {OWN}) OR baken_actor_kind() = 'system')",
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
