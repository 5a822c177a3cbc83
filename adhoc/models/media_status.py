"""The press verdict on a person of an event whose media the authorities check: recorded, no step, no mail (P12)."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.record import ERASED
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused, an_officer
from accreditation_portal.review.timeline import Entry

ACCEPTED_IN = (State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED)


class WithMediaStatus(models.Model):
    """A registration whose media status an officer can accept: only then it enters a verification batch."""

    media_status_accepted_at = models.DateTimeField(_("media status accepted"), null=True, editable=False)
    media_status_accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("media status accepted by"),
    )  # fmt: skip

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_media_status_says_who_and_when",
                condition=Q(media_status_accepted_at=None, media_status_accepted_by=None)
                | Q(media_status_accepted_at__isnull=False, media_status_accepted_by__isnull=False),
            ),
        ]

    def refusal_of_media_status(self, at: datetime) -> Any:
        """Why the media status can neither be accepted nor taken back now, or None."""
        if not self.event.authorities_check_media:
            return _("Authorities do not check the media of this event.")
        if self.event.is_cancelled or self.event.is_over(at):
            return _("The event is over or cancelled.")
        if self.state not in ACCEPTED_IN:
            return _("The media status is accepted of a case that is submitted or approved.")
        return None

    def accept_media_status(self, *, by: Any, at: datetime | None = None, seen: int | None = None) -> bool:
        """Record that the press side accepts this person; False where that stands already.

        Raises PermissionDenied, SettledMeanwhile or StepRefused, as a step does; ``seen`` as there.
        """
        return self._record_media_status(True, by=by, at=at, seen=seen)

    def take_back_media_status(self, *, by: Any, reason: str, at: datetime | None = None,
                               seen: int | None = None) -> bool:  # fmt: skip
        """Undo it with a reason, as long as no batch holds the person; False where nothing stands."""
        return self._record_media_status(False, by=by, at=at, seen=seen, reason=reason)

    @transaction.atomic
    def _record_media_status(self, accepted: bool, *, by: Any, at: datetime | None, seen: int | None,
                             reason: str = "") -> bool:  # fmt: skip
        at = at or timezone.now()
        now = type(self).objects.select_for_update().get(pk=self.pk)
        if not an_officer.holds(now, by):
            raise PermissionDenied
        if (now.media_status_accepted_at is not None) == accepted:
            return False
        if seen is not None and seen != now.latest_decision_id:
            raise SettledMeanwhile(now)
        if refusal := now.refusal_of_media_status(at):
            raise StepRefused(str(refusal))
        if not accepted and not reason.strip():
            raise StepRefused(_now("Say why it is taken back; the reason is recorded."))
        if not accepted and now.verification_entries.exists():
            raise StepRefused(_now("A batch for the authorities holds this person already."))
        now.media_status_accepted_at, now.media_status_accepted_by = (at, by) if accepted else (None, None)
        now.save(update_fields=["media_status_accepted_at", "media_status_accepted_by"])
        now.media_status_lines.create(accepted=accepted, at=at, by=by, reason=reason)
        self.media_status_accepted_at, self.media_status_accepted_by = (
            now.media_status_accepted_at, now.media_status_accepted_by
        )  # fmt: skip
        return True


class MediaStatusLine(models.Model):
    """One line of what was recorded of a media status: accepted, or taken back and why. The newest counts."""

    is_append_only = True
    erasable: ClassVar[dict[str, Any]] = {"reason": ERASED}
    erased_with: ClassVar[str] = "registration"

    registration = models.ForeignKey(
        "adhoc.EventRegistration", models.PROTECT, related_name="media_status_lines", verbose_name=_("registration")
    )
    accepted = models.BooleanField(_("accepted"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    reason = models.TextField(_("reason"), default="", blank=True)

    class Meta:
        verbose_name = _("media status")
        verbose_name_plural = _("media statuses")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="a_media_status_is_taken_back_with_a_reason", condition=Q(accepted=True) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def entry(self) -> Entry:
        title = _now("Media status accepted") if self.accepted else _now("Media status no longer accepted")
        return Entry("done", title, self.at, who=self.by.shown_name, note=self.reason)
