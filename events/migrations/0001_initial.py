import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import events.models.event
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                ('title_fr', models.CharField(blank=True, max_length=200, verbose_name='title in French')),
                ('kind', models.CharField(choices=[('ministerial', 'Ministerial meeting'), ('summit', 'Meeting of Heads of State and Government'), ('press_conference', 'Press conference'), ('briefing', 'Briefing'), ('other', 'Other event')], max_length=20, verbose_name='kind')),
                ('at_headquarters', models.BooleanField(default=False, verbose_name='at the Headquarters')),
                ('annual_accreditation_suffices', models.BooleanField(default=False, verbose_name='annual accreditation suffices')),
                ('venue', models.CharField(blank=True, max_length=200, verbose_name='venue')),
                ('city', models.CharField(blank=True, max_length=120, verbose_name='city')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('time_zone', models.CharField(default='Europe/Brussels', max_length=64, validators=[events.models.event.is_zone], verbose_name='time zone')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('starts_time', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('ends_time', models.TimeField(blank=True, null=True, verbose_name='ends at')),
                ('ends_at', events.models.event.EndOfEvent(editable=False, verbose_name='over at')),
                ('registration_opens_at', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                ('registration_deadline', models.DateTimeField(blank=True, null=True, verbose_name='registration deadline')),
                ('deadline_zone', models.CharField(blank=True, max_length=64, validators=[events.models.event.is_zone], verbose_name='zone of the deadline')),
                ('late', models.CharField(choices=[('refused', 'Refused'), ('flagged', 'Accepted and marked late')], default='refused', max_length=16, verbose_name='late requests')),
                ('identity_required', models.BooleanField(default=True, verbose_name='proof of identity is required')),
                ('profession_required', models.BooleanField(default=True, verbose_name='proof of profession is required')),
                ('authorities_check_media', models.BooleanField(default=False, verbose_name='authorities check the media')),
                ('accredited_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.event', verbose_name='accreditation for this event covers it')),
                ('accredited_by', models.CharField(blank=True, max_length=200, verbose_name='another body accredits')),
                ('accredited_by_url', models.URLField(blank=True, verbose_name='where that body takes requests')),
                ('text_en', models.TextField(blank=True, verbose_name='text in English')),
                ('text_fr', models.TextField(blank=True, verbose_name='text in French')),
                ('source', models.CharField(blank=True, max_length=200, null=True, unique=True, verbose_name='source')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cancelled_at', models.DateTimeField(editable=False, null=True, verbose_name='cancelled')),
                ('cancelled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'permissions': [('publish_event', 'Can publish and cancel events')],
                'indexes': [models.Index(fields=['ends_at'], name='events_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('annual_accreditation_suffices', False), ('at_headquarters', True), _connector='OR'), name='annual_accreditation_suffices_only_at_headquarters', violation_error_message='Away from the Headquarters everybody registers: annual accreditation cannot suffice.'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on')), models.Q(('ends_on', models.F('starts_on')), ('starts_time', None)), models.Q(('ends_on', models.F('starts_on')), ('ends_time', None)), models.Q(('ends_on', models.F('starts_on')), ('ends_time__gt', models.F('starts_time'))), _connector='OR'), name='event_ends_after_it_starts', violation_error_message='The event ends before it begins.'), models.CheckConstraint(condition=models.Q(('registration_opens_at', None), ('registration_deadline', None), ('registration_opens_at__lt', models.F('registration_deadline')), _connector='OR'), name='registration_opens_before_its_deadline', violation_error_message='Registration opens after its deadline.'), models.CheckConstraint(condition=models.Q(('registration_deadline', None), ('registration_deadline__lte', models.F('ends_at')), _connector='OR'), name='deadline_is_before_the_end_of_the_event', violation_error_message='The deadline is after the end of the event.'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), models.Q(models.Q(('cancelled_at', None), ('cancelled_by', None)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR')), name='published_and_cancelled_say_who_and_when'), models.CheckConstraint(condition=models.Q(('cancelled_at', None), ('published_at__isnull', False), _connector='OR'), name='cancelled_events_were_published')],
            },
        ),
        migrations.CreateModel(
            name='MediaAdvisory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='advisories', to='events.event', verbose_name='event')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('reference', models.CharField(blank=True, max_length=60, verbose_name='reference')),
                ('issued_on', models.DateField(verbose_name='date')),
                ('title_en', models.CharField(max_length=250, verbose_name='title in English')),
                ('title_fr', models.CharField(blank=True, max_length=250, verbose_name='title in French')),
                ('changes_en', models.TextField(blank=True, verbose_name='what changed, in English')),
                ('changes_fr', models.TextField(blank=True, verbose_name='what changed, in French')),
                ('snapshot', models.JSONField(blank=True, null=True, verbose_name='the event as it then stood')),
                ('published_at', models.DateTimeField(editable=False, null=True, verbose_name='published')),
                ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'media advisory',
                'verbose_name_plural': 'media advisories',
                'constraints': [models.UniqueConstraint(fields=('event', 'number'), name='one_version_per_event_and_number'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='a_full_version_says_who_published_it_when')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Following',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='followings', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='followings', to='events.event', verbose_name='event')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='since')),
            ],
            options={
                'verbose_name': 'following',
                'verbose_name_plural': 'followings',
                'constraints': [models.UniqueConstraint(condition=models.Q(('event__isnull', False)), fields=('user', 'event'), name='one_following_per_person_and_event'), models.UniqueConstraint(condition=models.Q(('event', None)), fields=('user',), name='one_following_of_the_calendar')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='programme', to='events.event', verbose_name='event')),
                ('day', models.DateField(verbose_name='day')),
                ('starts_time', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                ('ends_time', models.TimeField(blank=True, null=True, verbose_name='ends at')),
                ('title_en', models.CharField(max_length=200, verbose_name='title in English')),
                ('title_fr', models.CharField(blank=True, max_length=200, verbose_name='title in French')),
                ('place_en', models.CharField(blank=True, max_length=200, verbose_name='place in English')),
                ('place_fr', models.CharField(blank=True, max_length=200, verbose_name='place in French')),
                ('access', models.CharField(choices=[('open', 'Open to accredited media'), ('invitation', 'By invitation'), ('pool', 'Pool only')], default='open', max_length=16, verbose_name='access')),
                ('media', models.JSONField(blank=True, default=list, verbose_name='media types of the pool')),
            ],
            options={
                'verbose_name': 'programme item',
                'verbose_name_plural': 'programme',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_time', None), ('starts_time', None), ('ends_time__gt', models.F('starts_time')), _connector='OR'), name='programme_item_ends_after_it_starts', violation_error_message='The item ends before it begins.')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CollectionPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='collection_points', to='events.event', verbose_name='event')),
                ('place_en', models.CharField(blank=True, max_length=200, verbose_name='place in English')),
                ('place_fr', models.CharField(blank=True, max_length=200, verbose_name='place in French')),
                ('bring_en', models.TextField(blank=True, verbose_name='what to bring, one a line, in English')),
                ('bring_fr', models.TextField(blank=True, verbose_name='what to bring, one a line, in French')),
            ],
            options={
                'verbose_name': 'collection point',
                'verbose_name_plural': 'collection points',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='CollectionHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='events.collectionpoint', verbose_name='collection point')),
                ('day', models.DateField(verbose_name='day')),
                ('opens', models.TimeField(verbose_name='opens')),
                ('closes', models.TimeField(verbose_name='closes')),
            ],
            options={
                'verbose_name': 'opening hours',
                'verbose_name_plural': 'opening hours',
                'constraints': [models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='collection_point_closes_after_it_opens', violation_error_message='It closes before it opens.')],
                'indexes': [],
            },
        ),
    ]
