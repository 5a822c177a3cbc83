"""What officers write about a case for each other, from its sending on and without a step."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused, an_officer
from accreditation_portal.review.timeline import Entry, shown_moment

LONGEST = 4000


def refusal_of_a_note(case: Any) -> Any:
    """Why no note is kept about this case, or None: a draft goes whole, and what is erased stays blank (B9)."""
    if case.erased_at is not None:
        return _("The personal data of this case are erased: nothing is written about it any more.")
    if case.state == State.DRAFT:
        return _("This is a draft: notes are written once it is sent.")
    return None


class NoteQuerySet(models.QuerySet):
    """Internal notes …"""

    @transaction.atomic
    def keep(self, case: Any, *, by: Any, text: str, key: uuid.UUID, at: datetime | None = None) -> tuple[Any, bool]:
        """Keep a note about this case; with it, whether it is new: the second of two clicks finds that of the first.

        ``key`` comes with the page. Another text under the same key was written on a page that the browser had kept,
        and is a note of its own. Raises PermissionDenied for whoever is no officer of this case, and StepRefused where
        a note would outlive what it is about.
        """
        now = type(case)._base_manager.select_for_update().get(pk=case.pk)
        if not an_officer.holds(now, by):
            raise PermissionDenied
        if refusal := refusal_of_a_note(now):
            raise StepRefused(str(refusal))
        if self.filter(key=key).exists():
            if same := self.filter(key=key, case=now, by=by, text=text).first():
                return same, False
            key = uuid.uuid4()
        return self.create(case=now, by=by, at=at or timezone.now(), text=text, key=key), True


class InternalNote(models.Model):
    """One note of an officer: append-only, in the database too, and never read by the applicant on a page (B8).

    Only the erasure of a person blanks a text (B9), so the form, not a constraint, asks for one.
    A concrete class adds ``case``, a PROTECT foreign key with ``related_name="notes"``.
    """

    is_append_only = True
    erasable: ClassVar[dict[str, Any]] = {"text": ""}
    erased_with: ClassVar[str] = "case"

    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    text = models.TextField(_("internal note"))
    key = models.UUIDField(unique=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_a_note_is_no_longer_than_a_page", condition=LessThanOrEqual(Length("text"), LONGEST)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def shown_at(self) -> str:
        return shown_moment(self.at)

    @property
    def entry(self) -> Entry:
        """Its line in the story of the case, for officers."""
        return Entry("done", _now("Internal note"), self.at, who=self.by.shown_name, note=self.text)
