"""Addresses from which letters come back: since when, why, and who looked into it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Why(models.TextChoices):
    """What happened to the letter that marked the address."""

    REFUSED = "refused", pgettext_lazy("address", "the mail server refuses it")
    REJECTED = "rejected", pgettext_lazy("address", "the mail provider sends nothing to it")
    BOUNCED = "bounced", pgettext_lazy("address", "a letter came back")
    COMPLAINED = "complained", pgettext_lazy("address", "a letter was reported as spam")


class FailingAddressQuerySet(models.QuerySet):
    """Addresses …"""

    def failing(self):
        """… to which letters do not arrive, as far as anybody knows."""
        return self.filter(cleared_at=None)

    def of(self, address: str):
        """… that are this one, however it is capitalised."""
        return self.filter(address=address.lower())

    def of_nobody(self):
        """… that no account has."""
        return self.exclude(Exists(get_user_model().objects.filter(email__iexact=OuterRef("address"))))

    def mark(self, letter: Any, why: Why, said: str, at: datetime) -> None:
        """The address of this letter fails, unless it was cleared after the letter was written.

        An address that fails already keeps the first reason and its day. Of somebody erased no address is kept.
        """
        if not letter.to or get_user_model().objects.filter(pk=letter.recipient_id, is_active=False).exists():
            return
        values = {"why": why, "said": said, "since": at, "letter": letter}
        kept, is_new = self.get_or_create(address=letter.to.lower(), defaults=values)
        if not is_new and kept.cleared_at and kept.cleared_at < letter.queued_at:
            self.filter(pk=kept.pk).exclude(cleared_at=None).update(**values, cleared_at=None, cleared_by=None)

    def clear(self, address: str, *, by: Any = None, at: datetime | None = None) -> bool:
        """Letters to this address are believed to arrive again; ``by`` whom, or None: a letter did arrive."""
        return bool(self.of(address).failing().update(cleared_at=at or timezone.now(), cleared_by=by))


class FailingAddress(models.Model):
    """An address that letters do not reach, until a later one does, its person confirms it, or an officer checked."""

    address = models.EmailField(_("address"), unique=True)  # in small letters
    why = models.CharField(_("why"), max_length=12, choices=Why)
    said = models.CharField(_("words of the mail server"), max_length=250, blank=True)
    since = models.DateTimeField(_("since"))
    letter = models.ForeignKey("notifications.OutboxMail", models.CASCADE, related_name="+", verbose_name=_("letter"))
    cleared_at = models.DateTimeField(_("cleared"), null=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("cleared by")
    )

    objects = FailingAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("failing address")
        verbose_name_plural = _("failing addresses")
        permissions = [("clear_failingaddress", "Can clear failing addresses")]
        constraints = [
            models.CheckConstraint(name="why_an_address_fails_is_known", condition=Q(why__in=Why.values)),
            models.CheckConstraint(
                name="who_cleared_an_address_did_so_some_day",
                condition=Q(cleared_by=None) | Q(cleared_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["since"], name="addresses_that_fail", condition=Q(cleared_at=None))]

    def __str__(self) -> str:
        return f"address #{self.pk}"
