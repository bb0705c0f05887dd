import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import baken.network.meetings.models.meeting


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0006_what_never_changes"),
        ("region", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="NationalConsultation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="consultation")),
                ("held_on", models.DateField(verbose_name="date")),
                (
                    "present_for_us",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who took part for the region"
                    ),
                ),
                ("came_back", models.TextField(verbose_name="what came back")),
                ("follow_up", models.TextField(blank=True, verbose_name="what we do with it")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                "ordering": ["-held_on", "name"],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(verbose_name="action")),
                (
                    "owner_function",
                    models.CharField(blank=True, max_length=200, verbose_name="function"),
                ),
                ("due_on", models.DateField(verbose_name="before")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="what came of it"),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="region.consultationbody",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_actions",
                        to="people.membership",
                    ),
                ),
                (
                    "owner_organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="region.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("text", models.TextField(blank=True, verbose_name="explanation")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("own", "Point"),
                            ("asked", "Asked by a member"),
                            ("bottleneck", "Bottleneck"),
                            ("action", "Open action"),
                            ("minutes", "Previous minutes"),
                        ],
                        default="own",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked, not answered yet"),
                            ("accepted", "On the agenda"),
                            ("declined", "Not on the agenda"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="accepted",
                        max_length=12,
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="answer to who asked"
                    ),
                ),
                (
                    "reference",
                    models.CharField(blank=True, max_length=60, verbose_name="reference"),
                ),
                (
                    "minutes_allotted",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes"),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="what came out of it")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "about_action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.action",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="region.consultationbody",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "created_at"],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="meetings.agendaitem",
            ),
        ),
        migrations.CreateModel(
            name="BodyArrangement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_round_of_talks", models.BooleanField(default=False)),
                (
                    "body",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrangement",
                        to="region.consultationbody",
                    ),
                ),
                (
                    "prepares",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="prepared_by",
                        to="region.consultationbody",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(editable=False)),
                ("number", models.PositiveSmallIntegerField(editable=False)),
                ("made_on", models.DateField(verbose_name="made on")),
                ("text", models.TextField(verbose_name="decision")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in-force", "In force"),
                            ("replaced", "Replaced"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="in-force",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason for withdrawing"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="region.consultationbody",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="meetings.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
            },
        ),
        migrations.AddField(
            model_name="action",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="actions",
                to="meetings.decision",
            ),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "online_link",
                    models.URLField(blank=True, max_length=500, verbose_name="online link"),
                ),
                ("note", models.TextField(blank=True, verbose_name="for the members")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("invited", "Invitation sent"),
                            ("held", "Held"),
                            ("cancelled", "Called off"),
                        ],
                        default="planned",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "uid",
                    models.CharField(
                        default=baken.network.meetings.models.meeting.new_uid,
                        editable=False,
                        max_length=200,
                        unique=True,
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("invited_at", models.DateTimeField(blank=True, null=True)),
                ("held_at", models.DateTimeField(blank=True, null=True)),
                ("minutes_sent_at", models.DateTimeField(blank=True, null=True)),
                ("minutes_adopted_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="region.consultationbody",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="meetings.meeting",
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("present", "Present"),
                            ("excused", "Absent with notice"),
                            ("absent", "Absent without notice"),
                        ],
                        default="invited",
                        max_length=10,
                        verbose_name="presence",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="region.organisation",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["organisation__name", "function"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("prepares", "Prepares"), ("commissions", "Commissions")],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(verbose_name="what")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("outcome", models.TextField(blank=True, verbose_name="what came of it")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "by_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gives",
                        to="region.consultationbody",
                    ),
                ),
                (
                    "for_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gets",
                        to="region.consultationbody",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assignments",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assignments",
                        to="meetings.decision",
                    ),
                ),
                (
                    "target_meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="assignments",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["state", "-created_at"],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="about_meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="meetings.meeting",
            ),
        ),
        migrations.CreateModel(
            name="MeetingSeries",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("rule", models.CharField(max_length=200)),
                ("first_day", models.DateField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="region.consultationbody",
                    ),
                ),
            ],
            options={
                "ordering": ["first_day"],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="meetings",
                to="meetings.meetingseries",
            ),
        ),
        migrations.CreateModel(
            name="YearTalk",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="planned on")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                (
                    "wishes",
                    models.TextField(
                        blank=True, verbose_name="what the municipality wants to talk about"
                    ),
                ),
                (
                    "points",
                    models.TextField(blank=True, verbose_name="what the municipality runs into"),
                ),
                (
                    "help_agreed",
                    models.TextField(blank=True, verbose_name="where the region helps"),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_talks",
                        to="region.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "municipality__name"],
            },
        ),
        migrations.CreateModel(
            name="BodySeat",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=60)),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("focal-point", "Focal point"),
                            ("advice-desk", "Advice desk worker"),
                            ("care-coordinator", "Care coordinator"),
                            ("shelter-worker", "Shelter worker"),
                            ("child-protection", "Child protection desk worker"),
                            ("riec", "RIEC officer"),
                            ("police", "Police team member"),
                            ("inspectorate", "Labour inspector"),
                            ("prosecutor", "Prosecutor"),
                            ("regional-coordinator", "Regional coordinator"),
                            ("portfolio-holder", "Regional portfolio holder"),
                            ("mayor", "Mayor"),
                            ("trainer", "Trainer"),
                            ("editor", "Editor"),
                            ("administrator", "Administrator"),
                            ("privacy-officer", "Privacy officer"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                ("function", models.CharField(blank=True, max_length=200, verbose_name="function")),
                ("is_chair", models.BooleanField(default=False, verbose_name="chair")),
                ("is_current", models.BooleanField(default=True)),
                ("ended_on_screen", models.BooleanField(default=False)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="region.consultationbody",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="body_seats",
                        to="people.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_seats",
                        to="region.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-is_chair", "organisation__name", "role", "key"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("body", "key"),
                        name="body_seat_key_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("body", "role", "organisation", "membership", "function"),
                        name="body_seat_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", ""), _negated=True),
                            models.Q(("function", ""), _negated=True),
                            ("organisation__isnull", False),
                            ("membership__isnull", False),
                            _connector="OR",
                        ),
                        name="body_seat_is_for_somebody",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("body", "year", "number"), name="decision_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_withdrawn_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "membership"), name="attendance_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("membership__isnull", True)),
                fields=("meeting", "organisation", "function"),
                name="attendance_function_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("membership__isnull", False),
                    models.Q(("function", ""), _negated=True),
                    _connector="OR",
                ),
                name="attendance_of_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_body", models.F("for_body")), _negated=True),
                name="assignment_between_two_bodies",
            ),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["body", "state"], name="agenda_item_waiting"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    ("meeting__isnull", False),
                    _connector="OR",
                ),
                name="agenda_item_accepted_in_a_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about_action__isnull", False)),
                fields=("meeting", "about_action"),
                name="agenda_item_action_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about_meeting__isnull", False)),
                fields=("meeting", "about_meeting"),
                name="agenda_item_minutes_once",
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["body", "state", "due_on"], name="body_action_by_body"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("state", "open")),
                fields=["due_on"],
                name="body_action_open_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("owner__isnull", False),
                    models.Q(("owner_function", ""), _negated=True),
                    _connector="OR",
                ),
                name="body_action_has_an_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="body_action_dropped_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("closed_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="body_action_closed_has_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["body", "starts_at"], name="meeting_by_body"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["starts_at"], name="meeting_by_start"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="meeting_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="meeting_cancelled_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "cancelled"), _negated=True),
                fields=("body", "starts_at"),
                name="meeting_body_moment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="yeartalk",
            constraint=models.UniqueConstraint(
                fields=("municipality", "year"), name="year_talk_once"
            ),
        ),
    ]
