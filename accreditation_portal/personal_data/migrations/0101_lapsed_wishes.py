from django.db import migrations, models
from django.db.models import Q

OUTCOMES = [("executed", "Erased"), ("refused", "Refused"), ("lapsed", "Erased when its time was over")]
UNDECIDED = Q(decided_at=None, decided_by=None, outcome="", reason="")
EXECUTED = Q(decided_at__isnull=False, decided_by__isnull=False, outcome="executed", reason="")
REFUSED = Q(decided_at__isnull=False, decided_by__isnull=False, outcome="refused") & ~Q(reason="")
LAPSED = Q(decided_at__isnull=False, decided_by=None, outcome="lapsed", reason="")


def settle(apps, schema_editor):
    """Whoever is erased asks for nothing any more."""
    wishes = apps.get_model("personal_data", "ErasureRequest").objects
    waiting = wishes.filter(taken_back_at=None, decided_at=None, user__erased_at__isnull=False)
    for wish in waiting.select_related("user"):
        wishes.filter(pk=wish.pk).update(outcome="lapsed", decided_at=wish.user.erased_at)


def take_back(apps, schema_editor):
    wishes = apps.get_model("personal_data", "ErasureRequest").objects
    wishes.filter(outcome="lapsed").update(outcome="", taken_back_at=models.F("decided_at"), decided_at=None)


class Migration(migrations.Migration):
    """A wish to be erased is settled where retention erases the person first."""

    dependencies = [("personal_data", "0001_initial"), ("profiles", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="erasurerequest", name="an_erasure_is_decided_by_somebody"),
        migrations.AlterField(
            model_name="erasurerequest",
            name="outcome",
            field=models.CharField(
                choices=OUTCOMES, default="", editable=False, max_length=8, verbose_name="outcome"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, take_back, elidable=True),
        migrations.AddConstraint(
            model_name="erasurerequest",
            constraint=models.CheckConstraint(
                name="an_erasure_is_decided_by_somebody", condition=UNDECIDED | EXECUTED | REFUSED | LAPSED
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop, elidable=True),
    ]
