import accreditation_portal.review.attachments
import accreditation_portal.review.passes
import accreditation_portal.review.references
import adhoc.models.timeline
import adhoc.models.verification
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import django_countries.fields
import phonenumber_field.modelfields
import profiles.models.representative
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('events', '0001_initial'),
        ('notifications', '0001_initial'),
        ('profiles', '0002_representatives'),
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='LateAdmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_admissions', to='events.event', verbose_name='event')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_admissions', to='profiles.mediarepresentative', verbose_name='media representative')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='admitted by')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='admitted')),
                ('reason', models.TextField(verbose_name='reason')),
            ],
            options={
                'verbose_name': 'late admission',
                'verbose_name_plural': 'late admissions',
                'constraints': [models.UniqueConstraint(fields=('event', 'representative'), name='one_late_admission_per_person_and_event'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_late_admission_has_a_reason')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='LostCover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='events.event', verbose_name='event')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lost_covers', to='profiles.mediarepresentative', verbose_name='media representative')),
                ('at', models.DateTimeField(editable=False, verbose_name='told')),
            ],
            options={
                'verbose_name': 'lost cover',
                'verbose_name_plural': 'lost covers',
                'constraints': [models.UniqueConstraint(fields=('event', 'representative'), name='one_lost_cover_per_person_and_event')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='VerificationBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verification_batches', to='events.event', verbose_name='event')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('persons', models.PositiveIntegerField(verbose_name='persons')),
                ('checksum', models.CharField(max_length=64, verbose_name='checksum (SHA-256)')),
                ('shown', models.CharField(max_length=64, verbose_name='what the page showed')),
            ],
            options={
                'verbose_name': 'security verification batch',
                'verbose_name_plural': 'security verification batches',
                'permissions': [('verify_security', 'Can make security verification batches and import their results')],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('event', 'number'), name='one_batch_of_each_number_per_event'), models.UniqueConstraint(fields=('event', 'shown'), name='one_batch_of_what_a_page_showed'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('persons__gte', 1)), name='a_batch_holds_somebody')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='VerificationFile',
            fields=[
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='file', serialize=False, to='adhoc.verificationbatch', verbose_name='batch')),
                ('content', models.BinaryField(verbose_name='content')),
                ('removed_at', models.DateTimeField(editable=False, null=True, verbose_name='removed')),
            ],
            options={
                'verbose_name': 'file of a batch',
                'verbose_name_plural': 'files of batches',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('removed_at', None)), fields=['batch'], name='batch_files_there')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='VerificationDownload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downloads', to='adhoc.verificationbatch', verbose_name='batch')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'download of a batch',
                'verbose_name_plural': 'downloads of batches',
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='VerificationImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='adhoc.verificationbatch', verbose_name='answers')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('checksum', models.CharField(max_length=64, verbose_name='checksum (SHA-256)')),
                ('results_recorded', models.PositiveIntegerField(verbose_name='results recorded')),
            ],
            options={
                'verbose_name': 'file of results',
                'verbose_name_plural': 'files of results',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('results_recorded__gte', 1)), name='an_import_records_something')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='EventRegistration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', accreditation_portal.review.references.ReferenceField(editable=False, max_length=10, unique=True, verbose_name='reference')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='profiles.mediarepresentative', verbose_name='media representative')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('information_requested', 'Information requested'), ('approved', 'Approved'), ('denied', 'Denied'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], default='draft', editable=False, max_length=24, verbose_name='state')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='begun')),
                ('submitted_at', models.DateTimeField(editable=False, null=True, verbose_name='submitted')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='in this state since')),
                ('data_taken_at', models.DateTimeField(editable=False, null=True, verbose_name='data taken from the profile')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('assigned_to', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('requested_items', models.JSONField(default=list, editable=False, verbose_name='information requested')),
                ('requested_words', models.TextField(default='', editable=False, verbose_name='what the office asked')),
                ('reply_by', models.DateField(editable=False, null=True, verbose_name='reply by')),
                ('ground', models.CharField(choices=[('duplicate', 'Duplicate of another case'), ('covered', 'Covered by annual accreditation'), ('elsewhere', 'Accredited elsewhere'), ('unanswered', 'Request for information never answered')], default='', editable=False, max_length=16, verbose_name='ground for closing')),
                ('touched_at', models.DateTimeField(auto_now=True, verbose_name='last worked on')),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='personal data erased')),
                ('family_name', models.CharField(blank=True, max_length=120, verbose_name='family name, or only name')),
                ('given_names', models.CharField(blank=True, max_length=120, verbose_name='given names')),
                ('latin_family_name', models.CharField(blank=True, max_length=120, validators=[django.core.validators.RegexValidator("^[A-Z' .-]*$", 'Write this line with the letters A to Z alone, as at the foot of your document.')], verbose_name='family name in Latin letters')),
                ('latin_given_names', models.CharField(blank=True, max_length=120, validators=[django.core.validators.RegexValidator("^[A-Z' .-]*$", 'Write this line with the letters A to Z alone, as at the foot of your document.')], verbose_name='given names in Latin letters')),
                ('former_names', models.CharField(blank=True, max_length=200, verbose_name='former names')),
                ('professional_name', models.CharField(blank=True, max_length=120, verbose_name='professional name')),
                ('birth_date', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                ('birth_place', models.CharField(blank=True, max_length=120, verbose_name='place of birth')),
                ('nationality', django_countries.fields.CountryField(blank=True, countries=profiles.models.representative.Nationalities, max_length=2, verbose_name='nationality')),
                ('document_kind', models.CharField(blank=True, choices=[('id_card', 'ID card'), ('passport', 'Passport'), ('travel', "Other travel document (refugee, stateless, alien's)")], max_length=16, verbose_name='identity document')),
                ('document_number', models.CharField(blank=True, max_length=40, verbose_name='number of the document')),
                ('document_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='issued by (country)')),
                ('document_valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('document_explanation', models.CharField(blank=True, max_length=300, verbose_name='why the document is not valid any more')),
                ('residence_country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country of residence')),
                ('residence_town', models.CharField(blank=True, max_length=120, verbose_name='town of residence')),
                ('belgian_residence', models.CharField(blank=True, choices=[('', 'No official residence in Belgium'), ('id_card', 'Belgian ID card'), ('residence_card', 'Residence card'), ('special_card', 'Special card of the Foreign Ministry'), ('certificate', 'Certificate while a card is renewed')], max_length=16, verbose_name='official residence in Belgium')),
                ('belgian_residence_until', models.DateField(blank=True, null=True, verbose_name='residence valid until')),
                ('role', models.CharField(blank=True, choices=[('journalist', 'Journalist'), ('tv_producer', 'TV producer'), ('photographer', 'Photographer'), ('videographer', 'Videographer'), ('blogger', 'Blogger'), ('technician', 'Technician'), ('other', 'Other media function')], max_length=16, verbose_name='media function')),
                ('other_role', models.CharField(blank=True, max_length=120, verbose_name='which function')),
                ('employment', models.CharField(blank=True, choices=[('employed', 'Employed by a media organisation'), ('freelance', 'Freelance')], max_length=16, verbose_name='employment')),
                ('phone', phonenumber_field.modelfields.PhoneNumberField(blank=True, max_length=128, region=None, verbose_name='mobile phone')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='profiles.mediaorganisation', verbose_name='media organisation')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='identity photo')),
                ('organisation_name', models.CharField(blank=True, max_length=200, verbose_name='media organisation as submitted')),
                ('further_organisation_names', models.CharField(blank=True, max_length=420, verbose_name='further media organisations')),
                ('press_card', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='profiles.presscard', verbose_name='press card')),
                ('media_status_accepted_at', models.DateTimeField(editable=False, null=True, verbose_name='media status accepted')),
                ('media_status_accepted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='media status accepted by')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.event', verbose_name='event')),
                ('purpose', models.TextField(blank=True, max_length=2000, verbose_name='purpose')),
                ('late', models.BooleanField(default=False, editable=False, verbose_name='late')),
                ('admission', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='adhoc.lateadmission', verbose_name='admitted late')),
            ],
            options={
                'verbose_name': 'event registration',
                'verbose_name_plural': 'event registrations',
                'permissions': [('decide_eventregistration', 'Can decide event registrations'), ('view_approved_eventregistration', 'Can read approved event registrations')],
                'abstract': False,
                'indexes': [models.Index(fields=['event', 'state', 'state_since'], name='registrations_by_event_state'), models.Index(fields=['state', 'state_since'], name='registrations_by_state'), models.Index(fields=['organisation', 'state_since', 'id'], name='registrations_of_organisation'), models.Index(fields=['representative', 'state_since', 'id'], name='registrations_of_person'), models.Index(condition=models.Q(('erased_at', None)), fields=['event'], name='registrations_not_erased'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['submitted_at'], name='registrations_by_submission'), models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['decided_at'], name='registrations_by_decision'), models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['event', 'decided_at'], name='registrations_event_answers'), models.Index(condition=models.Q(('media_status_accepted_at__isnull', False)), fields=['event'], name='registrations_accepted')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role', 'other'), _negated=True), models.Q(('other_role', ''), _negated=True), _connector='OR'), name='eventregistration_another_function_has_a_name'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('birth_date', None), ('document_number', ''), ('family_name', ''), ('given_names', ''), ('latin_family_name', ''), ('phone', ''), ('photo', None), ('press_card', None)), _connector='OR'), name='eventregistration_erased_holds_nobody'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'information_requested', 'approved', 'denied', 'revoked', 'withdrawn', 'closed'])), name='eventregistration_state_is_one_of_the_declared'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('submitted_at', None)), ('state', 'withdrawn'), models.Q(models.Q(('state__in', ['draft', 'withdrawn']), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='eventregistration_draft_exactly_before_submission'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', frozenset(['approved', 'denied', 'revoked']))), models.Q(models.Q(('state__in', frozenset(['approved', 'denied', 'revoked'])), _negated=True), ('decided_at', None), ('decided_by', None)), _connector='OR'), name='eventregistration_decided_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('ground__in', ['duplicate', 'covered', 'elsewhere', 'unanswered']), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('ground', '')), _connector='OR'), name='eventregistration_closed_says_on_what_ground'), models.CheckConstraint(condition=models.Q(models.Q(('media_status_accepted_at', None), ('media_status_accepted_by', None)), models.Q(('media_status_accepted_at__isnull', False), ('media_status_accepted_by__isnull', False)), _connector='OR'), name='eventregistration_media_status_says_who_and_when'), models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'information_requested', 'approved'))), fields=('representative', 'event'), name='one_open_registration_per_person_and_event', violation_error_message='You are registered for this event already.')],
            },
            bases=(adhoc.models.timeline.WithTimeline, accreditation_portal.review.attachments.WithAttachments, adhoc.models.verification.Verified, accreditation_portal.review.passes.WithPass, models.Model),
        ),
        migrations.CreateModel(
            name='RegistrationDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=24, verbose_name='step')),
                ('before', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('information_requested', 'Information requested'), ('approved', 'Approved'), ('denied', 'Denied'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], max_length=24, verbose_name='from')),
                ('after', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('information_requested', 'Information requested'), ('approved', 'Approved'), ('denied', 'Denied'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], max_length=24, verbose_name='to')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('acting_as', models.CharField(choices=[('representative', 'Media representative'), ('officer', 'Accreditation officer'), ('clock', 'The portal, when it was due')], max_length=16, verbose_name='acting as')),
                ('note', models.TextField(blank=True, default='', verbose_name='internal note')),
                ('words', models.TextField(blank=True, default='', verbose_name='words to the applicant')),
                ('answer', models.TextField(blank=True, default='', verbose_name='words of the applicant')),
                ('changes', models.JSONField(default=dict, verbose_name='older values')),
                ('verdicts', models.JSONField(default=list, verbose_name='criteria as they stood')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='notifications.outboxmail', verbose_name='letter')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='adhoc.eventregistration', verbose_name='event registration')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('acting_as__in', ['representative', 'officer', 'clock'])), name='registrationdecision_role_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('step__in', ('request_information', 'approve', 'deny', 'revoke', 'keep', 'extend', 'replace', 'close', 'reopen')), _negated=True), models.Q(('acting_as', 'officer'), ('by__isnull', False)), _connector='OR'), name='registrationdecision_only_an_officer_decides'), models.CheckConstraint(condition=models.Q(models.Q(('acting_as', 'clock'), ('by', None)), models.Q(models.Q(('acting_as', 'clock'), _negated=True), ('by__isnull', False)), _connector='OR'), name='registrationdecision_a_person_or_the_clock'), models.CheckConstraint(condition=models.Q(('answer', ''), models.Q(('acting_as', 'representative'), ('step', 'complete')), _connector='OR'), name='registrationdecision_only_the_representative_answers')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='added')),
                ('handed_in_at', models.DateTimeField(editable=False, null=True, verbose_name='handed in')),
                ('removal_wanted', models.BooleanField(default=False, editable=False, verbose_name='to be taken back with the next sending')),
                ('removed_at', models.DateTimeField(editable=False, null=True, verbose_name='taken back')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='adhoc.eventregistration', verbose_name='registration')),
                ('kind', models.CharField(choices=[('identity', 'Proof of identity (ID card or passport)'), ('profession', 'Proof of profession (press card or letter of assignment)')], max_length=16, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['identity', 'profession'])), name='attachment_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('removal_wanted', False), ('removed_at', None)), ('handed_in_at__isnull', False), _connector='OR'), name='only_what_was_handed_in_is_taken_back')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='InternalNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('text', models.TextField(verbose_name='internal note')),
                ('key', models.UUIDField(unique=True)),
                ('case', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='adhoc.eventregistration', verbose_name='event registration')),
            ],
            options={
                'verbose_name': 'internal note',
                'verbose_name_plural': 'internal notes',
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 4000), name='adhoc_a_note_is_no_longer_than_a_page')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MediaStatusLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='media_status_lines', to='adhoc.eventregistration', verbose_name='registration')),
                ('accepted', models.BooleanField(verbose_name='accepted')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('reason', models.TextField(blank=True, default='', verbose_name='reason')),
            ],
            options={
                'verbose_name': 'media status',
                'verbose_name_plural': 'media statuses',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('accepted', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_media_status_is_taken_back_with_a_reason')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PassHandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='handed over')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='handed over by')),
                ('struck_at', models.DateTimeField(editable=False, null=True, verbose_name='struck out')),
                ('struck_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='struck out by')),
                ('struck_why', models.TextField(blank=True, default='', editable=False, verbose_name='why it was struck out')),
                ('case', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='adhoc.eventregistration', verbose_name='event registration')),
            ],
            options={
                'verbose_name': 'hand-over of a pass',
                'verbose_name_plural': 'hand-overs of passes',
                'permissions': [('hand_over_pass', 'Can record the hand-over of passes')],
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(fields=['at'], name='adhoc_hand_overs_by_time')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('case',), name='adhoc_one_standing_hand_over_per_case'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_why', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_why', ''), _negated=True)), _connector='OR'), name='adhoc_hand_over_struck_out_says_who_and_why')],
            },
        ),
        migrations.CreateModel(
            name='VerificationEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='adhoc.verificationbatch', verbose_name='batch')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verification_entries', to='adhoc.eventregistration', verbose_name='registration')),
                ('kind', models.CharField(choices=[('new', 'New'), ('changed', 'Changed')], max_length=8, verbose_name='kind')),
                ('digest', models.CharField(max_length=64, verbose_name='digest of the cells')),
            ],
            options={
                'verbose_name': 'person in a batch',
                'verbose_name_plural': 'persons in batches',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('batch', 'registration'), name='one_entry_per_batch_and_registration'), models.UniqueConstraint(condition=models.Q(('kind', 'new')), fields=('registration',), name='new_to_the_authorities_only_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['new', 'changed'])), name='an_entry_is_new_or_changed')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='VerificationResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='adhoc.verificationentry', verbose_name='person in a batch')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='adhoc.verificationimport', verbose_name='file of results')),
                ('outcome', models.CharField(choices=[('cleared', 'Cleared'), ('not_cleared', 'Not cleared'), ('more_information', 'More information')], max_length=20, verbose_name='result')),
            ],
            options={
                'verbose_name': 'result of the authorities',
                'verbose_name_plural': 'results of the authorities',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('entry', 'source'), name='one_result_per_entry_and_file'), models.CheckConstraint(condition=models.Q(('outcome__in', ['cleared', 'not_cleared', 'more_information'])), name='a_result_is_one_of_the_declared')],
                'indexes': [],
            },
        ),
    ]
