import accreditation_portal.documents.models
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('profiles', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('file', models.FileField(upload_to=accreditation_portal.documents.models.random_name, verbose_name='file')),
                ('name', models.CharField(max_length=120, verbose_name='name of the file')),
                ('content_type', models.CharField(max_length=40, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='bytes')),
                ('pages', models.PositiveSmallIntegerField(default=1, verbose_name='pages')),
                ('digest', models.CharField(max_length=64, verbose_name='SHA-256 of the kept bytes')),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='uploaded')),
                ('scan', models.CharField(choices=[('waiting', 'Not scanned'), ('clean', 'No malware found'), ('malware', 'Malware found')], default='waiting', editable=False, max_length=7, verbose_name='scan')),
                ('scanned_at', models.DateTimeField(editable=False, null=True, verbose_name='scanned')),
                ('malware', models.CharField(default='', editable=False, max_length=200, verbose_name='malware, as the scanner calls it')),
                ('scan_due_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='next scan')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'indexes': [models.Index(fields=['digest'], name='documents_by_digest'), models.Index(fields=['file'], name='documents_by_file'), models.Index(condition=models.Q(('scan', 'waiting')), fields=['scan_due_at'], name='documents_to_be_scanned')],
                'constraints': [models.CheckConstraint(condition=models.Q(('content_type__in', ['image/jpeg', 'image/png', 'application/pdf'])), name='a_document_is_an_accepted_type'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='a_document_has_bytes'), models.CheckConstraint(condition=models.Q(models.Q(('malware', ''), ('scan', 'waiting'), ('scanned_at', None)), models.Q(('malware', ''), ('scan', 'clean'), ('scanned_at__isnull', False)), models.Q(('scan', 'malware'), ('scanned_at__isnull', False), models.Q(('malware', ''), _negated=True)), _connector='OR'), name='a_scan_says_what_it_found')],
            },
        ),
        migrations.CreateModel(
            name='PagePicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_pictures', to='documents.document', verbose_name='document')),
                ('number', models.PositiveSmallIntegerField(verbose_name='page')),
                ('file', models.FileField(upload_to=accreditation_portal.documents.models.random_name, verbose_name='picture')),
            ],
            options={
                'indexes': [models.Index(fields=['file'], name='page_pictures_by_file')],
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='one_picture_a_page')],
            },
        ),
        migrations.CreateModel(
            name='DiscardedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='file')),
                ('discarded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='discarded')),
            ],
            options={
                'verbose_name': 'discarded file',
                'verbose_name_plural': 'discarded files',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_discarded_file_has_a_name')],
                'indexes': [],
            },
        ),
    ]
