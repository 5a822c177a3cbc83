from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notifications", "0005_mailings"),
    ]

    operations = [
        migrations.AddField(
            model_name='outboxmail',
            name='outcome',
            field=models.CharField(blank=True, choices=[('delivered', 'Delivered'), ('rejected', 'Not sent on by the mail provider'), ('bounced', 'Came back'), ('complained', 'Reported as spam')], max_length=12, verbose_name='report of the mail provider'),
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='outcome_at',
            field=models.DateTimeField(null=True, verbose_name='reported'),
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='outcome_said',
            field=models.CharField(blank=True, max_length=250, verbose_name='words of the report'),
        ),
        migrations.AddField(
            model_name='outboxmail',
            name='provider_id',
            field=models.CharField(blank=True, max_length=250, verbose_name='number given by the mail provider'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(fields=['provider_id'], name='outbox_of_a_report'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(condition=models.Q(('failed_at__isnull', False)), fields=['failed_at'], name='outbox_given_up'),
        ),
        migrations.AddIndex(
            model_name='outboxmail',
            index=models.Index(fields=['outcome'], name='outbox_reported'),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('outcome_at', None)), models.Q(('outcome__in', ['delivered', 'rejected', 'bounced', 'complained']), ('outcome_at__isnull', False)), _connector='OR'), name='a_report_is_known_and_dated'),
        ),
        migrations.AddConstraint(
            model_name='outboxmail',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', ''), ('sent_at__isnull', False), _connector='OR'), name='what_was_reported_was_sent'),
        ),
    ]
