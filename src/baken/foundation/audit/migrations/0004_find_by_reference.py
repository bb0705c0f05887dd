"""Finds the first event with a reference at once, in a register of millions.

Under row-level security PostgreSQL may not use an index for an operator that could tell what it
saw (``->>`` on JSON is one), and would read the whole register. So a function of the owner looks,
and gives the id of an event and nothing else; the reader then fetches it through both locks.
"""

from django.db import migrations

FORWARD = """
CREATE INDEX auditevent_reference ON audit_auditevent (chain, (details ->> 'reference'), sequence)
  WHERE details ? 'reference';
CREATE FUNCTION audit_first_with_reference(register uuid, reference text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ SELECT e.id FROM public.audit_auditevent AS e
    WHERE public.baken_may('audit:read') AND e.chain = register AND e.details ? 'reference'
      AND e.details ->> 'reference' = reference AND e.subject_id IS NOT NULL
    ORDER BY e.sequence LIMIT 1 $$;
COMMENT ON FUNCTION audit_first_with_reference(uuid, text) IS
  'Lets who reads a register find a concern by the reference on paper; answers with an id only.';
"""

BACKWARD = """
DROP FUNCTION audit_first_with_reference(uuid, text);
DROP INDEX auditevent_reference;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_row_security")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
