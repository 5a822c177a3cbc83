"""The arrival of an editor's attestation at the office: when, how, signed by whom, checked by whom (S8, B13)."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accreditation_portal.dates import shown_date
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.review.timeline import Entry, shown_moment
from profiles.models import MediaOrganisation, search_key
from profiles.models.bodies import same_organisation

AWAITED_IN = (State.DRAFT, State.SUBMITTED, State.INFORMATION_REQUESTED)


class ArrivedMeanwhile(StepRefused):
    """Somebody recorded what the page did not show (B7); ``arrivals`` are those, the oldest first."""

    def __init__(self, arrivals: "list[Attestation]"):
        self.arrivals = arrivals
        super().__init__(" ".join(arrival.sentence for arrival in arrivals))


def signs_for_themselves(signatory: str, case: Any) -> bool:
    """Whether this is a name of the applicant, in whatever order and spelling: nobody signs their own attestation."""
    signed = sorted(search_key(signatory).split())
    names = [
        name
        for person in (case, case.representative)
        for name in (person.full_name, person.latin_name, person.professional_name)
    ]
    return bool(signed) and any(signed == sorted(search_key(name).split()) for name in names)


class AttestationQuerySet(models.QuerySet):
    """Arrivals …"""

    def standing(self):
        """… that nobody has struck out as recorded by mistake."""
        return self.filter(struck_at=None)

    def conforming(self):
        """… of an original that meets the rule: one of these meets it for good."""
        return self.standing().filter(conforms=True)

    @transaction.atomic
    def record(self, case: Any, *, by: Any, seen: int | None = None, **found: Any) -> "Attestation":
        """Record an arrival for this request and tell the applicant.

        ``seen``: the id of the last arrival that the page showed; with an older one nothing is recorded (B7).
        StepRefused: nothing is awaited for it, or the applicant signed what is said to conform.
        """
        now = type(case).objects.select_for_update().get(pk=case.pk)
        if now.representative.user_id == by.pk:
            raise StepRefused(_now("Nobody records the attestation of their own request."))
        if now.state not in AWAITED_IN:
            raise StepRefused(
                _now("This request is “%(state)s”: no attestation is awaited for it.")
                % {"state": now.get_state_display()}
            )
        recorded = self.filter(case=now).select_related("recorded_by").order_by("pk")
        if seen is not None and (unseen := list(recorded.filter(pk__gt=seen))):
            raise ArrivedMeanwhile(unseen)
        if found.get("conforms") and signs_for_themselves(found["signatory"], now):
            raise StepRefused(_now("Nobody signs their own attestation."))
        arrival = self.create(case=now, recorded_by=by, organisation=now.as_if_sent().organisation, **found)
        now.tell("attestation_received" if arrival.conforms else "attestation_not_conforming", words=arrival.why_not)
        return arrival


class Attestation(models.Model):
    """One arrival for one request; a letter that names five people is recorded for each of their requests."""

    class Channel(models.TextChoices):
        POST = "post", _("By post")
        IN_PERSON = "in_person", _("Delivered in person")

    case = models.ForeignKey(
        "annual.AnnualRequest", models.PROTECT, related_name="attestations", verbose_name=_("annual request")
    )
    organisation = models.ForeignKey(
        MediaOrganisation, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("organisation of the request at the arrival"),
    )  # fmt: skip
    arrived_on = models.DateField(_("arrived"))
    channel = models.CharField(_("how it came"), max_length=16, choices=Channel)
    signatory = models.CharField(_("signed by"), max_length=120)
    function = models.CharField(_("function of who signed"), max_length=120)
    is_original = models.BooleanField(_("it is an original, on paper"))
    names_the_person = models.BooleanField(_("it names the applicant"))
    confirms_designation = models.BooleanField(
        _("it confirms the designated press representative for regular coverage")
    )
    conforms = models.BooleanField(_("conforming"))
    why_not = models.TextField(_("why it does not conform"), blank=True, max_length=2000)
    note = models.TextField(_("internal note"), blank=True, max_length=2000)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    struck_at = models.DateTimeField(_("struck out"), null=True, editable=False)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("struck out by"),
    )  # fmt: skip
    struck_why = models.TextField(_("why it was struck out"), blank=True, editable=False)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        verbose_name = _("attestation")
        verbose_name_plural = _("attestations")
        constraints = [
            models.CheckConstraint(
                name="a_conforming_attestation_has_everything",
                condition=Q(conforms=False)
                | (
                    Q(is_original=True, names_the_person=True, confirms_designation=True, why_not="")
                    & ~Q(signatory="")
                    & ~Q(function="")
                ),
            ),
            models.CheckConstraint(
                name="an_attestation_that_does_not_conform_says_why", condition=Q(conforms=True) | ~Q(why_not="")
            ),
            models.CheckConstraint(
                name="an_attestation_struck_out_says_who_and_why",
                condition=Q(struck_at=None, struck_by=None, struck_why="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_why="")),
            ),
        ]
        indexes = [models.Index(fields=["-recorded_at"], name="attestations_by_time")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def is_of(self, organisation: MediaOrganisation | None) -> bool:
        """Whether it came for this organisation: an original of one outlet says nothing of another."""
        return same_organisation(self.organisation, organisation)

    @transaction.atomic
    def strike_out(self, *, by: Any, why: str) -> None:
        """Say that this arrival was recorded by mistake; the row stays, the applicant is told that it is awaited."""
        case = type(self.case).objects.select_for_update().get(pk=self.case_id)
        if case.representative.user_id == by.pk:
            raise StepRefused(_now("Nobody strikes out what arrived for their own request."))
        if not why.strip():
            raise StepRefused(_now("Say why it is struck out; the applicant reads it."))
        if case.state not in AWAITED_IN:
            raise StepRefused(
                _now("This request is “%(state)s”: what was recorded for it stays. Revoke or reopen it instead.")
                % {"state": case.get_state_display()}
            )
        mine = Attestation.objects.standing().filter(pk=self.pk)
        struck = mine.update(struck_at=timezone.now(), struck_by=by, struck_why=why)
        self.refresh_from_db()
        if not struck:
            raise StepRefused(
                _now("It was struck out already, by %(who)s on %(when)s.")
                % {"who": self.struck_by.shown_name, "when": shown_moment(self.struck_at)}
            )
        case.tell("attestation_struck_out", words=why)

    @property
    def finding(self) -> str:
        """What it is by now, in a few words."""
        if self.struck_at:
            return _now("Attestation recorded by mistake, and struck out")
        if self.conforms:
            return _now("Original attestation received and conforming")
        return _now("Attestation received, not conforming")

    @property
    def sentence(self) -> str:
        """Who recorded what when, for an officer whose page is older (B7)."""
        return _now("%(who)s recorded an arrival on %(when)s: “%(finding)s”.") % {
            "who": self.recorded_by.shown_name,
            "when": shown_moment(self.recorded_at),
            "finding": self.finding,
        }

    def entry(self, *, inside: bool) -> Entry:
        """The line of the timeline: what arrived and what the office found, as this reader may read it."""
        who = self.recorded_by.shown_name if inside else ""
        came = _now("It came on %(day)s: %(how)s.") % {
            "day": shown_date(self.arrived_on),
            "how": self.get_channel_display(),
        }
        if inside and self.signatory:
            signed = {"signatory": self.signatory, "function": self.function or "–"}
            came += " " + _now("Signed by %(signatory)s, %(function)s.") % signed
        note, words = self.note if inside else "", self.struck_why if self.struck_at else self.why_not
        return Entry("done", self.finding, self.recorded_at, who=who, text=came, words=words, note=note)
