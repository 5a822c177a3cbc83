"""The outbox: one row a letter, from the transaction that made it true until it is delivered; and the wording."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxMailQuerySet(models.QuerySet):
    """Letters …"""

    def waiting(self):
        """… neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)

    def due(self, at):
        """… to be sent now, the longest waiting first. A letter that a worker holds is due when its lease ends."""
        return self.waiting().filter(next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def of_accounts(self):
        """… that belong to no case: confirmations of addresses, recoveries of passwords."""
        return self.filter(notice="")


class OutboxMail(models.Model):
    """A mail as it was rendered when it was queued, and what became of it."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recipient")
    )
    to = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=8)
    notice = models.CharField(_("notice"), max_length=64, blank=True)  # "adhoc.approved"; empty: an account mail
    about = models.CharField(_("reference of the case"), max_length=10, blank=True)
    key = models.CharField(_("key"), max_length=120, null=True, unique=True)  # noqa: DJ001 - told once
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    unsubscribe = models.URLField(_("where one stops such letters"), max_length=300, blank=True)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed_at = models.DateTimeField(_("given up"), null=True)
    last_error = models.CharField(_("last error"), max_length=250, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            models.CheckConstraint(name="a_letter_is_sent_or_given_up", condition=Q(sent_at=None) | Q(failed_at=None)),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="outbox_due", condition=Q(sent_at=None, failed_at=None)),
            models.Index(fields=["about", "queued_at"], name="outbox_of_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.notice or 'account'} #{self.pk}"

    @property
    def state(self) -> str:
        """What became of it: "sent", "failed" or "waiting"."""
        if self.sent_at:
            return "sent"
        return "failed" if self.failed_at else "waiting"


class WordingQuerySet(models.QuerySet):
    """Versions of the wording of letters …"""

    def standing(self):
        """… that hold: of each letter and language the newest one."""
        newer = Wording.objects.filter(notice=OuterRef("notice"), language=OuterRef("language"))
        return self.filter(number=Subquery(newer.order_by("-number").values("number")[:1]))

    def text_of(self, notice: str, language: str) -> str:
        """What staff wrote in place of the notice's file; empty: the file holds."""
        found = self.filter(notice=notice, language=language).order_by("-number").values_list("text", flat=True)
        return found.first() or ""


class Wording(models.Model):
    """One version of what staff wrote in place of a notice's file, in one language; without a text the file holds.

    The newest number holds, and none is ever changed: so the earlier texts stay readable, and of two officers who
    began from the same version the second one's number is taken.
    """

    is_append_only = True

    notice = models.CharField(_("notice"), max_length=64)  # "adhoc.approved"
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    number = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("wording of a letter")
        verbose_name_plural = _("wording of the letters")
        default_permissions = ("change",)
        constraints = [
            models.UniqueConstraint(fields=["notice", "language", "number"], name="one_wording_of_a_number"),
            models.CheckConstraint(
                name="a_wording_is_in_a_language_of_the_portal",
                condition=Q(language__in=[code for code, _name in settings.LANGUAGES]),
            ),
            models.CheckConstraint(name="wordings_are_numbered_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.language} {self.number}"


class MailingQuerySet(models.QuerySet):
    """Messages to many …"""

    def waiting(self):
        """… of which some letters are not written yet."""
        return self.filter(ended_at=None)

    def due(self, at):
        """… to go on with now, the oldest first; of one topic only the oldest, so that letters come in their order."""
        earlier = self.model.objects.waiting().filter(topic=OuterRef("topic"), pk__lt=OuterRef("pk"))
        return self.waiting().filter(~Exists(earlier), due_at__lte=at).order_by("pk")


class Mailing(models.Model):
    """A message to many: one row in the transaction of its cause, which a worker makes into letters.

    ``part`` and ``reached`` say how far it came: which audience of its kind, and the last row of that audience.
    """

    kind = models.CharField(_("kind"), max_length=32)
    topic = models.CharField(_("topic"), max_length=60)  # those of one topic are told in their order
    key = models.CharField(_("key"), max_length=80, unique=True)  # with the reader's number, the key of each letter
    subject = models.PositiveBigIntegerField(_("row of the cause"))
    at = models.DateTimeField(_("caused"))
    part = models.PositiveSmallIntegerField(_("audience"), default=0)
    reached = models.PositiveBigIntegerField(_("reached"), default=0)
    letters = models.PositiveIntegerField(_("letters"), default=0)
    due_at = models.DateTimeField(_("next batch"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to many")
        verbose_name_plural = _("messages to many")
        constraints = [
            models.CheckConstraint(name="a_mailing_has_a_topic", condition=~Q(topic="") & ~Q(key="")),
        ]
        indexes = [models.Index(fields=["topic"], name="mailings_waiting", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return self.key
