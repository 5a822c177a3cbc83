import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasure_requests', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='asked')),
                ('taken_back_at', models.DateTimeField(editable=False, null=True, verbose_name='taken back')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('outcome', models.CharField(choices=[('executed', 'Erased'), ('refused', 'Refused'), ('lapsed', 'Erased when its time was over')], default='', editable=False, max_length=8, verbose_name='outcome')),
                ('reason', models.TextField(default='', editable=False, max_length=2000, verbose_name='reason')),
            ],
            options={
                'verbose_name': 'erasure request',
                'verbose_name_plural': 'erasure requests',
                'permissions': [('decide_erasurerequest', 'Can decide erasure requests')],
                'default_permissions': ('view',),
                'indexes': [models.Index(condition=models.Q(('decided_at', None), ('taken_back_at', None)), fields=['asked_at'], name='erasures_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None), ('taken_back_at', None)), fields=('user',), name='one_erasure_request_waits'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('outcome', ''), ('reason', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome', 'executed'), ('reason', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome', 'refused'), models.Q(('reason', ''), _negated=True)), models.Q(('decided_at__isnull', False), ('decided_by', None), ('outcome', 'lapsed'), ('reason', '')), _connector='OR'), name='an_erasure_is_decided_by_somebody'), models.CheckConstraint(condition=models.Q(('taken_back_at', None), ('decided_at', None), _connector='OR'), name='an_erasure_taken_back_is_not_decided')],
            },
        ),
    ]
