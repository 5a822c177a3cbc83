import django.utils.timezone
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Whether a file was scanned for malware, and what was found."""

    dependencies = [("documents", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="scan",
            field=models.CharField(
                choices=[("waiting", "Not scanned"), ("clean", "No malware found"), ("malware", "Malware found")],
                default="waiting", editable=False, max_length=7, verbose_name="scan",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="scanned_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="scanned"),
        ),
        migrations.AddField(
            model_name="document",
            name="malware",
            field=models.CharField(
                default="", editable=False, max_length=200, verbose_name="malware, as the scanner calls it"
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="scan_due_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="next scan"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                name="a_scan_says_what_it_found",
                condition=Q(scan="waiting", scanned_at=None, malware="")
                | Q(scan="clean", scanned_at__isnull=False, malware="")
                | (Q(scan="malware", scanned_at__isnull=False) & ~Q(malware="")),
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(condition=Q(scan="waiting"), fields=["scan_due_at"], name="documents_to_be_scanned"),
        ),
    ]
