"""SQL functions with which the policies ask who acts; empty settings answer NULL or false."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION baken_actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('baken.actor_kind', true), '') $$;
CREATE FUNCTION baken_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('baken.account', true), '')::uuid $$;
CREATE FUNCTION baken_membership() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('baken.membership', true), '')::uuid $$;
CREATE FUNCTION baken_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('baken.organisation', true), '')::uuid $$;
CREATE FUNCTION baken_reporter_key() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('baken.reporter_key', true), '') $$;
CREATE FUNCTION baken_may(permission text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(
    permission = ANY (string_to_array(current_setting('baken.permissions', true), ',')), false) $$;
"""

BACKWARD = """
DROP FUNCTION baken_may(text);
DROP FUNCTION baken_reporter_key();
DROP FUNCTION baken_organisation();
DROP FUNCTION baken_membership();
DROP FUNCTION baken_account();
DROP FUNCTION baken_actor_kind();
"""


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
