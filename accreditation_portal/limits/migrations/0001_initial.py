from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Count',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='digest of what and for whom')),
                ('number', models.PositiveIntegerField(verbose_name='how often')),
                ('ends_at', models.DateTimeField(db_index=True, verbose_name='end')),
            ],
            options={
                'verbose_name': 'count',
                'verbose_name_plural': 'counts',
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
