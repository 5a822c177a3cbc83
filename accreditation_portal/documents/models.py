"""An uploaded file: random name, digest, whose it is."""

import logging
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, OperationalError, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal.documents import clamd, sandbox
from accreditation_portal.documents.acceptance import MOST_PIXELS, Accepted, refused, shown_bytes
from accreditation_portal.documents.kinds import kind_of
from accreditation_portal.documents.names import kept_name

logger = logging.getLogger(__name__)

LONGEST_SIDE = 1600  # of the picture of a page, in pixels
SCANNED_WITHIN = timedelta(minutes=15)  # while the scanner answers; a file that waits longer is told of
SCANNED_AGAIN_AFTER = timedelta(minutes=5)  # longer than one scan may take


def random_name(document: models.Model | None, filename: str) -> str:
    """Where the bytes are kept: nothing of the person or of the file's own name shows in it."""
    key = uuid.uuid4().hex
    return f"{key[:2]}/{key[2:4]}/{key}"


@contextmanager
def stored(file: FieldFile, data: bytes) -> Iterator[None]:
    """The bytes are in the storage while the block writes the row that names them; if either fails, neither stays."""
    key = random_name(None, "")
    try:
        file.name = file.storage.save(key, ContentFile(data))
        with transaction.atomic():
            yield
    except BaseException as error:
        with suppress(Exception):  # of a full disk, half a file may be there, or nothing
            file.storage.delete(key)
        if isinstance(error, (OSError, OperationalError)):
            logger.exception("A file could not be kept")
            raise refused("not_kept") from error
        raise


class DocumentQuerySet(models.QuerySet):
    """Documents …"""

    def keep(self, owner, accepted: Accepted, name: str) -> "Document":
        """… and one more: its file and its row, or neither. ValidationError: there is no room for it."""
        document = self.model(
            owner=owner,
            name=kept_name(name, accepted.content_type),
            content_type=accepted.content_type,
            size=len(accepted.data),
            pages=accepted.pages,
            digest=sha256(accepted.data).hexdigest(),
        )
        with stored(document.file, accepted.data):
            document.save(force_insert=True)
        return document

    def unreferenced(self):
        """… that no row of any room holds any more; each is looked up by the index of that row's foreign key."""
        found = self
        for relation in self.model._meta.get_fields(include_hidden=True):
            if relation.auto_created and relation.one_to_many and relation.related_model is not PagePicture:
                holders = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
                found = found.filter(~Exists(holders))
        return found

    def to_be_scanned(self):
        """… about which the scanner has said nothing yet."""
        return self.filter(scan=Document.Scan.WAITING)

    def late_to_be_scanned(self, at: datetime):
        """… that officers cannot read yet, and should long since: the scanner does not answer, or not about them."""
        return self.to_be_scanned().filter(uploaded_at__lt=at - SCANNED_WITHIN)

    def take_one_to_scan(self, at: datetime) -> "Document | None":
        """… the one whose turn it is to be scanned: nobody else takes it for some minutes, nor is it tried again."""
        due = self.to_be_scanned().filter(scan_due_at__lte=at).order_by("scan_due_at", "pk")
        while (found := due.first()) is not None:
            taken = self.filter(pk=found.pk, scan_due_at=found.scan_due_at)
            if taken.update(scan_due_at=at + SCANNED_AGAIN_AFTER):
                return found
        return None

    def discard(self) -> None:
        """… delete their rows and, once that is certain, their bytes. ProtectedError: something refers to one still."""
        with transaction.atomic():
            pictures = PagePicture.objects.filter(document__in=self.values("pk"))
            names = [*self.values_list("file", flat=True), *pictures.values_list("file", flat=True)]
            self.delete()
            DiscardedFile.objects.remember(names)


