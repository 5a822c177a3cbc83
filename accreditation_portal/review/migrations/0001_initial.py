import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkAct',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60, verbose_name='kind of case')),
                ('step', models.CharField(max_length=24, verbose_name='step')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='prepared')),
                ('cases', models.JSONField(verbose_name='cases')),
                ('given', models.JSONField(default=dict, verbose_name='what was filled in')),
                ('begun_at', models.DateTimeField(null=True, verbose_name='begun')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='cases that have had their turn')),
                ('taken', models.PositiveIntegerField(default=0, verbose_name='cases for which it was done')),
                ('left_out', models.JSONField(default=list, verbose_name='left out')),
            ],
            options={
                'verbose_name': 'bulk act',
                'verbose_name_plural': 'bulk acts',
                'indexes': [models.Index(condition=models.Q(('begun_at__isnull', False), ('ended_at', None)), fields=['begun_at'], name='bulk_acts_running')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('begun_at')), _connector='OR'), name='a_bulk_act_ends_after_it_began'), models.CheckConstraint(condition=models.Q(('taken__lte', models.F('done'))), name='no_more_is_taken_than_had_its_turn')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind of case')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('filters', models.JSONField(default=dict, verbose_name='filters')),
                ('columns', models.JSONField(verbose_name='columns')),
                ('file_format', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=8, verbose_name='format')),
                ('number', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='complete')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ('-at', '-pk'),
                'indexes': [models.Index(fields=['-at'], name='exports_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('at')), _connector='OR'), name='an_export_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Reason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('request_information', 'Request information'), ('deny', 'Deny'), ('revoke', 'Revoke'), ('close', 'Close')], max_length=24, verbose_name='step')),
                ('kind', models.CharField(blank=True, max_length=60, verbose_name='kind of case')),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('name_fr', models.CharField(max_length=80, verbose_name='name in French')),
                ('text_en', models.TextField(max_length=2000, verbose_name='text in English')),
                ('text_fr', models.TextField(max_length=2000, verbose_name='text in French')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='place in the list')),
                ('is_in_use', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'reason',
                'verbose_name_plural': 'reasons',
                'ordering': ('step', 'position', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text_en', ''), _negated=True), models.Q(('text_fr', ''), _negated=True)), name='a_reason_has_a_text_in_both_languages'), models.UniqueConstraint(fields=('step', 'kind', 'name_en'), name='one_reason_of_a_name_per_step', violation_error_message='There is a reason of this name already.')],
                'indexes': [],
            },
        ),
    ]
