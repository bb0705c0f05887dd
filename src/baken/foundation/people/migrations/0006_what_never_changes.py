"""Keeps roles, accounts and tokens what they were when they were given.

The policies say whose rows somebody may change; these guards say what of them. A role is ended and
given anew, never turned into another, so that the register shows both. A token never changes hands,
never works longer and never comes back. Who may only look after the own account (or is about to sign
in) does not open, close or readdress one.

Where nobody acts (migrations, the owner at the prompt) they do not bind.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION people_guard_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF public.baken_actor_kind() IS NOT NULL AND
     (NEW.id, NEW.account_id, NEW.organisation_id, NEW.role, NEW.domain, NEW.starts_on)
     IS DISTINCT FROM
     (OLD.id, OLD.account_id, OLD.organisation_id, OLD.role, OLD.domain, OLD.starts_on) THEN
    RAISE EXCEPTION 'a role is ended, never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER people_membership_guard BEFORE UPDATE ON people_membership
  FOR EACH ROW EXECUTE FUNCTION people_guard_membership();

CREATE FUNCTION people_guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF public.baken_actor_kind() IS NULL OR public.baken_actor_kind() = 'system'
     OR public.baken_may('account:manage') THEN
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.email, NEW.is_active, NEW.is_demonstration, NEW.created_at, NEW.deactivated_at)
     IS DISTINCT FROM
     (OLD.id, OLD.email, OLD.is_active, OLD.is_demonstration, OLD.created_at, OLD.deactivated_at)
     THEN
    RAISE EXCEPTION 'an account is opened, closed and addressed by an administrator'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER people_account_guard BEFORE UPDATE ON people_account
  FOR EACH ROW EXECUTE FUNCTION people_guard_account();

CREATE FUNCTION people_guard_token() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF public.baken_actor_kind() IS NULL THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    PERFORM 1 FROM public.people_membership
      WHERE id = NEW.membership_id AND account_id = NEW.account_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'a token works under a role of its owner' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.account_id, NEW.membership_id, NEW.digest, NEW.scope, NEW.created_at,
      NEW.expires_at)
     IS DISTINCT FROM
     (OLD.id, OLD.account_id, OLD.membership_id, OLD.digest, OLD.scope, OLD.created_at,
      OLD.expires_at)
     OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
    RAISE EXCEPTION 'a token is revoked, never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER people_apitoken_guard AFTER INSERT OR UPDATE ON people_apitoken
  FOR EACH ROW EXECUTE FUNCTION people_guard_token();
"""

BACKWARD = """
DROP TRIGGER people_apitoken_guard ON people_apitoken;
DROP FUNCTION people_guard_token();
DROP TRIGGER people_account_guard ON people_account;
DROP FUNCTION people_guard_account();
DROP TRIGGER people_membership_guard ON people_membership;
DROP FUNCTION people_guard_membership();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_api_tokens_row_security"),
        ("access", "0001_actor_functions"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
