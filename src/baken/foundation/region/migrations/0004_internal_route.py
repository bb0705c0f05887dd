"""The internal reporting route of a municipality: everybody reads it, its focal point writes it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from baken.foundation.access.rls import EnableRowSecurity

OWN = (
    "((SELECT baken_may('region:edit-own')) AND organisation_id = (SELECT baken_organisation()))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("region", "0003_mail_domains_and_when_to_call"),
        ("access", "0001_actor_functions"),
    ]
    operations = [
        migrations.CreateModel(
            name="InternalRoute",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("steps", models.JSONField(default=list, verbose_name="steps")),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        verbose_name="what else colleagues must know",
                    ),
                ),
                ("changed_on", models.DateField(null=True, verbose_name="changed on")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="internal_route",
                        to="region.organisation",
                    ),
                ),
            ],
            options={"verbose_name": "internal reporting route"},
        ),
        EnableRowSecurity(
            "region_internalroute",
            {
                "internalroute_read": "FOR SELECT USING (true)",
                "internalroute_add": f"FOR INSERT WITH CHECK ({OWN})",
                "internalroute_change": f"FOR UPDATE USING ({OWN}) WITH CHECK ({OWN})",
            },
        ),
    ]
