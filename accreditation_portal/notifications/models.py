"""The outbox: one row a letter, from the transaction that made it true until it is delivered; and the wording."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal.notifications.addresses import FailingAddress

__all__ = ["FailingAddress", "Mailing", "OutboxMail", "Outcome", "Wording"]


class Outcome(models.TextChoices):
    """What a mail provider reported of a letter that it took."""

    DELIVERED = "delivered", pgettext_lazy("letter", "Delivered")
    REJECTED = "rejected", pgettext_lazy("letter", "Not sent on by the mail provider")
    BOUNCED = "bounced", pgettext_lazy("letter", "Came back")
    COMPLAINED = "complained", pgettext_lazy("letter", "Reported as spam")


# A report of a lower rank changes nothing any more: an address may take a letter and send it back afterwards, and
# whoever reports it as spam has got it.
RANK = {"": 0, Outcome.DELIVERED: 1, Outcome.REJECTED: 2, Outcome.BOUNCED: 2, Outcome.COMPLAINED: 3}
CAME_BACK = (Outcome.REJECTED, Outcome.BOUNCED)


class OutboxMailQuerySet(models.QuerySet):
    """Letters …"""

    def waiting(self):
        """… neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)

    def due(self, at):
        """… to be sent now, the longest waiting first. A letter that a worker holds is due when its lease ends."""
        return self.waiting().filter(next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def lost(self):
        """… that did not arrive: given up, not sent on, or come back."""
        numbers = self.model.objects.order_by().values("pk")
        given_up = numbers.filter(failed_at__isnull=False)
        # Two lookups, each by its index: an OR of both would read every letter.
        # What an erasure blanked was not to arrive.
        return self.exclude(to="").filter(pk__in=given_up.union(numbers.filter(outcome__in=CAME_BACK)))

    def of_cases(self):
        """… that tell of a notice; the others are account mails."""
        return self.exclude(notice="")

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
    provider_id = models.CharField(_("number given by the mail provider"), max_length=250, blank=True)
    outcome = models.CharField(_("report of the mail provider"), max_length=12, choices=Outcome, blank=True)
    outcome_at = models.DateTimeField(_("reported"), null=True)
    outcome_said = models.CharField(_("words of the report"), max_length=250, blank=True)
    repeats = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="repeated_by", verbose_name=_("repeats the letter")
    )
    repeated_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("sent again by")
    )

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        permissions = [("send_again_outboxmail", "Can send letters again")]
        constraints = [
            models.CheckConstraint(name="a_letter_is_sent_or_given_up", condition=Q(sent_at=None) | Q(failed_at=None)),
            models.CheckConstraint(
                name="a_report_is_known_and_dated",
                condition=Q(outcome="", outcome_at=None) | Q(outcome__in=Outcome.values, outcome_at__isnull=False),
            ),
            models.CheckConstraint(
                name="what_was_reported_was_sent", condition=Q(outcome="") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="a_repeated_letter_says_who_wanted_it",
                condition=Q(repeats=None, repeated_for=None) | Q(repeats__isnull=False, repeated_for__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], name="outbox_due", condition=Q(sent_at=None, failed_at=None)),
            models.Index(fields=["about", "queued_at"], name="outbox_of_a_case"),
            models.Index(fields=["provider_id"], name="outbox_of_a_report"),
            models.Index(fields=["failed_at"], name="outbox_given_up", condition=Q(failed_at__isnull=False)),
            models.Index(fields=["outcome"], name="outbox_reported"),
        ]

    def __str__(self) -> str:
        return f"{self.notice or 'account'} #{self.pk}"

    @property
    def state(self) -> str:
        """What became of it: what was reported of it, else "sent", "failed" or "waiting"."""
        if self.sent_at:
            return self.outcome or "sent"
        return "failed" if self.failed_at else "waiting"

    @property
    def message_id(self) -> str:
        """The Message-ID of the mail: the moment too, since a restored database may give a number a second time."""
        return f"<outbox-{self.pk}.{int(self.queued_at.timestamp())}@{urlsplit(settings.SITE_URL).hostname}>"

    @property
    def is_lost(self) -> bool:
        return self.state == "failed" or self.state in CAME_BACK

    @property
    def is_of_an_account(self) -> bool:
        """Whether it may hold a link that opens an account: nobody but its reader reads it."""
        return not self.notice


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
