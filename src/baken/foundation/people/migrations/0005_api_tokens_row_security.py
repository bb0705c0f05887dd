"""The second lock on tokens of programs, and the one way to use one.

While a token is being judged nobody acts yet, so the table is shut to the web role. The function
answers only who holds the secret (it gets its digest), counts the request in the running minute
and says when the token was used before.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

OWN = "account_id = baken_account()"
MANAGER = "baken_may('account:manage') OR baken_actor_kind() = 'system'"

FORWARD = """
CREATE FUNCTION people_use_token(wanted bytea, moment timestamptz)
  RETURNS TABLE (
    id uuid, membership_id uuid, scope text, name text, expires_at timestamptz,
    requests integer, used_before timestamptz
  )
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
    WITH known AS (
      SELECT id, last_used_at FROM public.people_apitoken
      WHERE digest = wanted AND revoked_at IS NULL AND expires_at > moment
      FOR UPDATE
    )
    UPDATE public.people_apitoken AS token SET
      last_used_at = moment,
      window_at = date_trunc('minute', moment),
      window_count = CASE
        WHEN token.window_at = date_trunc('minute', moment) THEN token.window_count + 1 ELSE 1
      END
    FROM known WHERE token.id = known.id
    RETURNING token.id, token.membership_id, token.scope::text, token.name::text,
      token.expires_at, token.window_count, known.last_used_at
  $$;
COMMENT ON FUNCTION people_use_token(bytea, timestamptz) IS
  'Judges and counts one request with a token, for whom holds its 256 bits.';
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_api_tokens"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "people_apitoken",
            {
                "token_seen": f"FOR SELECT USING ({OWN} OR {MANAGER})",
                "token_made": (
                    f"FOR INSERT WITH CHECK ({OWN} AND membership_id = baken_membership())"
                ),
                "token_revoked": (
                    f"FOR UPDATE USING ({OWN} OR {MANAGER}) WITH CHECK ({OWN} OR {MANAGER})"
                ),
                "token_forgotten": "FOR DELETE USING (baken_actor_kind() = 'system')",
            },
        ),
        migrations.RunSQL(FORWARD, "DROP FUNCTION people_use_token(bytea, timestamptz)"),
    ]
