"""Lets receivers and reporters fetch the key of what they may read, and no other key.

The vault gives a municipality the keys of its own concerns (``vault.0002``). Here the other two
readers are added: the policies of the tables in the subqueries decide which rows they see, so a
key is there exactly as long as there is something to read with it.
"""

from django.db import migrations

POLICIES = """
CREATE INDEX referralcontent_data_key ON concerns_referralcontent (data_key_id);
CREATE INDEX feedbackmessage_data_key ON concerns_feedbackmessage (data_key_id);
CREATE POLICY datakey_of_referral ON vault_datakey FOR SELECT USING (
  (SELECT baken_may('referral:read')) AND EXISTS (
    SELECT 1 FROM concerns_referralcontent AS c
    WHERE c.data_key_id = vault_datakey.id AND c.receiver_id = (SELECT baken_organisation())));
CREATE POLICY datakey_of_feedback ON vault_datakey FOR SELECT USING (
  (SELECT baken_reporter_key()) IS NOT NULL AND EXISTS (
    SELECT 1 FROM concerns_feedbackmessage AS f WHERE f.data_key_id = vault_datakey.id));
"""

BACKWARD = """
DROP POLICY datakey_of_feedback ON vault_datakey;
DROP POLICY datakey_of_referral ON vault_datakey;
DROP INDEX feedbackmessage_data_key;
DROP INDEX referralcontent_data_key;
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0002_row_security"), ("vault", "0002_row_security")]
    operations = [migrations.RunSQL(POLICIES, BACKWARD)]
