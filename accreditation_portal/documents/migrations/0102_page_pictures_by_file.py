from django.db import migrations, models


class Migration(migrations.Migration):
    """A picture of a page is found by its file: whether a file lies there for nobody is asked of each file."""

    dependencies = [("documents", "0101_scan")]

    operations = [
        migrations.AddIndex(
            model_name="pagepicture",
            index=models.Index(fields=["file"], name="page_pictures_by_file"),
        ),
    ]
