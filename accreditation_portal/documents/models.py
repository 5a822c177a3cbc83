"""An uploaded file: random name, digest, whose it is."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def random_name(document: "Document", filename: str) -> str:
    """Where the bytes are kept: nothing of the person or of the file's own name shows in it."""
    key = uuid.uuid4().hex
    return f"{key[:2]}/{key[2:4]}/{key}"


class Document(models.Model):
    """A file that was accepted by its content. Its bytes never change; another file is another document."""

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

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.CheckConstraint(
                name="a_document_is_an_accepted_type",
                condition=Q(content_type__in=["image/jpeg", "image/png", "application/pdf"]),
            ),
            models.CheckConstraint(name="a_document_has_bytes", condition=Q(size__gt=0)),
        ]
        indexes = [models.Index(fields=["digest"], name="documents_by_digest")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])


class PagePicture(models.Model):
    """A picture of one page, made by the server, which is what officers look at."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="page_pictures", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("page"))
    file = models.FileField(_("picture"), upload_to=random_name, max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_picture_a_page")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"
