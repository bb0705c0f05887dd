"""What the web process's database role may do: read and write rows, nothing else."""

from django.conf import settings
from django.db import connection

APPEND_ONLY = ("audit_auditevent", "region_regionchange")
"""Tables that the web role may add to and read, never change. TRUNCATE is never granted."""

READ_ONLY = (
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
    "django_migrations",
    "practice_installation",
)
"""Tables that only the owner writes: Django's own, and what this database is for."""


def grant_web_role() -> None:
    """Give the web role its rights on all tables; run by the owner after each migration."""
    role = settings.WEB_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE ROLE "{role}" LOGIN NOSUPERUSER NOBYPASSRLS')
        cursor.execute(f'GRANT USAGE ON SCHEMA public TO "{role}"')
        cursor.execute(
            f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"'
        )
        cursor.execute(f'GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO "{role}"')
        present = set(connection.introspection.table_names(cursor))
        for table in present.intersection(APPEND_ONLY):
            cursor.execute(f'REVOKE UPDATE, DELETE ON "{table}" FROM "{role}"')
        for table in present.intersection(READ_ONLY):
            cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON "{table}" FROM "{role}"')
