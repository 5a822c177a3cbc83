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
            name='OutboxMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipient')),
                ('to', models.EmailField(max_length=254, verbose_name='address')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('notice', models.CharField(blank=True, max_length=64, verbose_name='notice')),
                ('about', models.CharField(blank=True, max_length=10, verbose_name='reference of the case')),
                ('key', models.CharField(max_length=120, null=True, unique=True, verbose_name='key')),
                ('subject', models.CharField(max_length=250, verbose_name='subject')),
                ('text', models.TextField(verbose_name='text')),
                ('html', models.TextField(blank=True, verbose_name='HTML')),
                ('unsubscribe', models.URLField(blank=True, max_length=300, verbose_name='where one stops such letters')),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='queued')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('failed_at', models.DateTimeField(null=True, verbose_name='given up')),
                ('last_error', models.CharField(blank=True, max_length=250, verbose_name='last error')),
                ('provider_id', models.CharField(blank=True, max_length=250, verbose_name='number given by the mail provider')),
                ('outcome', models.CharField(blank=True, choices=[('delivered', 'Delivered'), ('rejected', 'Not sent on by the mail provider'), ('bounced', 'Came back'), ('complained', 'Reported as spam')], max_length=12, verbose_name='report of the mail provider')),
                ('outcome_at', models.DateTimeField(null=True, verbose_name='reported')),
                ('outcome_said', models.CharField(blank=True, max_length=250, verbose_name='words of the report')),
                ('repeats', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='repeated_by', to='notifications.outboxmail', verbose_name='repeats the letter')),
                ('repeated_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent again by')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'permissions': [('send_again_outboxmail', 'Can send letters again')],
                'indexes': [models.Index(condition=models.Q(('failed_at', None), ('sent_at', None)), fields=['next_attempt_at'], name='outbox_due'), models.Index(fields=['about', 'queued_at'], name='outbox_of_a_case'), models.Index(fields=['provider_id'], name='outbox_of_a_report'), models.Index(condition=models.Q(('failed_at__isnull', False)), fields=['failed_at'], name='outbox_given_up'), models.Index(fields=['outcome'], name='outbox_reported')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('failed_at', None), _connector='OR'), name='a_letter_is_sent_or_given_up'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('outcome_at', None)), models.Q(('outcome__in', ['delivered', 'rejected', 'bounced', 'complained']), ('outcome_at__isnull', False)), _connector='OR'), name='a_report_is_known_and_dated'), models.CheckConstraint(condition=models.Q(('outcome', ''), ('sent_at__isnull', False), _connector='OR'), name='what_was_reported_was_sent'), models.CheckConstraint(condition=models.Q(models.Q(('repeated_for', None), ('repeats', None)), models.Q(('repeated_for__isnull', False), ('repeats__isnull', False)), _connector='OR'), name='a_repeated_letter_says_who_wanted_it')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice', models.CharField(max_length=64, verbose_name='notice')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], max_length=8, verbose_name='language')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'wording of a letter',
                'verbose_name_plural': 'wording of the letters',
                'default_permissions': ('change',),
                'constraints': [models.UniqueConstraint(fields=('notice', 'language', 'number'), name='one_wording_of_a_number'), models.CheckConstraint(condition=models.Q(('language__in', ['en', 'fr'])), name='a_wording_is_in_a_language_of_the_portal'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='wordings_are_numbered_from_one')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=32, verbose_name='kind')),
                ('topic', models.CharField(max_length=60, verbose_name='topic')),
                ('key', models.CharField(max_length=80, unique=True, verbose_name='key')),
                ('subject', models.PositiveBigIntegerField(verbose_name='row of the cause')),
                ('at', models.DateTimeField(verbose_name='caused')),
                ('part', models.PositiveSmallIntegerField(default=0, verbose_name='audience')),
                ('reached', models.PositiveBigIntegerField(default=0, verbose_name='reached')),
                ('letters', models.PositiveIntegerField(default=0, verbose_name='letters')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next batch')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
            ],
            options={
                'verbose_name': 'message to many',
                'verbose_name_plural': 'messages to many',
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['topic'], name='mailings_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('topic', ''), _negated=True), models.Q(('key', ''), _negated=True)), name='a_mailing_has_a_topic')],
            },
        ),
        migrations.CreateModel(
            name='FailingAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True, verbose_name='address')),
                ('why', models.CharField(choices=[('refused', 'the mail server refuses it'), ('rejected', 'the mail provider sends nothing to it'), ('bounced', 'a letter came back'), ('complained', 'a letter was reported as spam')], max_length=12, verbose_name='why')),
                ('said', models.CharField(blank=True, max_length=250, verbose_name='words of the mail server')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notifications.outboxmail', verbose_name='letter')),
                ('cleared_at', models.DateTimeField(null=True, verbose_name='cleared')),
                ('cleared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='cleared by')),
            ],
            options={
                'verbose_name': 'failing address',
                'verbose_name_plural': 'failing addresses',
                'permissions': [('clear_failingaddress', 'Can clear failing addresses')],
                'indexes': [models.Index(condition=models.Q(('cleared_at', None)), fields=['since'], name='addresses_that_fail')],
                'constraints': [models.CheckConstraint(condition=models.Q(('why__in', ['refused', 'rejected', 'bounced', 'complained'])), name='why_an_address_fails_is_known'), models.CheckConstraint(condition=models.Q(('cleared_by', None), ('cleared_at__isnull', False), _connector='OR'), name='who_cleared_an_address_did_so_some_day')],
            },
        ),
    ]
