"""The cache table: counters of attempts to sign in, shared by all web processes.

Same shape as Django's ``createcachetable`` makes; here as a migration, so that nobody has to
think of a command. It holds counters under hashed keys for minutes.
"""

from django.db import migrations

FORWARD = """
CREATE UNLOGGED TABLE people_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX people_cache_expires ON people_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_row_security")]
    operations = [migrations.RunSQL(FORWARD, "DROP TABLE people_cache")]
