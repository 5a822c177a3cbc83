"""What is attached to a registration: proof of identity and proof of profession (P2)."""

from hashlib import sha256

from django.db import models, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accreditation_portal.documents.acceptance import Accepted
from accreditation_portal.documents.models import Document


class AttachmentQuerySet(models.QuerySet):
    """Attachments …"""

    def in_use(self):
        """… that the representative sees as theirs now: handed in or kept for the next sending."""
        return self.filter(removed_at=None, removal_wanted=False)

    def handed_in(self):
        """… that were sent with the registration, and not taken back since: what officers judge."""
        return self.filter(handed_in_at__isnull=False, removed_at=None)


class Attachment(models.Model):
    """One document of one registration. It is kept at once; a step hands it in, or takes it back."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", _("Proof of identity (ID card or passport)")
        PROFESSION = "profession", _("Proof of profession (press card or letter of assignment)")

    MOST_PER_KIND = 5

    registration = models.ForeignKey(
        "adhoc.EventRegistration", models.PROTECT, related_name="attachments", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("document"))
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, editable=False)
    removal_wanted = models.BooleanField(_("to be taken back with the next sending"), default=False, editable=False)
    removed_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                name="attachment_is_of_a_known_kind", condition=Q(kind__in=["identity", "profession"])
            ),
            models.CheckConstraint(
                name="only_what_was_handed_in_is_taken_back",
                condition=Q(removal_wanted=False, removed_at=None) | Q(handed_in_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @classmethod
    def keep(cls, registration, kind: str, accepted: Accepted, name: str) -> None:
        """Attach a file that was accepted; the very same one sent twice is kept once. ValidationError: no room."""
        same = registration.attachments.in_use().filter(kind=kind, document__digest=sha256(accepted.data).hexdigest())
        if not same.exists():
            document = Document.objects.keep(registration.representative.user, accepted, name)
            cls.objects.create(registration=registration, kind=kind, document=document)

    def take_back(self) -> None:
        """Remove what was only kept; what was handed in goes with the next sending, and can be put back until then."""
        if self.handed_in_at:
            self.removal_wanted = True
            self.save(update_fields=["removal_wanted"])
            return
        with transaction.atomic():
            self.delete()
            try:
                self.document.discard()
            except ProtectedError:  # an earlier registration, withdrawn, holds the same document
                return

    def put_back(self) -> None:
        """Keep after all what was to be taken back."""
        self.removal_wanted = False
        self.save(update_fields=["removal_wanted"])
