"""An address of a calendar ends with the password under which it was made.

The function that judges a secret tells the seal too, so that no other question is needed. An
address of before this migration has none and no longer works: its owner makes a new one.
"""

from django.db import migrations, models

USE = """
CREATE FUNCTION meetings_use_feed(wanted bytea, moment timestamptz)
  RETURNS TABLE (account_id uuid, requests integer{columns})
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$
    UPDATE public.meetings_calendarfeed AS feed SET
      last_used_at = moment,
      window_at = date_trunc('minute', moment),
      window_count = CASE
        WHEN feed.window_at = date_trunc('minute', moment) THEN feed.window_count + 1 ELSE 1
      END
    WHERE feed.digest = wanted
    RETURNING feed.account_id, feed.window_count{values}
  $$;
COMMENT ON FUNCTION meetings_use_feed(bytea, timestamptz) IS
  'Judges and counts one request for a calendar, for whom holds its 256 bits.';
"""
DROP = "DROP FUNCTION meetings_use_feed(bytea, timestamptz);"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_calendar_feed_row_security")]
    operations = [
        migrations.AddField(
            model_name="calendarfeed",
            name="seal",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.RunSQL(
            DROP + USE.format(columns=", seal text", values=", feed.seal"),
            DROP + USE.format(columns="", values=""),
        ),
    ]
