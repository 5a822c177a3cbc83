"""Persons of a checked event, accepted, put into batches and answered through the real acts."""

from adhoc.models import EventRegistration, VerificationBatch
from adhoc.security_file import ResultLine
from adhoc.verification import candidates, make_batch, plan_results, record_results
from tests.factories.adhoc import event_registration
from tests.factories.profiles import representative


def somebody(number: int):
    """One of many: a user whose names hold letters alone, as the authorities want them."""
    return representative(f"person-{number}", family_name="Person" + "".join("abcdefghij"[int(n)] for n in str(number)))


def accepted(user, event, officer, **more) -> EventRegistration:
    """The registration of ``user`` whose media status ``officer`` has accepted."""
    registration = event_registration(user, event, officer=officer, **more)
    registration.accept_media_status(by=officer)
    return registration


def batch_of(event, by) -> VerificationBatch:
    """The next batch of everybody who enters now."""
    return make_batch(event, by=by, seen=candidates(event).shown)


def answered(batch, by, **results) -> int:
    """Record ``REFERENCE=RESULT`` as the answer to ``batch``."""
    lines = [ResultLine(number, reference, result) for number, (reference, result) in enumerate(results.items(), 2)]
    return record_results(batch, lines, by=by, seen=plan_results(batch, lines).shown, checksum="0" * 64)
