"""The second lock on the addresses of calendars, and the one way to use one.

While a secret is being judged nobody acts yet, so the table is shut to the web role. The
function answers only who holds the secret (it gets its digest), with whose calendar it is, and
counts the request in the running minute.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

OWN = "account_id = baken_account()"
SYSTEM = "baken_actor_kind() = 'system'"

FORWARD = """
CREATE FUNCTION meetings_use_feed(wanted bytea, moment timestamptz)
  RETURNS TABLE (account_id uuid, requests integer)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
    UPDATE public.meetings_calendarfeed AS feed SET
      last_used_at = moment,
      window_at = date_trunc('minute', moment),
      window_count = CASE
        WHEN feed.window_at = date_trunc('minute', moment) THEN feed.window_count + 1 ELSE 1
      END
    WHERE feed.digest = wanted
    RETURNING feed.account_id, feed.window_count
  $$;
COMMENT ON FUNCTION meetings_use_feed(bytea, timestamptz) IS
  'Judges and counts one request for a calendar, for whom holds its 256 bits.';
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0003_calendar_feed")]
    operations = [
        EnableRowSecurity(
            "meetings_calendarfeed",
            {
                "feed_seen": f"FOR SELECT USING ({OWN} OR {SYSTEM})",
                "feed_made": (
                    f"FOR INSERT WITH CHECK ({OWN} AND (SELECT baken_may('body:read')))"
                ),
                "feed_renewed": f"FOR UPDATE USING ({OWN}) WITH CHECK ({OWN})",
                "feed_revoked": f"FOR DELETE USING ({OWN} OR {SYSTEM})",
            },
        ),
        migrations.RunSQL(FORWARD, "DROP FUNCTION meetings_use_feed(bytea, timestamptz)"),
    ]
