"""The states of a case, and whose turn each one is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a case", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a case", "Submitted")
    INFORMATION_REQUESTED = "information_requested", pgettext_lazy("state of a case", "Information requested")
    APPROVED = "approved", pgettext_lazy("state of a case", "Approved")
    DENIED = "denied", pgettext_lazy("state of a case", "Denied")
    REVOKED = "revoked", pgettext_lazy("state of a case", "Revoked")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a case", "Withdrawn")
    CLOSED = "closed", pgettext_lazy("state of a case", "Closed")


APPLICANTS_TURN = frozenset({State.DRAFT, State.INFORMATION_REQUESTED})
OFFICES_TURN = frozenset({State.SUBMITTED})
SETTLED = frozenset({State.APPROVED, State.DENIED, State.REVOKED, State.WITHDRAWN, State.CLOSED})

UNDER_REVIEW = frozenset({State.SUBMITTED, State.INFORMATION_REQUESTED})
DECIDED = frozenset({State.APPROVED, State.DENIED, State.REVOKED})


class ActingAs(TextChoices):
    """In which role somebody took a step."""

    REPRESENTATIVE = "representative", _("Media representative")
    OFFICER = "officer", _("Accreditation officer")
    CLOCK = "clock", _("The portal, when it was due")


class Item(TextChoices):
    """What a representative can be asked to complete, item by item (B12)."""

    IDENTITY = "identity", _("Identity")
    IDENTITY_DOCUMENT = "identity_document", _("Identity document")
    PROFESSION = "profession", _("Proof of profession")
    PRESS_CARD = "press_card", _("Press card")
    PHOTO = "photo", _("Identity photo")
    ORGANISATION = "organisation", _("Media organisation")
    PURPOSE = "purpose", _("Purpose")
    BELGIAN_ACCREDITATION = "belgian_accreditation", _("Belgian accreditation")
    TRACK_RECORD = "track_record", _("Track record")
    PUBLICATIONS = "publications", _("Recent publications")
    ARTICLES = "articles", _("By-lined articles")


class Ground(TextChoices):
    """Why a case is closed without a decision on the person."""

    DUPLICATE = "duplicate", _("Duplicate of another case")
    COVERED = "covered", _("Covered by annual accreditation")
    ELSEWHERE = "elsewhere", _("Accredited elsewhere")
    UNANSWERED = "unanswered", _("Request for information never answered")
