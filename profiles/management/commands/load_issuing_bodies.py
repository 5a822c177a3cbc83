"""`manage.py load_issuing_bodies`: enter the national bodies that are known; those that are there stay as they are."""

from pathlib import Path

import yaml
from django.core.management.base import BaseCommand

from profiles.models import IssuingBody

BODIES = Path(__file__).resolve().parents[2] / "fixtures" / "issuing_bodies.yaml"


class Command(BaseCommand):
    help = "Enter the known issuing bodies of press cards; officers judge and complete them in the admin."

    def handle(self, *args, **options):
        before = IssuingBody.objects.count()
        IssuingBody.objects.enter(yaml.safe_load(BODIES.read_text("utf-8")))
        self.stdout.write(f"{IssuingBody.objects.count() - before} issuing bodies entered.")
