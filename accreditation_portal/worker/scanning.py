"""Files that wait for the scanner are shown to it one after the other, as long as it answers."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from accreditation_portal.documents.clamd import NotScanned, ScannerAway
from accreditation_portal.documents.models import Document
from accreditation_portal.review.malware import tell_of_malware

log = logging.getLogger(__name__)

AT_MOST = 20.0  # seconds in one go: letters wait meanwhile
AWAY = "scanner-away"
TRIED_AGAIN_AFTER = 30  # seconds, by whichever worker comes first


def scan_what_waits(going_on: Callable[[], bool] = lambda: True) -> int:
    """Scan for some seconds; how many files are settled. Where there is no scanner nothing is asked of anybody.

    What the scanner does not answer about waits on: it is never taken for clean.
    """
    if not settings.CLAMD or cache.get(AWAY):
        return 0
    settled, started = 0, time.monotonic()
    while going_on() and time.monotonic() - started < AT_MOST:
        document = Document.objects.take_one_to_scan(timezone.now())
        if document is None:
            break
        try:
            settled += _settle(document, document.ask_the_scanner())
        except ScannerAway as error:
            log.warning("The scanner at %s does not answer: %s", settings.CLAMD, error)
            cache.set(AWAY, True, TRIED_AGAIN_AFTER)
            break
        except (NotScanned, OSError) as error:  # of this file alone: the others have their turn
            log.warning("Document %s could not be scanned: %s", document.pk, error)
    return settled


def _settle(document: Document, malware: str) -> bool:
    """Keep what was found, and tell of malware, in one transaction."""
    with transaction.atomic():
        if not document.was_scanned(malware, timezone.now()):
            return False  # discarded meanwhile, or another worker was first
        if malware:
            log.warning("Malware in document %s: %s", document.pk, malware)
            tell_of_malware(document)
    return True
