import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Forgotten',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('kind', models.CharField(max_length=40, verbose_name='what')),
                ('number', models.PositiveIntegerField(verbose_name='how many')),
            ],
            options={
                'verbose_name': 'retention',
                'verbose_name_plural': 'retention',
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['-at'], name='forgotten_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='something_was_forgotten')],
            },
        ),
    ]
