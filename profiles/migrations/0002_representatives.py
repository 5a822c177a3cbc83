import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import phonenumber_field.modelfields
import profiles.models.folding
import profiles.models.representative
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('profiles', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MediaRepresentative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='representative', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                ('photo_in_preparation', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='picture being prepared')),
                ('search_key', profiles.models.folding.SearchKeyField(default='', editable=False, max_length=1200)),
                ('document_key', profiles.models.folding.NumberKeyField(default='', editable=False, max_length=80)),
                ('identity_changed_at', models.DateTimeField(editable=False, null=True, verbose_name='identity changed')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('further_organisations', models.ManyToManyField(blank=True, related_name='+', to='profiles.mediaorganisation', verbose_name='further media organisations')),
            ],
            options={
                'verbose_name': 'media representative',
                'verbose_name_plural': 'media representatives',
                'abstract': False,
                'indexes': [models.Index(fields=['search_key'], name='representatives_by_name'), models.Index(fields=['document_key', 'document_country'], name='representatives_by_document'), models.Index(fields=['birth_date'], name='representatives_by_birth_date'), models.Index(condition=models.Q(('identity_changed_at__isnull', False)), fields=['identity_changed_at'], name='representatives_changed'), models.Index(condition=models.Q(('document_valid_until__isnull', False)), fields=['document_valid_until'], name='representatives_document_ends')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role', 'other'), _negated=True), models.Q(('other_role', ''), _negated=True), _connector='OR'), name='mediarepresentative_another_function_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='PressCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('representative', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='press_cards', to='profiles.mediarepresentative', verbose_name='media representative')),
                ('number', models.CharField(max_length=60, verbose_name='number of the press card')),
                ('number_key', profiles.models.folding.NumberKeyField(default='', editable=False, max_length=120)),
                ('issuing_body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='press_cards', to='profiles.issuingbody', verbose_name='issuing body')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='scan of the card')),
                ('is_current', models.BooleanField(default=True, verbose_name='in use')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
            ],
            options={
                'verbose_name': 'press card',
                'verbose_name_plural': 'press cards',
                'indexes': [models.Index(fields=['number_key'], name='press_cards_by_number'), models.Index(condition=models.Q(('valid_until__isnull', False)), fields=['valid_until'], name='press_cards_by_last_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('representative',), name='one_press_card_in_use_per_person'), models.CheckConstraint(condition=models.Q(('number', ''), _negated=True), name='a_press_card_has_a_number')],
            },
        ),
    ]
