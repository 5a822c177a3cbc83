import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0006_what_providers_report"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FailingAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True, verbose_name='address')),
                ('why', models.CharField(choices=[('refused', 'the mail server refuses it'), ('rejected', 'the mail provider sends nothing to it'), ('bounced', 'a letter came back'), ('complained', 'a letter was reported as spam')], max_length=12, verbose_name='why')),
                ('said', models.CharField(blank=True, max_length=250, verbose_name='words of the mail server')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('cleared_at', models.DateTimeField(null=True, verbose_name='cleared')),
            ],
            options={
                'verbose_name': 'failing address',
                'verbose_name_plural': 'failing addresses',
                'permissions': [('clear_failingaddress', 'Can clear failing addresses')],
            },
        ),
        migrations.AddField(
            model_name='failingaddress',
            name='cleared_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cleared by'),
        ),
        migrations.AddField(
            model_name='failingaddress',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notifications.outboxmail', verbose_name='letter'),
        ),
        migrations.AddIndex(
            model_name='failingaddress',
            index=models.Index(condition=models.Q(('cleared_at', None)), fields=['since'], name='addresses_that_fail'),
        ),
        migrations.AddConstraint(
            model_name='failingaddress',
            constraint=models.CheckConstraint(condition=models.Q(('why__in', ['refused', 'rejected', 'bounced', 'complained'])), name='why_an_address_fails_is_known'),
        ),
        migrations.AddConstraint(
            model_name='failingaddress',
            constraint=models.CheckConstraint(condition=models.Q(('cleared_by', None), ('cleared_at__isnull', False), _connector='OR'), name='who_cleared_an_address_did_so_some_day'),
        ),
    ]
