"""The second lock on the knowledge base; ``access.py`` says the same in Python."""

from django.db import migrations

from baken.foundation.access.rls import EnableRowSecurity

SYSTEM = "((SELECT baken_actor_kind()) = 'system')"
WRITER = f"({SYSTEM} OR (SELECT baken_may('library:edit')))"
READER = f"({SYSTEM} OR (SELECT baken_may('library:read')))"
PUBLISHED = (
    "(is_published AND is_current AND (SELECT baken_may('library:read')) AND (audience = 'readers'"
    " OR (audience = 'partners' AND (SELECT baken_may('library:read-partner')))))"
)
OF_KNOWN_ARTICLE = "article_id IN (SELECT id FROM library_article)"
OWN = f"({SYSTEM} OR account_id = (SELECT baken_account()))"


def kept(table: str, read: str, write: str = WRITER) -> EnableRowSecurity:
    return EnableRowSecurity(
        f"library_{table}",
        {
            f"{table}_read": f"FOR SELECT USING ({read})",
            f"{table}_add": f"FOR INSERT WITH CHECK ({write})",
            f"{table}_change": f"FOR UPDATE USING ({write}) WITH CHECK ({write})",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial"), ("access", "0001_actor_functions")]
    operations = [
        kept("article", f"{WRITER} OR {PUBLISHED}"),
        kept("revision", WRITER),
        # Who writes sees every article, others those of the shelves: the subquery is judged too.
        kept("attachment", f"{WRITER} OR ({OF_KNOWN_ARTICLE})"),
        kept("term", READER),
        kept("checkedlink", WRITER),
        kept("edition", READER, SYSTEM),
        EnableRowSecurity("library_visit", {"visit_own": f"FOR ALL USING {OWN} WITH CHECK {OWN}"}),
        EnableRowSecurity(
            "library_subscription", {"subscription_own": f"FOR ALL USING {OWN} WITH CHECK {OWN}"}
        ),
    ]
