"""What is attached to a case: kept at once, handed in by a step, taken back by a step, and never lost between."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Prefetch, ProtectedError, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accreditation_portal.documents.acceptance import Accepted
from accreditation_portal.documents.models import Document
from accreditation_portal.review.states import APPLICANTS_TURN, OFFICES_TURN

TAKEN_BACK_AFTER_HANDED_IN = Q(removal_wanted=False, removed_at=None) | Q(handed_in_at__isnull=False)


class AttachmentQuerySet(models.QuerySet):
    """Attachments …"""

    def in_use(self):
        """… that the representative sees as theirs now: handed in or kept for the next sending."""
        return self.filter(removed_at=None, removal_wanted=False)

    def handed_in(self):
        """… that were sent with the case, and not taken back since: what officers judge."""
        return self.filter(handed_in_at__isnull=False, removed_at=None)


Attachments = models.Manager.from_queryset(AttachmentQuerySet)


class AttachmentManager(Attachments):
    """Attachments come with their documents, in one query: whether one counts is asked of its document."""

    def get_queryset(self):
        return super().get_queryset().select_related("document")


class HandedIn(models.Model):
    """One document of one case. A concrete class adds ``Kind``, ``kind``, and a foreign key to its case.

    That key has ``related_name="attachments"``, and the class a constraint that holds ``TAKEN_BACK_AFTER_HANDED_IN``.
    """

    MOST_PER_KIND: ClassVar[int] = 5

    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("document"))
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    handed_in_at = models.DateTimeField(_("handed in"), null=True, editable=False)
    removal_wanted = models.BooleanField(_("to be taken back with the next sending"), default=False, editable=False)
    removed_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    objects = AttachmentManager()

    class Meta:
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @classmethod
    def keep(cls, case: Any, kind: str, accepted: Accepted, name: str) -> None:
        """Attach a file that was accepted; the very same one sent twice is kept once. ValidationError: no room."""
        same = case.attachments.in_use().filter(kind=kind, document__digest=sha256(accepted.data).hexdigest())
        if not same.exists():
            document = Document.objects.keep(case.representative.user, accepted, name)
            case.attachments.create(kind=kind, document=document)

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
            except ProtectedError:  # an earlier case, withdrawn, holds the same document
                return

    def put_back(self) -> None:
        """Keep after all what was to be taken back."""
        self.removal_wanted = False
        self.save(update_fields=["removal_wanted"])


def forget_prefetched(row: Any, name: str) -> None:
    """Have the next reader of these related rows ask the database: they have just been changed there."""
    getattr(row, "_prefetched_objects_cache", {}).pop(name, None)


def hand_on_prefetched(row: Any, to: Any, name: str) -> None:
    """What was read with the one holds for the other, a later reading of the same row, until it is forgotten."""
    known = row._prefetched_objects_cache[name]
    to._prefetched_objects_cache = getattr(to, "_prefetched_objects_cache", {}) | {name: known}


def with_documents(kind: Any) -> Prefetch:
    """The attachments of cases of this kind, each with its document: one query for both."""
    attachments = kind._meta.get_field("attachments").related_model.objects
    return Prefetch("attachments", attachments.select_related("document"))


class WithAttachments:
    """What a case with ``attachments`` can be asked of them; pages that show many cases prefetch these."""

    pk: Any
    state: Any
    attachments: Any
    kind_of_item: ClassVar[dict[str, str]]  # the kind of attachment that answers an item of a request (B12)

    @property
    def _attachments(self) -> Iterable[Any]:
        return self.attachments.all() if self.pk else ()  # a case that is only begun has none

    def attached(self, kind: str) -> list[Any]:
        """The attachments of this kind in use now; one with malware is none."""
        in_use = [a for a in self._attachments if a.kind == kind and not a.removed_at and not a.removal_wanted]
        return [a for a in in_use if not a.document.has_malware]

    def attached_with_malware(self) -> list[Any]:
        """The attachments in use in whose place another one is to be sent, where the case can still be changed."""
        if self.state not in APPLICANTS_TURN | OFFICES_TURN:
            return []
        in_use = [a for a in self._attachments if not a.removed_at and not a.removal_wanted]
        return [a for a in in_use if a.document.has_malware]

    def has_attached(self, kind: str) -> bool:
        return bool(self.attached(kind))

    def has_handed_in(self, kind: str) -> bool:
        """Whether an attachment of this kind was sent and not taken back since, and officers can judge it."""
        sent = (a for a in self._attachments if a.kind == kind and a.handed_in_at and not a.removed_at)
        return any(not a.document.has_malware for a in sent)

    def handed_in(self) -> list[Any]:
        """What officers have before them, by kind, oldest first."""
        found = [a for a in self._attachments if a.handed_in_at and not a.removed_at]
        return sorted(found, key=lambda a: (a.kind, a.pk))

    def documents_by_number(self) -> dict[str, Any]:
        """Every document that was ever handed in with the case, by the number under which the record names it."""
        return {str(row.document_id): row.document for row in self._attachments if row.handed_in_at}

    def attached_by_kind(self) -> dict[str, list[Any]]:
        """What a form shows, by kind, oldest first: those to be taken back with the next sending too."""
        rows = sorted((a for a in self._attachments if not a.removed_at), key=lambda a: a.pk)
        kinds = self.attachments.model.Kind.values
        return {kind: [a for a in rows if a.kind == kind] for kind in kinds}

    def press_attachment_button(self, pressed: Any, kinds: Iterable[str]) -> None:
        """Take back or put back the one whose button was pressed; ``pressed`` is what the form sent."""
        if "remove" not in pressed and "put_back" not in pressed:
            return
        for attachment in self.attachments.filter(removed_at=None, kind__in=list(kinds)).select_related("document"):
            if str(attachment.document_id) == pressed.get("remove"):
                attachment.take_back()
            elif str(attachment.document_id) == pressed.get("put_back"):
                attachment.put_back()
        forget_prefetched(self, "attachments")

    def hand_in(self, kinds: Iterable[str], at: datetime) -> dict[str, Any]:
        """Hand in what was kept of these kinds, and take back what was to be; what the record keeps of it.

        To be called on a row that is locked: nobody attaches meanwhile, so what came with the row is what there is.
        """
        wanted = set(kinds)
        mine = sorted((a for a in self._attachments if a.kind in wanted), key=lambda a: a.pk)
        new = [a for a in mine if not a.handed_in_at]
        gone = [a for a in mine if a.removal_wanted and not a.removed_at]
        _write(new, handed_in_at=at)
        _write(gone, removed_at=at, removal_wanted=False)
        return {name: [str(a.document_id) for a in rows] for name, rows in (("added", new), ("removed", gone)) if rows}

    def kinds_of(self, items: Iterable[str] | None) -> list[str]:
        """The kinds of attachment that answer these items (None: all)."""
        return [kind for item, kind in self.kind_of_item.items() if items is None or item in items]


def _write(rows: list[Any], **values: Any) -> None:
    """Write the same into all these rows: in the table, and in those that are at hand."""
    if rows:
        type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).update(**values)
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
