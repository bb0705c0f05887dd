"""Keeps an ended referral ended, and a referral what it was, whoever acts.

Both sides may change a referral's row (one answers, the other withdraws), and the content is
open to the receiver while the status lives. Without this a single wrong UPDATE on the partner's
side opened again what the municipality had taken back. The owner of the table is not bound
where nobody acts: migrations.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION concerns_guard_referral() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF public.baken_actor_kind() IS NULL THEN
    RETURN NEW;
  END IF;
  IF NEW.status <> OLD.status AND OLD.status IN ('refused', 'done', 'withdrawn') THEN
    RAISE EXCEPTION 'an ended referral stays ended' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.reference, NEW.concern_id, NEW.organisation_id, NEW.receiver_id, NEW.kind,
      NEW.ground, NEW.snapshot, NEW.sent_at, NEW.sent_by_id)
     IS DISTINCT FROM
     (OLD.id, OLD.reference, OLD.concern_id, OLD.organisation_id, OLD.receiver_id, OLD.kind,
      OLD.ground, OLD.snapshot, OLD.sent_at, OLD.sent_by_id) THEN
    RAISE EXCEPTION 'a referral stays what was sent' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER concerns_referral_guard BEFORE UPDATE ON concerns_referral
  FOR EACH ROW EXECUTE FUNCTION concerns_guard_referral();
"""

BACKWARD = """
DROP TRIGGER concerns_referral_guard ON concerns_referral;
DROP FUNCTION concerns_guard_referral();
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0004_shared_items_by_concern")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
