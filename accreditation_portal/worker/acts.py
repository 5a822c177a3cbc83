"""What officers set going for many cases, until all have had their turn; and when what was chosen is forgotten."""

import logging
import time
from datetime import datetime, timedelta

from django.utils import timezone

from accreditation_portal.review import bulk
from accreditation_portal.review.models import BulkAct
from accreditation_portal.worker.due import due

log = logging.getLogger(__name__)

AT_MOST = 20.0  # seconds in one go: letters wait meanwhile
KEPT = timedelta(days=30)


def go_on_with_bulk_acts() -> None:
    """Carry on what officers have begun, the oldest first; part of every round, since somebody may be watching."""
    started = time.monotonic()
    for pk in list(BulkAct.objects.running().order_by("begun_at").values_list("pk", flat=True)):
        try:
            while time.monotonic() - started < AT_MOST and bulk.go_on(pk, timezone.now()):
                continue
        except Exception:  # one act that cannot be carried on must not stop the others
            log.exception("bulk act %s", pk)


@due(every=timedelta(days=1))
def forget_bulk_acts(*, at: datetime) -> None:
    """What was chosen for a bulk act is forgotten after 30 days; the record of each case stays."""
    BulkAct.objects.filter(made_at__lt=at - KEPT).exclude(pk__in=BulkAct.objects.running()).delete()
