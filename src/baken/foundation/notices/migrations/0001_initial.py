import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('subject_kind', models.CharField(max_length=30, verbose_name='kind of subject')),
                ('subject_id', models.UUIDField(verbose_name='subject')),
                ('path', models.CharField(max_length=200, verbose_name='address')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='deadline')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='mailed')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='people.membership')),
            ],
            options={
                'ordering': ['-created_at'],
                'indexes': [models.Index(fields=['account', '-created_at'], name='notice_account'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['account'], name='notice_unread'), models.Index(condition=models.Q(('mailed_at__isnull', True), ('read_at__isnull', True)), fields=['account'], name='notice_unmailed'), models.Index(fields=['subject_kind', 'subject_id'], name='notice_subject')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('due_on__isnull', False)), fields=('membership', 'kind', 'subject_id', 'due_on'), name='notice_deadline_once'), models.UniqueConstraint(condition=models.Q(('due_on__isnull', True), ('read_at__isnull', True)), fields=('membership', 'kind', 'subject_id'), name='notice_unread_once'), models.CheckConstraint(condition=models.Q(('path__startswith', '/'), models.Q(('path__startswith', '//'), _negated=True)), name='notice_path_internal')],
            },
        ),
    ]
