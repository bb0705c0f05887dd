"""One item is promised to one borrower at a time; the database itself refuses anything else.

An exclusion constraint over two ranges: the item's number as a range of one number, and the days
of the loan with those for cleaning. Both are range types, so plain GiST will do and no extension
needs to be installed. A loan that came back or was never collected does not count.

The second constraint keeps the number on a loan equal to the number of its item.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE lending_loan ADD CONSTRAINT loan_no_overlap EXCLUDE USING gist (
  int4range(item_number, item_number, '[]') WITH &&,
  daterange(starts_on, blocked_until, '[]') WITH &&
) WHERE (state IN ('reserved', 'out'));
ALTER TABLE lending_item ADD CONSTRAINT item_id_and_number UNIQUE (id, number);
ALTER TABLE lending_loan ADD CONSTRAINT loan_number_of_item
  FOREIGN KEY (item_id, item_number) REFERENCES lending_item (id, number);
"""

BACKWARD = """
ALTER TABLE lending_loan DROP CONSTRAINT loan_number_of_item;
ALTER TABLE lending_item DROP CONSTRAINT item_id_and_number;
ALTER TABLE lending_loan DROP CONSTRAINT loan_no_overlap;
"""


class Migration(migrations.Migration):
    dependencies = [("lending", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
