"""The second lock on letters.

Texts belong to who may edit letters. The box is read by them and by each recipient for the own
letters; it is written by the parts of the system that make, send and forget letters, and by an
editor who lets a letter wait again. Nobody deletes a letter; its attachments are forgotten.
"""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

EDITOR = "(SELECT baken_may('letter:edit'))"
SYSTEM = "((SELECT baken_actor_kind()) = 'system')"
KEEPER = f"({EDITOR} OR {SYSTEM})"
OWN = "(membership_id = (SELECT baken_membership()))"


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        EnableRowSecurity(
            "letters_lettertext",
            {
                "lettertext_read": f"FOR SELECT USING {KEEPER}",
                "lettertext_add": f"FOR INSERT WITH CHECK ({EDITOR})",
                "lettertext_change": f"FOR UPDATE USING ({EDITOR}) WITH CHECK ({EDITOR})",
            },
        ),
        EnableRowSecurity(
            "letters_letter",
            {
                "letter_read": f"FOR SELECT USING ({KEEPER} OR {OWN})",
                "letter_make": f"FOR INSERT WITH CHECK {SYSTEM}",
                "letter_change": f"FOR UPDATE USING {KEEPER} WITH CHECK {KEEPER}",
            },
        ),
        EnableRowSecurity(
            "letters_letterattachment",
            {
                "attachment_read": (
                    f"FOR SELECT USING ({KEEPER} OR letter_id IN"
                    f" (SELECT id FROM letters_letter WHERE {OWN}))"
                ),
                "attachment_add": f"FOR INSERT WITH CHECK {SYSTEM}",
                "attachment_forget": f"FOR DELETE USING {SYSTEM}",
            },
        ),
    ]
