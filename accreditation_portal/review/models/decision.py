"""One line of the record of a case."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review import record
from accreditation_portal.review.states import ActingAs, State

JUDGING = ("approve", "deny", "revoke")
OFFICERS_STEPS = ("request_information", "approve", "deny", "revoke", "keep", "extend", "replace", "close", "reopen")


class Decision(models.Model):
    """One line of the record: who moved the case from what to what, when, why, and what the person was told (B8).

    Append-only: triggers in the database refuse to change or delete a line (``record.py``), but for the words of a
    person whose data are erased: ``erasable`` names them, each with what stands there afterwards.
    A concrete class adds ``case``, a PROTECT foreign key with ``related_name="decisions"``.
    """

    is_append_only = True
    erasable: ClassVar[dict[str, Any]] = {
        "note": "", "words": "", "answer": "", "changes": {}, "verdicts": record.VERDICTS_ALONE,
    }  # fmt: skip
    erased_with: ClassVar[str] = "case"

    step = models.CharField(_("step"), max_length=24)
    before = models.CharField(_("from"), max_length=24, choices=State)
    after = models.CharField(_("to"), max_length=24, choices=State)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    acting_as = models.CharField(_("acting as"), max_length=16, choices=ActingAs)
    note = models.TextField(_("internal note"), default="", blank=True)
    words = models.TextField(_("words to the applicant"), default="", blank=True)
    answer = models.TextField(_("words of the applicant"), default="", blank=True)
    changes = models.JSONField(_("older values"), default=dict)
    verdicts = models.JSONField(_("criteria as they stood"), default=list)
    letter = models.ForeignKey(
        "notifications.OutboxMail", models.PROTECT, null=True, related_name="+", verbose_name=_("letter")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(name="%(class)s_role_is_known", condition=Q(acting_as__in=ActingAs.values)),
            models.CheckConstraint(
                name="%(class)s_only_an_officer_decides",
                condition=~Q(step__in=OFFICERS_STEPS) | Q(acting_as=ActingAs.OFFICER, by__isnull=False),
            ),
            models.CheckConstraint(
                name="%(class)s_a_person_or_the_clock",
                condition=Q(acting_as=ActingAs.CLOCK, by=None) | (~Q(acting_as=ActingAs.CLOCK) & Q(by__isnull=False)),
            ),
            models.CheckConstraint(
                name="%(class)s_only_the_representative_answers",
                condition=Q(answer="") | Q(step="complete", acting_as=ActingAs.REPRESENTATIVE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} #{self.pk}"

    def sentence_for(self, reader: ActingAs) -> Any:
        """Who did what when, in one sentence for somebody whose page is older (B7); officers are named to officers."""
        if self.acting_as == ActingAs.OFFICER and reader != ActingAs.OFFICER:
            who: Any = office.OFFICE_NAME
        else:
            who = self.by.shown_name if self.by else ActingAs.CLOCK.label
        return _("%(who)s took the step “%(step)s” on %(when)s: the case is now “%(state)s”.") % {
            "who": who,
            "step": self.step_label,
            "when": shown_date(timezone.localtime(self.at, office.ZONE), "d/m/Y H:i"),
            "state": self.get_after_display(),
        }

    @property
    def step_label(self) -> Any:
        kind = self._meta.get_field("case").related_model
        return getattr(kind, self.step).step.label
