import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ConsultationBody',
            fields=[
                ('pack_values', models.JSONField(default=dict, editable=False)),
                ('is_current', models.BooleanField(default=True, verbose_name='in use')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('verification', models.CharField(blank=True, choices=[('B', 'stated by the region'), ('V', 'read in the source'), ('S', 'read in a secondary source'), ('K', 'generally known, not yet checked'), ('P', 'proposal of the makers')], max_length=1, verbose_name='how well known')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('level', models.CharField(choices=[('administrative', 'Administrative (mayors)'), ('strategic', 'Strategic'), ('tactical', 'Tactical'), ('operational', 'Operational')], max_length=20, verbose_name='level')),
                ('purpose', models.TextField(blank=True, verbose_name='purpose')),
                ('chair', models.CharField(blank=True, max_length=200, verbose_name='chair')),
                ('members', models.TextField(blank=True, verbose_name='members')),
                ('minimum_per_year', models.PositiveSmallIntegerField(null=True, verbose_name='at least per year')),
                ('conflict_note', models.TextField(blank=True, verbose_name='other versions seen')),
                ('position', models.PositiveSmallIntegerField(default=500, editable=False)),
            ],
            options={
                'verbose_name': 'consultation body',
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='RegionPackState',
            fields=[
                ('slug', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField()),
                ('kept_edits', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='RegionRole',
            fields=[
                ('pack_values', models.JSONField(default=dict, editable=False)),
                ('is_current', models.BooleanField(default=True, verbose_name='in use')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('verification', models.CharField(blank=True, choices=[('B', 'stated by the region'), ('V', 'read in the source'), ('S', 'read in a secondary source'), ('K', 'generally known, not yet checked'), ('P', 'proposal of the makers')], max_length=1, verbose_name='how well known')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('tasks', models.JSONField(default=list, verbose_name='tasks')),
                ('position', models.PositiveSmallIntegerField(default=500, editable=False)),
            ],
            options={
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('pack_values', models.JSONField(default=dict, editable=False)),
                ('is_current', models.BooleanField(default=True, verbose_name='in use')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('verification', models.CharField(blank=True, choices=[('B', 'stated by the region'), ('V', 'read in the source'), ('S', 'read in a secondary source'), ('K', 'generally known, not yet checked'), ('P', 'proposal of the makers')], max_length=1, verbose_name='how well known')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('kind', models.CharField(choices=[('municipality', 'Municipality'), ('region', 'Regional alliance'), ('police', 'Police'), ('prosecution', 'Public prosecution service'), ('inspectorate', 'Inspectorate'), ('riec', 'Regional information and expertise centre'), ('care', 'Care and advice'), ('child-protection', 'Child protection'), ('national', 'National organisation'), ('emergency', 'Emergency service')], max_length=30, verbose_name='kind')),
                ('chain_role', models.CharField(blank=True, choices=[('emergency', 'Acute danger'), ('advice', 'Advice and reporting'), ('municipality', 'Your municipality'), ('investigation', 'Investigation and supervision'), ('approach', 'Joint approach of offenders'), ('care', 'Care, shelter and protection'), ('expertise', 'Knowledge and policy')], max_length=20, verbose_name='place in the chain')),
                ('description', models.TextField(blank=True, verbose_name='what it is')),
                ('task', models.TextField(blank=True, verbose_name='task in the approach')),
                ('serves', models.TextField(blank=True, verbose_name='what to contact it for')),
                ('website', models.CharField(blank=True, max_length=300, verbose_name='website')),
                ('municipality_code', models.CharField(blank=True, max_length=6, verbose_name='municipality code')),
                ('safety_region', models.CharField(blank=True, max_length=60, verbose_name='safety region')),
                ('tile_column', models.PositiveSmallIntegerField(null=True, verbose_name='column on the tile map')),
                ('tile_row', models.PositiveSmallIntegerField(null=True, verbose_name='row on the tile map')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='exists from')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='exists until')),
                ('position', models.PositiveSmallIntegerField(default=500, editable=False)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='region.organisation')),
            ],
            options={
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('pack_values', models.JSONField(default=dict, editable=False)),
                ('is_current', models.BooleanField(default=True, verbose_name='in use')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('verification', models.CharField(blank=True, choices=[('B', 'stated by the region'), ('V', 'read in the source'), ('S', 'read in a secondary source'), ('K', 'generally known, not yet checked'), ('P', 'proposal of the makers')], max_length=1, verbose_name='how well known')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60, verbose_name='slug')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('purpose', models.CharField(blank=True, max_length=300, verbose_name='what for')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('phone_abroad', models.CharField(blank=True, max_length=20, verbose_name='phone from abroad')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='mail address')),
                ('website', models.CharField(blank=True, max_length=300, verbose_name='website')),
                ('hours', models.JSONField(blank=True, null=True, verbose_name='opening hours')),
                ('hours_note', models.CharField(blank=True, max_length=300, verbose_name='note on the hours')),
                ('anonymous_possible', models.BooleanField(default=False, verbose_name='anonymous contact is possible')),
                ('last_checked_on', models.DateField(blank=True, null=True, verbose_name='last checked on')),
                ('checked_by', models.CharField(blank=True, max_length=200, verbose_name='checked by')),
                ('conflict_note', models.TextField(blank=True, verbose_name='other versions seen')),
                ('position', models.PositiveSmallIntegerField(default=500, editable=False)),
                ('fallback', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='falls_back_from', to='region.contactpoint')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_points', to='region.organisation')),
            ],
            options={
                'ordering': ['position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='PackDocument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('section', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=60)),
                ('valid_from', models.DateField()),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['section', '-loaded_at'],
                'indexes': [models.Index(fields=['section', '-loaded_at'], name='region_pack_section_e6340c_idx')],
                'constraints': [models.UniqueConstraint(fields=('section', 'digest'), name='pack_document_unique')],
            },
        ),
        migrations.CreateModel(
            name='RegionChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('record_kind', models.CharField(max_length=30)),
                ('record_id', models.UUIDField()),
                ('field', models.CharField(max_length=40)),
                ('old', models.JSONField(null=True)),
                ('new', models.JSONField(null=True)),
                ('membership_id', models.UUIDField(null=True)),
                ('changed_by', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['-at', 'field'],
                'indexes': [models.Index(fields=['record_kind', 'record_id', '-at'], name='region_regi_record__b4c7a1_idx')],
            },
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(condition=models.Q(('municipality_code', ''), _negated=True), fields=('municipality_code',), name='organisation_municipality_code_unique'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='organisation_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.UniqueConstraint(fields=('organisation', 'slug'), name='contact_point_slug_unique'),
        ),
    ]
