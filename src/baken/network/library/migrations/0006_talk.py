"""Talks of the talk kit, and both who may see one and who may change it."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from baken.foundation.access.rls import EnableRowSecurity

MAY = "(SELECT baken_may('library:read-partner'))"
OWN_HOUSE = f"({MAY} AND organisation_id = (SELECT baken_organisation()))"
MINE = f"({OWN_HOUSE} AND account_id = (SELECT baken_account()))"


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0003_workshop"),
        ("people", "0001_initial"),
        ("region", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="Talk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="title")),
                (
                    "meeting",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="name of the meeting"
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="date")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("front-desk", "Front desk"),
                            ("social-team", "Social team"),
                            ("enforcement", "Enforcement"),
                            ("permits", "Permits"),
                            ("youth", "Youth"),
                            ("managers", "Managers"),
                        ],
                        max_length=20,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "length",
                    models.PositiveSmallIntegerField(
                        choices=[(10, "10 minutes"), (20, "20 minutes"), (40, "40 minutes")],
                        verbose_name="length",
                    ),
                ),
                ("items", models.JSONField(default=list)),
                (
                    "own_title",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="title of your own slide"
                    ),
                ),
                (
                    "own_points",
                    models.TextField(blank=True, max_length=1200, verbose_name="points"),
                ),
                (
                    "own_note",
                    models.TextField(blank=True, max_length=2000, verbose_name="what you say"),
                ),
                (
                    "form_token",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.account",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="region.organisation",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="region.organisation",
                        verbose_name="municipality",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at"],
                "indexes": [
                    models.Index(
                        fields=["organisation", "-changed_at"], name="talk_by_organisation"
                    )
                ],
            },
        ),
        EnableRowSecurity(
            "library_talk",
            {
                "talk_read": f"FOR SELECT USING {OWN_HOUSE}",
                "talk_make": f"FOR INSERT WITH CHECK {MINE}",
                "talk_change": f"FOR UPDATE USING {MINE} WITH CHECK {MINE}",
                "talk_remove": f"FOR DELETE USING {MINE}",
            },
        ),
    ]