class Document(models.Model):
    """A file that was accepted by its content. Its bytes never change; another file is another document.

    Where there is a scanner (CLAMD), only its owner reads it before it is found clean; malware is handed to nobody.
    """

    class Scan(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("file", "Not scanned")
        CLEAN = "clean", pgettext_lazy("file", "No malware found")
        MALWARE = "malware", pgettext_lazy("file", "Malware found")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="documents", verbose_name=_("owner")
    )
    file = models.FileField(_("file"), upload_to=random_name, max_length=100)
    name = models.CharField(_("name of the file"), max_length=120)
    content_type = models.CharField(_("type"), max_length=40)  # image/jpeg, image/png or application/pdf
    size = models.PositiveIntegerField(_("bytes"))
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    digest = models.CharField(_("SHA-256 of the kept bytes"), max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    scan = models.CharField(_("scan"), max_length=7, choices=Scan, default=Scan.WAITING, editable=False)
    scanned_at = models.DateTimeField(_("scanned"), null=True, editable=False)
    malware = models.CharField(_("malware, as the scanner calls it"), max_length=200, default="", editable=False)
    scan_due_at = models.DateTimeField(_("next scan"), default=timezone.now, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                name="a_document_is_an_accepted_type",
                condition=Q(content_type__in=["image/jpeg", "image/png", "application/pdf"]),
            ),
            models.CheckConstraint(name="a_document_has_bytes", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="a_scan_says_what_it_found",
                condition=Q(scan="waiting", scanned_at=None, malware="")
                | Q(scan="clean", scanned_at__isnull=False, malware="")
                | (Q(scan="malware", scanned_at__isnull=False) & ~Q(malware="")),
            ),
        ]
        indexes = [
            models.Index(fields=["digest"], name="documents_by_digest"),
            models.Index(fields=["file"], name="documents_by_file"),
            models.Index(fields=["scan_due_at"], name="documents_to_be_scanned", condition=Q(scan="waiting")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def shown_size(self) -> str:
        return shown_bytes(self.size)

    @property
    def has_malware(self) -> bool:
        return self.scan == self.Scan.MALWARE

    @property
    def is_being_checked(self) -> bool:
        """Whether a scanner is still to look at it; where there is none, nothing waits for it."""
        return bool(settings.CLAMD) and self.scan == self.Scan.WAITING

    def is_withheld_from(self, user: Any) -> bool:
        """Whether even somebody who may read it does not get it: before the scan it is its owner's alone."""
        return self.has_malware or (self.is_being_checked and user.pk != self.owner_id)

    def ask_the_scanner(self) -> str:
        """What the scanner finds in the kept bytes, or nothing. ScannerAway, NotScanned, OSError: it cannot be said."""
        with self.file.open("rb") as file:
            return clamd.malware_in(file.chunks(), settings.CLAMD)

    def was_scanned(self, malware: str, at: datetime) -> bool:
        """Keep what the scanner found; False where it is known already, or the document is gone."""
        self.scan, self.malware = (self.Scan.MALWARE if malware else self.Scan.CLEAN), malware[:200]
        self.scanned_at = at
        waiting = Document.objects.to_be_scanned().filter(pk=self.pk)
        return bool(waiting.update(scan=self.scan, malware=self.malware, scanned_at=at))

    def read(self) -> bytes:
        """The kept bytes. FileNotFoundError: the storage has lost them."""
        with self.file.open("rb") as file:
            return file.read()

    def picture_of(self, number: int) -> "PagePicture":
        """The picture of a page, counted from 1; made at the first look. Refused: it cannot be made."""
        if kept := self.page_pictures.filter(number=number).first():
            return kept
        data = self.read()
        if self.content_type == "application/pdf":
            _facts, picture = sandbox.ask("picture_of_page", data, number=number, longest_side=LONGEST_SIDE)
        else:
            _facts, picture = sandbox.ask(
                "upright_jpeg", data, kind=kind_of(data), most_pixels=MOST_PIXELS, longest_side=LONGEST_SIDE
            )
        page = PagePicture(document=self, number=number)
        try:
            with stored(page.file, picture):
                page.save()
        except IntegrityError:  # somebody else looked at it for the first time at the same moment
            return self.page_pictures.get(number=number)
        return page

    def discard(self) -> None:
        """Delete the row and, once that is certain, its bytes. ProtectedError: something refers to it still."""
        Document.objects.filter(pk=self.pk).discard()


class PagePicture(models.Model):
    """A picture of one page, made by the server, which is what officers look at."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="page_pictures", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("page"))
    file = models.FileField(_("picture"), upload_to=random_name, max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_picture_a_page")]
        indexes = [models.Index(fields=["file"], name="page_pictures_by_file")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class DiscardedFileQuerySet(models.QuerySet):
    """Files that no row names any more …"""

    def remember(self, names: Iterable[str]) -> None:
        """… are written down in the transaction that lets go of their rows, and deleted once it is certain."""
        rows = self.bulk_create([self.model(name=name) for name in names])
        mine = self.filter(pk__in=[row.pk for row in rows])
        transaction.on_commit(mine.remove, robust=True)

    def remove(self) -> int:
        """… delete them now; what the storage refuses stays written down for the worker's next try.

        A file that another document names is never deleted.
        """
        removed = 0
        for row in self.order_by("pk").iterator(chunk_size=500):
            try:
                if not Document.objects.filter(file=row.name).exists():
                    Document._meta.get_field("file").storage.delete(row.name)
            except OSError:
                logger.exception("A discarded file could not be deleted yet")
                continue
            row.delete()
            removed += 1
        return removed


class DiscardedFile(models.Model):
    """A file that is to be deleted: it outlives neither its row nor a process that dies between the two."""

    name = models.CharField(_("file"), max_length=100)
    discarded_at = models.DateTimeField(_("discarded"), default=timezone.now)

    objects = DiscardedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("discarded file")
        verbose_name_plural = _("discarded files")
        default_permissions = ()
        constraints = [models.CheckConstraint(name="a_discarded_file_has_a_name", condition=~Q(name=""))]

    def __str__(self) -> str:
        return f"#{self.pk}"
