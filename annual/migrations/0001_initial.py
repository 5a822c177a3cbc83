import accreditation_portal.review.attachments
import accreditation_portal.review.passes
import accreditation_portal.review.references
import annual.models.follows
import annual.models.timeline
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
        ('notifications', '0001_initial'),
        ('profiles', '0002_representatives'),
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnnualRequest',
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
                ('path', models.CharField(blank=True, choices=[('belgian', 'Accredited as media in Belgium (path A)'), ('press_card', 'National press card (path B)')], max_length=16, verbose_name='path')),
                ('belgian_authority', models.CharField(blank=True, choices=[('foreign_affairs', 'Federal Public Service Foreign Affairs'), ('interior', 'Federal Public Service Interior')], max_length=24, verbose_name='Belgian authority')),
                ('belgian_accreditation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='profiles.presscard', verbose_name='Belgian accreditation')),
                ('online', models.BooleanField(null=True, verbose_name='published online only')),
                ('outreach', models.BooleanField(null=True, verbose_name='outreach, advocacy, or run by a non-profit organisation')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('answered_for', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='profiles.mediaorganisation', verbose_name='organisation of these answers')),
                ('track_record', models.TextField(blank=True, max_length=4000, verbose_name='track record')),
                ('renews', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewals', to='annual.annualrequest', verbose_name='renews')),
                ('changes_outlet', models.BooleanField(default=False, editable=False, verbose_name='reports another organisation while in force')),
                ('posted_at', models.DateTimeField(editable=False, null=True, verbose_name='posted, as the applicant says')),
                ('valid_from', models.DateField(editable=False, null=True, verbose_name='valid from')),
                ('valid_until', models.DateField(editable=False, null=True, verbose_name='valid until')),
            ],
            options={
                'verbose_name': 'annual request',
                'verbose_name_plural': 'annual requests',
                'permissions': [('decide_annualrequest', 'Can decide annual requests'), ('view_approved_annualrequest', 'Can read approved annual requests')],
                'abstract': False,
                'indexes': [models.Index(fields=['state', 'state_since'], name='annual_requests_by_state'), models.Index(condition=models.Q(('erased_at', None)), fields=['state_since'], name='annual_requests_not_erased'), models.Index(condition=models.Q(('submitted_at__isnull', False)), fields=['submitted_at'], name='annual_requests_by_submission'), models.Index(condition=models.Q(('decided_at__isnull', False)), fields=['decided_at'], name='annual_requests_by_decision'), models.Index(condition=models.Q(('state', 'approved')), fields=['valid_until'], name='accreditations_by_last_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role', 'other'), _negated=True), models.Q(('other_role', ''), _negated=True), _connector='OR'), name='annualrequest_another_function_has_a_name'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('birth_date', None), ('document_number', ''), ('family_name', ''), ('given_names', ''), ('latin_family_name', ''), ('phone', ''), ('photo', None), ('press_card', None)), _connector='OR'), name='annualrequest_erased_holds_nobody'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'information_requested', 'approved', 'denied', 'revoked', 'withdrawn', 'closed'])), name='annualrequest_state_is_one_of_the_declared'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('submitted_at', None)), ('state', 'withdrawn'), models.Q(models.Q(('state__in', ['draft', 'withdrawn']), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='annualrequest_draft_exactly_before_submission'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', frozenset(['approved', 'denied', 'revoked']))), models.Q(models.Q(('state__in', frozenset(['approved', 'denied', 'revoked'])), _negated=True), ('decided_at', None), ('decided_by', None)), _connector='OR'), name='annualrequest_decided_says_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('ground__in', ['duplicate', 'covered', 'elsewhere', 'unanswered']), ('state', 'closed')), models.Q(models.Q(('state', 'closed'), _negated=True), ('ground', '')), _connector='OR'), name='annualrequest_closed_says_on_what_ground'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'information_requested'])), fields=('representative',), name='one_annual_request_in_progress_per_person', violation_error_message='You have an annual request in progress already.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('valid_from__isnull', False), ('valid_until__gte', models.F('valid_from'))), _connector='OR'), name='approved_annual_request_has_both_dates'), models.CheckConstraint(condition=models.Q(('path__in', ['', 'belgian', 'press_card'])), name='annual_path_is_one_of_the_two'), models.CheckConstraint(condition=models.Q(('belgian_accreditation', None), models.Q(('belgian_authority', ''), _negated=True), _connector='OR'), name='belgian_accreditation_names_its_authority'), models.CheckConstraint(condition=models.Q(('renews', None), models.Q(('renews', models.F('id')), _negated=True), _connector='OR'), name='an_annual_request_never_renews_itself')],
            },
            bases=(annual.models.timeline.WithTimeline, annual.models.follows.FollowsAnother, accreditation_portal.review.attachments.WithAttachments, accreditation_portal.review.passes.WithPass, models.Model),
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
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='annual.annualrequest', verbose_name='annual request')),
                ('kind', models.CharField(choices=[('attestation_copy', 'Copy of the attestation: does not replace the original'), ('track_record', 'Proof of the track record'), ('article_copy', 'Copy of an article'), ('publication_copy', 'Copy of a publication')], max_length=20, verbose_name='kind')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['attestation_copy', 'track_record', 'article_copy', 'publication_copy'])), name='annual_attachment_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('removal_wanted', False), ('removed_at', None)), ('handed_in_at__isnull', False), _connector='OR'), name='annual_only_what_was_handed_in_is_taken_back')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AnnualDecision',
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
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='annual.annualrequest', verbose_name='annual request')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('acting_as__in', ['representative', 'officer', 'clock'])), name='annualdecision_role_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('step__in', ('request_information', 'approve', 'deny', 'revoke', 'keep', 'extend', 'replace', 'close', 'reopen')), _negated=True), models.Q(('acting_as', 'officer'), ('by__isnull', False)), _connector='OR'), name='annualdecision_only_an_officer_decides'), models.CheckConstraint(condition=models.Q(models.Q(('acting_as', 'clock'), ('by', None)), models.Q(models.Q(('acting_as', 'clock'), _negated=True), ('by__isnull', False)), _connector='OR'), name='annualdecision_a_person_or_the_clock'), models.CheckConstraint(condition=models.Q(('answer', ''), models.Q(('acting_as', 'representative'), ('step', 'complete')), _connector='OR'), name='annualdecision_only_the_representative_answers')],
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
                ('case', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='annual.annualrequest', verbose_name='annual request')),
            ],
            options={
                'verbose_name': 'internal note',
                'verbose_name_plural': 'internal notes',
                'abstract': False,
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length('text'), 4000), name='annual_a_note_is_no_longer_than_a_page')],
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
                ('case', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='hand_overs', to='annual.annualrequest', verbose_name='annual request')),
            ],
            options={
                'verbose_name': 'hand-over of a pass',
                'verbose_name_plural': 'hand-overs of passes',
                'permissions': [('hand_over_pass', 'Can record the hand-over of passes')],
                'abstract': False,
                'default_permissions': (),
                'indexes': [models.Index(fields=['at'], name='annual_hand_overs_by_time')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('struck_at', None)), fields=('case',), name='annual_one_standing_hand_over_per_case'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_why', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_why', ''), _negated=True)), _connector='OR'), name='annual_hand_over_struck_out_says_who_and_why')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='annual.annualrequest', verbose_name='annual request')),
                ('kind', models.CharField(choices=[('article', 'Article of the past month'), ('publication', 'Recent publication')], max_length=16, verbose_name='kind')),
                ('title', models.CharField(max_length=300, verbose_name='title')),
                ('url', models.URLField(max_length=500, verbose_name='web address')),
                ('byline', models.CharField(max_length=200, verbose_name='by-line')),
                ('published_on', models.DateField(verbose_name='published')),
                ('sent_on', models.DateField(editable=False, null=True, verbose_name='sent')),
                ('removed_at', models.DateTimeField(editable=False, null=True, verbose_name='replaced')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['article', 'publication'])), name='article_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('sent_on', None), ('published_on__lte', models.F('sent_on')), _connector='OR'), name='article_was_not_written_after_it_was_sent'), models.CheckConstraint(condition=models.Q(('removed_at', None), ('sent_on__isnull', False), _connector='OR'), name='only_an_article_that_was_sent_is_replaced')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Attestation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attestations', to='annual.annualrequest', verbose_name='annual request')),
                ('organisation', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='profiles.mediaorganisation', verbose_name='organisation of the request at the arrival')),
                ('arrived_on', models.DateField(verbose_name='arrived')),
                ('channel', models.CharField(choices=[('post', 'By post'), ('in_person', 'Delivered in person')], max_length=16, verbose_name='how it came')),
                ('signatory', models.CharField(max_length=120, verbose_name='signed by')),
                ('function', models.CharField(max_length=120, verbose_name='function of who signed')),
                ('is_original', models.BooleanField(verbose_name='it is an original, on paper')),
                ('names_the_person', models.BooleanField(verbose_name='it names the applicant')),
                ('confirms_designation', models.BooleanField(verbose_name='it confirms the designated press representative for regular coverage')),
                ('conforms', models.BooleanField(verbose_name='conforming')),
                ('why_not', models.TextField(blank=True, max_length=2000, verbose_name='why it does not conform')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='internal note')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='recorded')),
                ('struck_at', models.DateTimeField(editable=False, null=True, verbose_name='struck out')),
                ('struck_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='struck out by')),
                ('struck_why', models.TextField(blank=True, editable=False, verbose_name='why it was struck out')),
            ],
            options={
                'verbose_name': 'attestation',
                'verbose_name_plural': 'attestations',
                'indexes': [models.Index(fields=['-recorded_at'], name='attestations_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('conforms', False), models.Q(('confirms_designation', True), ('is_original', True), ('names_the_person', True), ('why_not', ''), models.Q(('signatory', ''), _negated=True), models.Q(('function', ''), _negated=True)), _connector='OR'), name='a_conforming_attestation_has_everything'), models.CheckConstraint(condition=models.Q(('conforms', True), models.Q(('why_not', ''), _negated=True), _connector='OR'), name='an_attestation_that_does_not_conform_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at', None), ('struck_by', None), ('struck_why', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_why', ''), _negated=True)), _connector='OR'), name='an_attestation_struck_out_says_who_and_why')],
            },
        ),
    ]
