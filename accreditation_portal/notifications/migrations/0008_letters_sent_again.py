import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0007_failing_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='outboxmail',
            options={'permissions': [('send_again_outboxmail', 'Can send letters again')], 'verbose_name': 'letter', 'verbose_name_plural': 'letters'},
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='repeated_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent again by'),
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='repeats',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='repeated_by', to='notifications.outboxmail', verbose_name='repeats the letter'),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('repeated_for', None), ('repeats', None)), models.Q(('repeated_for__isnull', False), ('repeats__isnull', False)), _connector='OR'), name='a_repeated_letter_says_who_wanted_it'),
        ),
    ]
