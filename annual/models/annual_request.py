"""An annual request, and the accreditation that it becomes once approved."""

import copy
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.review.attachments import WithAttachments, forget_prefetched
from accreditation_portal.review.criteria import Answer, Verdict
from accreditation_portal.review.models import Case
from accreditation_portal.review.passes import WithPass
from accreditation_portal.review.states import Item, State
from accreditation_portal.review.steps import StepRefused, an_officer, step
from annual import criteria, notices
from annual.models.article import Article
from annual.models.attestation import AWAITED_IN
from annual.models.follows import FollowsAnother
from annual.models.letters import letter_values
from annual.models.requests import IN_PROGRESS, AnnualRequestQuerySet
from annual.models.timeline import WithTimeline
from annual.parts import CRITERIA_OF_ITEM
from annual.signals import accreditation_ended
from profiles.completeness import missing_for_event
from profiles.models import AsSubmitted, MediaOrganisation, PressCard
from profiles.models.as_submitted import profile_values
from profiles.models.bodies import same_organisation


class AnnualRequest(WithTimeline, FollowsAnother, AsSubmitted, WithAttachments, WithPass, Case):
    """A media representative's request for annual accreditation."""

    class Path(models.TextChoices):
        BELGIAN_ACCREDITATION = "belgian", _("Accredited as media in Belgium (path A)")
        PRESS_CARD = "press_card", _("National press card (path B)")

    reference_letter = "A"
    checklist = criteria.checklist
    notices = notices
    kind_of_item = {
        Item.TRACK_RECORD: "track_record",
        Item.PUBLICATIONS: "publication_copy",
        Item.ARTICLES: "article_copy",
    }
    items_to_request = (
        Item.IDENTITY, Item.IDENTITY_DOCUMENT, Item.PHOTO, Item.ORGANISATION, Item.PRESS_CARD,
        Item.BELGIAN_ACCREDITATION, Item.TRACK_RECORD, Item.PUBLICATIONS, Item.ARTICLES,
    )  # fmt: skip

    select_for_a_step = (
        "representative__user", "organisation__same_as", "press_card__issuing_body__same_as",
        "belgian_accreditation__issuing_body__same_as", "renews",
    )  # fmt: skip
    prefetch_for_checklist = ("attestations__organisation__same_as", "attachments", "articles")

    path = models.CharField(_("path"), max_length=16, choices=Path, blank=True)
    belgian_authority = models.CharField(
        _("Belgian authority"), max_length=24, blank=True,
        choices=[(name, label) for name, (_body, label) in office.ACCREDITING_AUTHORITIES.items()],
    )  # fmt: skip
    belgian_accreditation = models.ForeignKey(
        PressCard, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Belgian accreditation")
    )
    online = models.BooleanField(_("published online only"), null=True)
    outreach = models.BooleanField(_("outreach, advocacy, or run by a non-profit organisation"), null=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    answered_for = models.ForeignKey(  # the organisation that the three answers above are about
        MediaOrganisation, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("organisation of these answers"),
    )  # fmt: skip
    track_record = models.TextField(_("track record"), max_length=4000, blank=True)
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="renewals", verbose_name=_("renews")
    )
    changes_outlet = models.BooleanField(
        _("reports another organisation while in force"), default=False, editable=False
    )
    posted_at = models.DateTimeField(_("posted, as the applicant says"), null=True, editable=False)
    valid_from = models.DateField(_("valid from"), null=True, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, editable=False)

    objects = AnnualRequestQuerySet.as_manager()

    class Meta(Case.Meta):
        abstract = False
        verbose_name = _("annual request")
        verbose_name_plural = _("annual requests")
        permissions = [
            ("decide_annualrequest", "Can decide annual requests"),
            ("view_approved_annualrequest", "Can read approved annual requests"),
        ]
        constraints = [
            *AsSubmitted.Meta.constraints,
            *Case.Meta.constraints,
            models.UniqueConstraint(
                fields=["representative"],
                condition=Q(state__in=IN_PROGRESS),
                name="one_annual_request_in_progress_per_person",
                violation_error_message=_("You have an annual request in progress already."),
            ),
            models.CheckConstraint(
                name="approved_annual_request_has_both_dates",
                condition=~Q(state=State.APPROVED) | Q(valid_from__isnull=False, valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="annual_path_is_one_of_the_two", condition=Q(path__in=["", "belgian", "press_card"])
            ),
            models.CheckConstraint(
                name="belgian_accreditation_names_its_authority",
                condition=Q(belgian_accreditation=None) | ~Q(belgian_authority=""),
            ),
            models.CheckConstraint(
                name="an_annual_request_never_renews_itself", condition=Q(renews=None) | ~Q(renews=F("id"))
            ),
        ]
        indexes = [
            models.Index(fields=["state", "state_since"], name="annual_requests_by_state"),
            # Retention: those that ended long ago and still name somebody (B9).
            models.Index(fields=["state_since"], condition=Q(erased_at=None), name="annual_requests_not_erased"),
            # As for registrations: the charts of the start page read a window of days.
            models.Index(
                fields=["submitted_at"], condition=Q(submitted_at__isnull=False), name="annual_requests_by_submission"
            ),
            models.Index(
                fields=["decided_at"], condition=Q(decided_at__isnull=False), name="annual_requests_by_decision"
            ),
            # Reminders and expiry read the few that end in some days.
            models.Index(fields=["valid_until"], condition=Q(state=State.APPROVED), name="accreditations_by_last_day"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("annual:request", args=[self.shown_reference])

    # What criteria and pages ask of it -----------------------------------------------------------------------------

    @property
    def is_freelance(self) -> bool:
        return criteria.is_freelance(self)

    @property
    def is_online(self) -> bool:
        """Whether the organisation publishes online only: as the person says, or as officers know it (S12)."""
        organisation = self.organisation and self.organisation.itself
        return bool(self.online) or bool(organisation and organisation.kind == organisation.Kind.ONLINE)

    @property
    def site(self) -> str:
        """The organisation's own website, on which articles are posted: the one that is known, else as submitted."""
        organisation = self.organisation and self.organisation.itself
        return (organisation.website if organisation else "") or self.website

    @property
    def is_renewal(self) -> bool:
        """Whether an accreditation that was not revoked is renewed; derived, never asked (S14, B4)."""
        before = self.would_renew if self.state == State.DRAFT else self.renews
        return before is not None and before.state == State.APPROVED

    @cached_property
    def would_renew(self) -> "AnnualRequest | None":
        """What this draft renews if it is sent today."""
        return self.predecessor()

    @property
    def has_conforming_original(self) -> bool:
        """Whether an original of this organisation was recorded as conforming, and not struck out since (S8)."""
        return any(arrival.is_of(self.organisation) for arrival in self.conforming_arrivals)

    @property
    def conforming_arrivals(self) -> list[Any]:
        """The originals that conform, of whatever organisation: a new outlet needs a new one."""
        arrivals = self.attestations.all() if self.pk else ()
        return [arrival for arrival in arrivals if arrival.conforms and not arrival.struck_at]

    @property
    def said_posted_at(self) -> datetime | None:
        """When the applicant said that the original is posted, unless something has arrived since (B13)."""
        arrivals = [arrival.recorded_at for arrival in self.attestations.all() if not arrival.struck_at]
        return self.posted_at if self.posted_at and all(at < self.posted_at for at in arrivals) else None

    @property
    def has_track_record(self) -> bool:
        """Whether anything is named or attached that can prove one: of a draft what is kept, else what was sent."""
        there = self.has_attached if self.state == State.DRAFT else self.has_handed_in
        return bool(self.track_record.strip()) or there("track_record")

    def works(self, kind: str) -> list[Article]:
        """The articles or publications that stand, in the order in which they were entered."""
        found = [a for a in self.articles.all() if a.kind == kind and not a.removed_at] if self.pk else []
        return sorted(found, key=lambda article: article.pk)

    def awaits_original(self, on: date | None = None) -> bool:
        """Whether the editor's original is needed and not there yet (S8, S11)."""
        verdict = criteria.original_attestation(self, on or _today())
        return self.state in AWAITED_IN and verdict == Verdict.NOT_MET

    @property
    def can_be_posted(self) -> bool:
        """Whether its original is awaited, of a draft too: the sheet can be printed, and the posting told (B13)."""
        return self.as_if_sent().awaits_original()

    def predecessor(self, on: date | None = None) -> "AnnualRequest | None":
        """The accreditation that a request made on that day renews; asked of the database once for each day."""
        on, known = on or _today(), self.__dict__.setdefault("_predecessors", {})
        if on not in known:
            mine = AnnualRequest.objects.filter(representative=self.representative_id).exclude(pk=self.pk)
            known[on] = mine.renewable(on=on).order_by("-valid_until", "-pk").first()
        return known[on]

    def as_if_sent(self) -> "AnnualRequest":
        """This draft with the data that its profile holds now: what would be judged if it were sent."""
        return self if self.state != State.DRAFT else self.as_if_taken(self.items_from_profile)

    def as_if_taken(self, items: Iterable[str]) -> "AnnualRequest":
        """This request with the data of these items that the profile holds now."""
        sent, person = copy.copy(self), self.representative
        taken = [item for item in items if item in self.items_from_profile]
        for name, value in profile_values(person, taken).items():
            setattr(sent, self._meta.get_field(name).attname, value)
            if name in ("organisation", "press_card"):  # no need to ask for them again
                setattr(sent, name, getattr(person, name))
        sent.forget_answers_about_another_organisation()
        return sent

    def forget_answers_about_another_organisation(self) -> None:
        """What was said of one organisation is asked anew of the next one (S12)."""
        if not same_organisation(self.answered_for, self.organisation):
            self.online, self.outreach, self.website, self.answered_for = None, None, "", None

    def answers(self, on: date) -> list[Answer]:
        return super(AnnualRequest, self.as_if_sent()).answers(on)

    # What it adds to the steps -------------------------------------------------------------------------------------

    def refusal_of(self, step_name: str, *, at: datetime | None = None) -> Any:
        at = at or timezone.now()
        today = timezone.localdate(at, office.ZONE)
        if step_name == "submit":
            return self._refusal_of_submission(today)
        if step_name == "approve" and self.awaits_original(today):
            return _("The original attestation is not recorded as received and conforming; nobody is approved before.")
        if step_name == "approve" and self.online is None and not self.is_online:
            return _("Nobody said whether the organisation is published online only; ask for the media organisation.")
        if step_name == "approve" and (refusal := self.refusal_to_follow(today)):
            return refusal
        if step_name == "reopen":
            mine = AnnualRequest.objects.filter(representative=self.representative_id, state__in=IN_PROGRESS)
            if mine.exclude(pk=self.pk).exists():
                return _("Another annual request of this person is in progress.")
        if step_name == "extend" and (self.valid_until is None or self.valid_until < today):
            return _("Only an accreditation in force can be extended.")
        return None

    def _refusal_of_submission(self, today: date) -> Any:
        """Only where the procedure leaves no room: every reason, and what is open instead (D20, D21, D50-D55)."""
        sent = self.as_if_sent()
        if (opens := sent.opens_on(today)) and opens > today:
            return _("Your accreditation is in force; it can be renewed from %(day)s on.") % {"day": shown_date(opens)}
        if lacking := missing_for_event(self.representative):
            return _("Your profile lacks: %(items)s.") % {"items": ", ".join(map(str, lacking))}
        if sent.online is None and not sent.is_online:
            return _("Say whether your organisation is published online only.")
        stopped = [answer for answer in sent.answers(today) if answer.stops_sending]
        if not stopped:
            return None
        reasons = [" ".join([f"{answer.criterion.text}:", *map(str, answer.reasons)]) for answer in stopped]
        return _("%(reasons)s Accreditation for single events remains open to you: it needs none of this.") % {
            "reasons": " ".join(reasons)
        }

    def refusal_of_judgement(self, judged: dict[str, dict[str, str]], at: datetime) -> Any:
        """No approval while a criterion is not met or not judged; officers judge only what is theirs (S11-S14)."""
        answers = self.answers(timezone.localdate(at, office.ZONE))
        open_ones = [
            f"{answer.criterion.text} ({answer.criterion.rule})"
            for answer in answers
            if answer.verdict == Verdict.NOT_MET
            or judged.get(answer.criterion.name, {}).get("verdict") == Verdict.NOT_MET
            or (answer.is_judged and judged.get(answer.criterion.name, {}).get("verdict") != Verdict.MET)
        ]
        if not open_ones:
            return None
        return _("It cannot be approved: these criteria are not met, or not judged yet: %(criteria)s.") % {
            "criteria": "; ".join(open_ones)
        }

    def settle(self, step_name: str, *, at: datetime, by: Any, until: date | None = None, **details: Any) -> None:
        today = timezone.localdate(at, office.ZONE)
        if step_name == "submit":
            self.renews, self.changes_outlet = self.followed(today), self.reports_a_change(today)
            self.articles.in_use().filter(sent_on=None).update(sent_on=today)
            forget_prefetched(self, "articles")
            self.hand_in(self.attachments.model.Kind.values, at)
        elif step_name == "approve":
            self.valid_from, self.valid_until = self.validity_if_approved(today)
            if until is not None:
                if not self.valid_from <= until <= self.valid_until:
                    raise StepRefused(_now("The last day can be brought forward, not put off, nor before the first."))
                self.valid_until = until
            self.replace_the_followed(by=by, at=at)
        elif step_name == "reopen":
            self.valid_from, self.valid_until = None, None
        elif step_name in ("revoke", "withdraw", "close") and self.valid_until:
            self.valid_until = max(min(self.valid_until, today), self.valid_from)
            accreditation_ended.send(type(self), annual_request=self, on=today)

    def stopped(self, at: datetime) -> set[str]:
        answers = self.answers(timezone.localdate(at, office.ZONE))
        return {answer.criterion.name for answer in answers if answer.stops_sending}

    def refusal_of_change(self, stopped: set[str], items: list[str] | None, at: datetime) -> Any:
        """Why a correction or an answer is not taken: it would bring about what stops the sending (D20, D50-D55)."""
        today = timezone.localdate(at, office.ZONE)
        if items is None and (lacking := missing_for_event(self.representative)):
            return _("Your profile lacks: %(items)s.") % {"items": ", ".join(map(str, lacking))}
        if self.online is None and not self.is_online:
            return _("Say whether your organisation is published online only.")
        if self.changes_nothing(today):
            return _("Your accreditation in force is for this organisation already. Withdraw this request instead.")
        asked = None if items is None else {name for item in items for name in CRITERIA_OF_ITEM.get(item, ())}
        reasons = [
            " ".join([f"{answer.criterion.text}:", *map(str, answer.reasons)])
            for answer in self.answers(today)
            if answer.stops_sending and answer.criterion.name not in stopped
            if asked is None or answer.criterion.name in asked
        ]
        return " ".join(reasons) or None

    def take_data(self, items: list[str] | None, at: datetime) -> dict[str, Any]:
        taken = super().take_data(items, at)
        self.forget_answers_about_another_organisation()
        return taken

    def take_sent(self, items: list[str] | None, at: datetime) -> dict[str, Any]:
        return self.hand_in(self.kinds_of(items) if items is not None else self.attachments.model.Kind.values, at)

    @step(label=pgettext_lazy("step", "Extend"), sources=[State.APPROVED], target=State.APPROVED,
          who=an_officer, tells="extended")  # fmt: skip
    def extend(self, *, by, at, note, words, until):
        """Let an accreditation in force last longer, with a recorded reason (post delays at the year's end)."""
        self._refuse_or("extend", at)
        if not note.strip():
            raise StepRefused(_("Say why it is extended; the reason is recorded."))
        if until <= self.valid_until:
            raise StepRefused(_("The accreditation holds to that day already."))
        if until > self.valid_until + office.FURTHEST_EXTENSION:
            raise StepRefused(_("This day is more than a year away: look at the year."))
        older, self.valid_until = self.valid_until, until
        return {"older": {"valid_until": older.isoformat()}}

    def end_of_collection(self, at: datetime) -> Any:
        if self.valid_until < timezone.localdate(at, office.ZONE):
            return _("The accreditation has ended: do not hand over the pass.")
        return None

    def letter_values(self, notice_name: str, *, words: str, verdicts: Any = ()) -> dict[str, Any]:
        return letter_values(self, notice_name, words=words, verdicts=verdicts)


def _today() -> date:
    return timezone.localdate(timezone=office.ZONE)
