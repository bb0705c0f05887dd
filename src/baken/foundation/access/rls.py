"""Migration operations that put a table behind row-level security."""

from django.db import migrations


class EnableRowSecurity(migrations.RunSQL):
    """Enable row-level security on ``table`` with named policies.

    ``policies`` maps a name to the rest of the SQL after ``CREATE POLICY name ON table``,
    for example ``{"own": "FOR SELECT USING (organisation_id = baken_organisation())"}``.
    The owner of the table (migrations, loading) is not bound; the web role is.
    """

    def __init__(self, table: str, policies: dict[str, str]) -> None:
        forward = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"]
        backward: list[str] = []
        for name, rest in policies.items():
            forward.append(f"CREATE POLICY {name} ON {table} {rest}")
            backward.append(f"DROP POLICY {name} ON {table}")
        backward.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        self._arguments = (table, policies)
        super().__init__(sql=tuple(forward), reverse_sql=tuple(backward))

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Return the arguments this operation was written with."""
        return (self.__class__.__qualname__, list(self._arguments), {})
