import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
import profiles.models.folding
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French')], default='en', max_length=8, verbose_name='language')),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='erased')),
                ('list_orders', models.JSONField(default=dict, editable=False, verbose_name="order of the staff's lists")),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('is_staff', True)), fields=['username'], name='accounts_of_staff'), models.Index(condition=models.Q(('erased_at', None), ('is_staff', False)), fields=['last_login', 'date_joined'], name='accounts_by_use'), models.Index(condition=models.Q(('erased_at__isnull', False)), fields=['erased_at'], name='accounts_erased')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_email_address', violation_error_message='This address cannot be used.'), models.CheckConstraint(condition=models.Q(('language__in', ['en', 'fr'])), name='account_speaks_a_language_of_the_portal'), models.CheckConstraint(condition=models.Q(('erased_at', None), models.Q(('email__endswith', '@erased.invalid'), ('first_name', ''), ('is_active', False), ('is_staff', False), ('last_name', '')), _connector='OR'), name='an_erased_account_is_nobodys')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='IssuingBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('search_key', profiles.models.folding.SearchKeyField(db_index=True, default='', editable=False, max_length=500)),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('standing_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='standing judged by')),
                ('standing_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='standing judged')),
                ('standing_note', models.TextField(blank=True, verbose_name='why')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='profiles.issuingbody', verbose_name='same as')),
                ('country', django_countries.fields.CountryField(max_length=2, verbose_name='country')),
                ('kind', models.CharField(choices=[('government', 'Government'), ('association', 'Professional association'), ('union', 'Union'), ('other', 'Other recognised national professional body')], max_length=16, verbose_name='kind')),
                ('standing', models.CharField(choices=[('recognised', 'Recognised'), ('not_recognised', 'Not recognised'), ('to_be_verified', 'To be verified')], default='to_be_verified', max_length=16, verbose_name='standing')),
            ],
            options={
                'verbose_name': 'issuing body',
                'verbose_name_plural': 'issuing bodies',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('standing_at', None), ('standing_by', None)), models.Q(('standing_at__isnull', False), ('standing_by__isnull', False)), _connector='OR'), name='issuingbody_standing_says_who_and_when'), models.UniqueConstraint(fields=('country', 'search_key'), name='one_issuing_body_per_country_and_name')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MediaOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('search_key', profiles.models.folding.SearchKeyField(db_index=True, default='', editable=False, max_length=500)),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='entered')),
                ('standing_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='standing judged by')),
                ('standing_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='standing judged')),
                ('standing_note', models.TextField(blank=True, verbose_name='why')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='profiles.mediaorganisation', verbose_name='same as')),
                ('country', django_countries.fields.CountryField(blank=True, max_length=2, verbose_name='country')),
                ('kind', models.CharField(choices=[('agency', 'News agency'), ('broadcast', 'Television or radio'), ('print', 'Newspaper or magazine'), ('online', 'Published online only'), ('production', 'Production company'), ('other', 'Other')], max_length=16, verbose_name='kind')),
                ('is_outreach', models.BooleanField(default=False, verbose_name='does outreach or advocacy, or is run by a non-governmental or non-profit organisation')),
                ('standing', models.CharField(choices=[('unverified', 'Unverified'), ('bona_fide', 'Bona fide'), ('not_bona_fide', 'Not bona fide')], default='unverified', max_length=16, verbose_name='standing')),
            ],
            options={
                'verbose_name': 'media organisation',
                'verbose_name_plural': 'media organisations',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('standing_at', None), ('standing_by', None)), models.Q(('standing_at__isnull', False), ('standing_by__isnull', False)), _connector='OR'), name='mediaorganisation_standing_says_who_and_when'), models.UniqueConstraint(fields=('search_key',), name='one_media_organisation_per_name')],
                'indexes': [],
            },
        ),
    ]
