"""The workshop: the page that saved last, rounds along links, and what nobody may write."""

import uuid

from django.db import migrations, models

from baken.foundation.access.rls import EnableRowSecurity

SYSTEM = "((SELECT baken_actor_kind()) = 'system')"
EDITOR = "(SELECT baken_may('library:edit'))"
WRITER = f"({SYSTEM} OR {EDITOR})"
OPEN = "state IN ('draft', 'review', 'approved')"
JUDGED = (
    "(state NOT IN ('approved', 'published')"
    " OR (written_by_id IS NOT NULL AND approved_by_id IS NOT NULL))"
)

# A version begins as a draft, is approved by somebody, and what was published stands still.
STRICTER = f"""
DROP POLICY revision_add ON library_revision;
CREATE POLICY revision_add ON library_revision FOR INSERT
  WITH CHECK ({SYSTEM} OR ({EDITOR} AND state = 'draft' AND approved_by_id IS NULL));
DROP POLICY revision_change ON library_revision;
CREATE POLICY revision_change ON library_revision FOR UPDATE
  USING ({WRITER} AND {OPEN}) WITH CHECK ({WRITER} AND {JUDGED});
"""
AS_BEFORE = f"""
DROP POLICY revision_add ON library_revision;
CREATE POLICY revision_add ON library_revision FOR INSERT WITH CHECK ({WRITER});
DROP POLICY revision_change ON library_revision;
CREATE POLICY revision_change ON library_revision FOR UPDATE
  USING ({WRITER}) WITH CHECK ({WRITER});
"""


class Migration(migrations.Migration):
    dependencies = [("library", "0002_row_security")]
    operations = [
        migrations.AddField(
            model_name="revision",
            name="pen",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="LinkRound",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("running", "Busy"),
                            ("done", "Done"),
                            ("offline", "No internet"),
                        ],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("checked", models.PositiveIntegerField(default=0)),
                ("left", models.PositiveIntegerField(default=0)),
            ],
            options={"ordering": ["-started_at"]},
        ),
        migrations.RunSQL(STRICTER, AS_BEFORE),
        migrations.RunSQL(
            f"CREATE POLICY checkedlink_drop ON library_checkedlink FOR DELETE USING ({WRITER})",
            "DROP POLICY checkedlink_drop ON library_checkedlink",
        ),
        EnableRowSecurity(
            "library_linkround",
            {"round_by_writers": f"FOR ALL USING {WRITER} WITH CHECK {WRITER}"},
        ),
    ]
