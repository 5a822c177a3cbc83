"""The criteria of annual accreditation: one small pure function per rule."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.criteria import Checklist, Verdict

if TYPE_CHECKING:
    from annual.models import AnnualRequest

checklist = Checklist()


@checklist.criterion("S7", _("The identity photo meets the rule"))
def identity_photo(request: "AnnualRequest", on: date) -> Verdict:
    """A photo that is kept has passed the rule when it was uploaded."""
    return Verdict.MET if request.photo_id else Verdict.NOT_MET


@checklist.criterion("S2", _("The person has an official residence in Belgium"))
def residence_in_belgium(request: "AnnualRequest", on: date) -> Verdict:
    """Declared with kind and last day; a certificate is judged, not refused (S2, S3)."""
    if not request.belgian_residence:
        return Verdict.NOT_MET
    if request.belgian_residence == request.BelgianResidence.CERTIFICATE:
        return Verdict.FOR_OFFICER
    expired = request.belgian_residence_until is not None and request.belgian_residence_until < on
    return Verdict.NOT_MET if expired else Verdict.MET


@checklist.criterion("S13", _("The person is a media professional and represents a bona fide media organisation"))
def bona_fide(request: "AnnualRequest", on: date) -> Verdict:
    """Verified of everybody, applying or renewing, by an officer."""
    return Verdict.FOR_OFFICER
