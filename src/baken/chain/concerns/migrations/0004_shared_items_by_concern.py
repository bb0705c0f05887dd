"""Finds what was shared of one concern: its page and its shredding ask by concern.

Without these indexes PostgreSQL walked through every referral of the municipality.
"""

import django.db.models.deletion
from django.db import migrations, models


def by_concern(model):
    return migrations.AlterField(
        model_name=model,
        name="concern",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="concerns.concern"
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("concerns", "0003_keys_of_what_is_shared")]
    operations = [by_concern("referralobservation"), by_concern("referralperson")]
