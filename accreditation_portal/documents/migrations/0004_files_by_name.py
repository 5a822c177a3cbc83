from django.db import migrations, models


class Migration(migrations.Migration):
    """Before a file is deleted, whether a row still names it is asked by an index."""

    dependencies = [("documents", "0003_privacy")]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["file"], name="documents_by_file"),
        ),
    ]
