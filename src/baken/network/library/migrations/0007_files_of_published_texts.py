"""A file is for readers once the published text names it; ``access.py`` says the same."""

from django.db import migrations

WRITER = "((SELECT baken_actor_kind()) = 'system' OR (SELECT baken_may('library:edit')))"
# The subquery is judged too: it finds only the texts that the actor may know of.
NAMED = (
    "EXISTS (SELECT 1 FROM library_article AS text WHERE text.id = article_id"
    " AND position(library_attachment.id::text in text.body) > 0)"
)
BEFORE = "article_id IN (SELECT id FROM library_article)"


def read(which: str) -> str:
    return f"""
DROP POLICY attachment_read ON library_attachment;
CREATE POLICY attachment_read ON library_attachment FOR SELECT USING ({WRITER} OR {which});
"""


class Migration(migrations.Migration):
    dependencies = [("library", "0006_talk")]
    operations = [migrations.RunSQL(read(NAMED), read(f"({BEFORE})"))]
