"""Letters that are the recipient's alone, such as on the themes that somebody follows."""

from django.db import migrations, models

EDITOR = "(SELECT baken_may('letter:edit'))"
SYSTEM = "((SELECT baken_actor_kind()) = 'system')"
OWN = "(membership_id = (SELECT baken_membership()))"
KEPT = f"({SYSTEM} OR ({EDITOR} AND NOT is_private))"
OF_KNOWN = "letter_id IN (SELECT id FROM letters_letter)"

NOW = f"""
DROP POLICY letter_read ON letters_letter;
CREATE POLICY letter_read ON letters_letter FOR SELECT USING ({KEPT} OR {OWN});
DROP POLICY letter_change ON letters_letter;
CREATE POLICY letter_change ON letters_letter FOR UPDATE USING {KEPT} WITH CHECK {KEPT};
DROP POLICY attachment_read ON letters_letterattachment;
CREATE POLICY attachment_read ON letters_letterattachment FOR SELECT
  USING ({SYSTEM} OR {OF_KNOWN});
"""
KEEPER = f"({EDITOR} OR {SYSTEM})"
BEFORE = f"""
DROP POLICY letter_read ON letters_letter;
CREATE POLICY letter_read ON letters_letter FOR SELECT USING ({KEEPER} OR {OWN});
DROP POLICY letter_change ON letters_letter;
CREATE POLICY letter_change ON letters_letter FOR UPDATE USING {KEEPER} WITH CHECK {KEEPER};
DROP POLICY attachment_read ON letters_letterattachment;
CREATE POLICY attachment_read ON letters_letterattachment FOR SELECT
  USING ({KEEPER} OR letter_id IN (SELECT id FROM letters_letter WHERE {OWN}));
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_row_security")]
    operations = [
        migrations.AddField(
            model_name="letter",
            name="is_private",
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(NOW, BEFORE),
    ]
