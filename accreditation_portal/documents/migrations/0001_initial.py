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
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'indexes': [models.Index(fields=['digest'], name='documents_by_digest'), models.Index(fields=['file'], name='documents_by_file')],
                'constraints': [models.CheckConstraint(condition=models.Q(('content_type__in', ['image/jpeg', 'image/png', 'application/pdf'])), name='a_document_is_an_accepted_type'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='a_document_has_bytes')],
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
                'constraints': [models.UniqueConstraint(fields=('document', 'number'), name='one_picture_a_page')],
                'indexes': [],
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
