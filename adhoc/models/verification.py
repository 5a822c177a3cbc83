"""What the authorities were given of whom, frozen, and what they answered (P12)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review.record import Sql
from accreditation_portal.review.timeline import Entry
from adhoc.security_file import Kind, Outcome, cells_of, digest_of
from events.models import Event

if TYPE_CHECKING:
    from adhoc.models import EventRegistration


class VerificationBatch(models.Model):
    """One file for the authorities that check the media of an event; it never changes."""

    is_append_only = True

    event = models.ForeignKey(Event, models.PROTECT, related_name="verification_batches", verbose_name=_("event"))
    number = models.PositiveIntegerField(_("number"))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by"))
    persons = models.PositiveIntegerField(_("persons"))
    checksum = models.CharField(_("checksum (SHA-256)"), max_length=64)
    shown = models.CharField(_("what the page showed"), max_length=64)  # the same page makes no second batch

    class Meta:
        verbose_name = _("security verification batch")
        verbose_name_plural = _("security verification batches")
        default_permissions = ()
        permissions = [("verify_security", "Can make security verification batches and import their results")]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_batch_of_each_number_per_event"),
            models.UniqueConstraint(fields=["event", "shown"], name="one_batch_of_what_a_page_showed"),
            models.CheckConstraint(name="a_batch_holds_somebody", condition=Q(number__gte=1, persons__gte=1)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("admin:adhoc_verificationbatch_change", args=[self.pk])

    @property
    def file_name(self) -> str:
        return f"{self.event.slug}-security-{self.number:02}.csv"


class VerificationFile(models.Model):
    """The exact bytes of a batch, apart from it, so that no list loads them.

    They go some time after the event, or with the data of a person whom they name; never are they changed (B9).
    """

    is_append_only = True
    erasable: ClassVar[dict[str, Any]] = {
        "content": b"",
        "removed_at": Sql('OLD."removed_at" IS NULL AND length(NEW."content") = 0'),
    }
    erased_with: ClassVar[Any] = Sql(
        'EXISTS (SELECT 1 FROM "adhoc_verificationbatch" b JOIN "events_event" e ON e."id" = b."event_id" '
        'WHERE b."id" = NEW."batch_id" AND e."ends_at" < NEW."removed_at") '
        'OR (NEW."removed_at" IS NOT NULL AND EXISTS (SELECT 1 FROM "adhoc_verificationentry" n '
        'JOIN "adhoc_eventregistration" r ON r."id" = n."registration_id" '
        'WHERE n."batch_id" = NEW."batch_id" AND r."erased_at" IS NOT NULL))'
    )

    batch = models.OneToOneField(
        VerificationBatch, models.PROTECT, primary_key=True, related_name="file", verbose_name=_("batch")
    )
    content = models.BinaryField(_("content"))
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    class Meta:
        verbose_name = _("file of a batch")
        verbose_name_plural = _("files of batches")
        default_permissions = ()
        indexes = [
            models.Index(fields=["batch"], name="batch_files_there", condition=Q(removed_at=None)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_intact(self) -> bool:
        """Whether these are the bytes that the checksum was taken of, or none any more."""
        return bool(self.removed_at) or sha256(bytes(self.content)).hexdigest() == self.batch.checksum


class VerificationEntry(models.Model):
    """One person in one batch; ``digest`` names the cells that were frozen."""

    is_append_only = True
    erasable: ClassVar[dict[str, Any]] = {"digest": ""}
    erased_with: ClassVar[str] = "registration"
    Kind = Kind

    batch = models.ForeignKey(VerificationBatch, models.PROTECT, related_name="entries", verbose_name=_("batch"))
    registration = models.ForeignKey(
        "adhoc.EventRegistration", models.PROTECT, related_name="verification_entries", verbose_name=_("registration")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    digest = models.CharField(_("digest of the cells"), max_length=64)

    class Meta:
        verbose_name = _("person in a batch")
        verbose_name_plural = _("persons in batches")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "registration"], name="one_entry_per_batch_and_registration"),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(kind="new"), name="new_to_the_authorities_only_once"
            ),
            models.CheckConstraint(name="an_entry_is_new_or_changed", condition=Q(kind__in=["new", "changed"])),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class VerificationDownload(models.Model):
    """Somebody took the file of a batch; each time is a line."""

    is_append_only = True

    batch = models.ForeignKey(VerificationBatch, models.PROTECT, related_name="downloads", verbose_name=_("batch"))
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))

    class Meta:
        verbose_name = _("download of a batch")
        verbose_name_plural = _("downloads of batches")
        default_permissions = ()

    def __str__(self) -> str:
        return f"#{self.pk}"


class VerificationImport(models.Model):
    """A file of results that was taken in: which one, by whom, when, and up to which batch it answers."""

    is_append_only = True

    batch = models.ForeignKey(VerificationBatch, models.PROTECT, related_name="imports", verbose_name=_("answers"))
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    checksum = models.CharField(_("checksum (SHA-256)"), max_length=64)
    results_recorded = models.PositiveIntegerField(_("results recorded"))

    class Meta:
        verbose_name = _("file of results")
        verbose_name_plural = _("files of results")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="an_import_records_something", condition=Q(results_recorded__gte=1)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class VerificationResult(models.Model):
    """What the authorities answered of one person in one batch; the newest counts, an older one stays."""

    is_append_only = True
    Outcome = Outcome

    entry = models.ForeignKey(
        VerificationEntry, models.PROTECT, related_name="results", verbose_name=_("person in a batch")
    )
    source = models.ForeignKey(
        VerificationImport, models.PROTECT, related_name="results", verbose_name=_("file of results")
    )
    outcome = models.CharField(_("result"), max_length=20, choices=Outcome)

    class Meta:
        verbose_name = _("result of the authorities")
        verbose_name_plural = _("results of the authorities")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["entry", "source"], name="one_result_per_entry_and_file"),
            models.CheckConstraint(
                name="a_result_is_one_of_the_declared",
                condition=Q(outcome__in=["cleared", "not_cleared", "more_information"]),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


WORDS = {
    "not_accepted": pgettext_lazy("security verification", "Media status not accepted yet"),
    "not_sent": pgettext_lazy("security verification", "Not in a batch yet"),
    "with_authorities": pgettext_lazy("security verification", "With the authorities"),
    "changed": pgettext_lazy("security verification", "Data changed after the answer"),
    **dict(Outcome.choices),
}


@dataclass(frozen=True)
class Verification:
    """Where the verification of one person stands: one of ``WORDS``, and since when."""

    name: str
    since: datetime | None
    entry: VerificationEntry | None = None

    @property
    def label(self) -> Any:
        return WORDS[self.name]

    @property
    def is_cleared(self) -> bool:
        """Whether the authorities cleared exactly the data that the case holds now."""
        return self.name == Outcome.CLEARED


class Verified:
    """What a registration answers about its verification; nothing where nobody checks the media of its event."""

    @property
    def _newest_entry(self: "EventRegistration") -> VerificationEntry | None:  # type: ignore[misc]
        if "verification_entries" in getattr(self, "_prefetched_objects_cache", {}):
            return max(self.verification_entries.all(), key=lambda entry: entry.batch.number, default=None)
        return self.verification_entries.select_related("batch__event").order_by("-batch__number").first()

    def _newest_result(self, entry: VerificationEntry) -> "VerificationResult | None":
        if "results" in getattr(entry, "_prefetched_objects_cache", {}):
            return max(entry.results.all(), key=lambda result: result.pk, default=None)
        return entry.results.select_related("source").order_by("-pk").first()

    def verification(self: "EventRegistration") -> Verification | None:
        """Two queries, and none where the event has no verification."""
        if not self.event.authorities_check_media:
            return None
        newest = self._newest_entry
        if newest is None:
            accepted = self.media_status_accepted_at
            return Verification("not_sent" if accepted else "not_accepted", accepted)
        result = self._newest_result(newest)
        if result is None:
            return Verification("with_authorities", newest.batch.made_at, newest)
        if newest.digest != digest_of(cells_of(self)):
            return Verification("changed", result.source.at, newest)
        return Verification(result.outcome, result.source.at, newest)

    def verification_happened(self: "EventRegistration") -> list[Entry]:
        """The timeline as officers read it: the press verdict, then what went to the authorities and came back."""
        if not (self.event.authorities_check_media or self.media_status_accepted_at):
            return []
        found = [line.entry for line in self.media_status_lines.select_related("by").order_by("pk")]
        for entry in self.verification_entries.select_related("batch").order_by("pk"):
            found.append(Entry("done", _now("Put into a batch for the authorities"), entry.batch.made_at))
        results = VerificationResult.objects.filter(entry__registration=self.pk).select_related("source")
        for result in results.order_by("pk"):
            title = _now("The authorities answered: %(result)s") % {"result": result.get_outcome_display()}
            found.append(Entry("done", title, result.source.at))
        return found

    def verification_awaited(self: "EventRegistration") -> list[Entry]:
        """What everybody with the timeline reads: that the authorities have the data, never what they answer."""
        standing = self.verification()
        if standing is None or standing.name != "with_authorities":
            return []
        day = shown_date(timezone.localtime(standing.since, office.ZONE))
        title = _now("With the authorities since %(day)s") % {"day": day}
        return [Entry("now", title, text=_now("The authorities that guard the event check its media."))]
