"""Fill the keys of rows that are older than the column; in batches of their own, so that no table is held for long."""

from django.db import migrations

from profiles.models.folding import number_key

ROWS_AT_ONCE = 1000
KEYS = {"mediarepresentative": ("document_number", "document_key", 80), "presscard": ("number", "number_key", 120)}


def fill(apps, schema_editor):
    for name, (number, key, length) in KEYS.items():
        rows = apps.get_model("profiles", name).objects.using(schema_editor.connection.alias)
        empty = rows.filter(**{key: ""}).exclude(**{number: ""}).order_by("pk")
        last = 0
        while batch := list(empty.filter(pk__gt=last).values_list("pk", number)[:ROWS_AT_ONCE]):
            for pk, value in batch:
                rows.filter(pk=pk).update(**{key: number_key(value)[:length]})
            last = batch[-1][0]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("profiles", "0003_keys_of_documents_and_press_cards")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
