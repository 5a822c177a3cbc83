"""Ask for annual accreditation: what is asked, part by part, kept as a draft; the list of criteria; the sending."""

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from accreditation_portal.review.criteria import Answer, Verdict
from accreditation_portal.review.files import KEEP
from accreditation_portal.review.states import State
from accreditation_portal.review.steps import SettledMeanwhile, StepRefused
from annual.forms import FORM_OF_PART, DeclarationForm
from annual.forms.piece import PieceForm
from annual.models import AnnualRequest
from annual.models.drafts import begun, draft_of
from annual.parts import CRITERIA, Part, parts_of
from annual.renewal import Kind, Opening, carried_over, opening
from annual.views.own import shown, today
from profiles.completeness import lacks
from profiles.views.people import RepresentativesPage

CAN_ASK = {Kind.NEW, Kind.RENEWAL, Kind.CHANGE}
NOT_KEPT = {
    Kind.IN_PROGRESS: gettext_lazy("Your request is sent already: what you entered here was not kept."),
    Kind.TOO_EARLY: gettext_lazy("It is too early to renew: what you entered here was not kept."),
}


class ApplyingPage(RepresentativesPage, View):
    """What every page of asking knows: whether one can ask, the draft if there is one, and what it would be."""

    @cached_property
    def opening(self) -> Opening:
        return opening(self.representative, today())

    @cached_property
    def draft(self) -> AnnualRequest | None:
        current = self.opening.request
        return self.reread(current) if current and current.state == State.DRAFT else None

    @cached_property
    def candidate(self) -> AnnualRequest:
        """The draft, or the one that would be begun, with today's data of the profile."""
        draft = self.draft
        if draft is None:
            draft = begun(self.representative, timezone.now())
        return draft.as_if_sent()

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.is_staff and self.is_elsewhere():
            return redirect(self.opening.request or "annual:apply")
        return super().dispatch(request, *args, **kwargs)

    def is_elsewhere(self) -> bool:
        """Whether there is nothing to ask on this page: one is under review, or it is too early."""
        return self.opening.kind not in CAN_ASK

    def reread(self, request: AnnualRequest) -> AnnualRequest:
        """The row as it is now, with what the pages show of it."""
        found = shown(AnnualRequest.objects.of(self.request.user)).get(pk=request.pk)
        found.representative = self.representative
        return found

    def rendered(self, template: str, **context: Any):
        return render(self.request, template, {"opening": self.opening, "today": today(), **context})


class Apply(ApplyingPage):
    """What is asked, how far it is, and what a renewal takes over; its POST begins the draft."""

    def is_elsewhere(self) -> bool:
        return self.opening.kind == Kind.IN_PROGRESS

    def get(self, request):
        candidate, kind = self.candidate, self.opening.kind
        answers = candidate.answers(today())
        parts = parts_of(candidate, today())
        held = self.opening.held if kind in (Kind.RENEWAL, Kind.CHANGE) else None
        before = AnnualRequest.objects.of(request.user).filter(state__in=[State.DENIED, State.REVOKED, State.CLOSED])
        return self.rendered(
            "annual/apply.html",
            candidate=candidate,
            draft=self.draft,
            can_ask=kind in CAN_ASK,
            missing=[lack for lack in lacks(self.representative, today()) if lack.for_event],
            parts=[(part, state_of(part, answers, candidate)) for part in parts],
            first=parts[0],
            stopped=[a for a in answers if a.stops_sending and a.criterion.name == "residence_in_belgium"]
            if candidate.residence_country
            else [],  # a profile that is only begun says nothing yet
            carried=carried_over(candidate, held, today()) if held else None,
            before=before.order_by("-state_since", "-pk").first(),
        )

    def post(self, request):
        if self.opening.kind not in CAN_ASK:
            return redirect("annual:apply")
        draft = self.reread(draft_of(self.representative, timezone.now()))
        sent = draft.as_if_sent()
        waiting = [part for part, state in states_of(sent) if state == "todo"]
        return redirect("annual:part", waiting[0]) if waiting else redirect("annual:check")


class ApplyPart(ApplyingPage):
    """One part. Its POST keeps whatever is valid at once, then goes on to the next part, or away."""

    @cached_property
    def part(self) -> Part:
        try:
            return Part(self.kwargs["part"])
        except ValueError as error:
            raise Http404 from error

    def dispatch(self, request, *args, **kwargs):
        own = request.user.is_authenticated and not request.user.is_staff
        if own and request.method == "POST" and self.is_elsewhere():
            messages.warning(request, NOT_KEPT[self.opening.kind])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, part):
        if self.part not in parts_of(self.candidate, today()):
            return redirect("annual:apply")
        return self.page(self.form(self.draft or begun(self.representative, timezone.now())))

    def post(self, request, part):
        draft = self.reread(draft_of(self.representative, timezone.now()))
        form = self.form(draft, request.POST, request.FILES)
        form.is_faultless  # noqa: B018 - opens the files: that takes its time, and is over before the row is locked
        with transaction.atomic():
            mine = AnnualRequest.objects.of(request.user).select_for_update(of=("self",))
            locked = mine.select_related("representative__user").get(pk=draft.pk)
            if locked.state != State.DRAFT:
                messages.warning(request, NOT_KEPT[Kind.IN_PROGRESS])
                return redirect(locked)
            stale = form.is_stale
            form.keep_files(locked)
            if not stale and KEEP not in request.POST:
                form.keep_words(locked)
            locked.press_attachment_button(request.POST, form.file_kinds)
        if stale:
            messages.warning(request, _(
                "This part was changed in another window. What you entered is below: save it again if it is right."
            ))  # fmt: skip
            form.case = draft = self.reread(locked)
            self.__dict__["draft"] = draft
            self.__dict__.pop("candidate", None)
            return self.page(form)
        return self.answer(form, self.reread(locked))

    def answer(self, form: PieceForm, draft: AnnualRequest):
        if form.faulty or KEEP in self.request.POST:
            form.case = draft
            self.__dict__["draft"] = draft
            self.__dict__.pop("candidate", None)
            return self.page(form)
        if "continue" in self.request.POST:
            parts = parts_of(draft.as_if_sent(), today())
            later = [part for part in parts if list(Part).index(part) > list(Part).index(self.part)]
            return redirect("annual:part", later[0]) if later else redirect("annual:check")
        if "later" in self.request.POST:
            messages.success(self.request, _("Your draft is kept. It is not submitted yet."))
            return redirect("annual:apply")
        return redirect(reverse("annual:part", args=[self.part]) + "#answers")

    def form(self, draft: AnnualRequest, *data: Any) -> PieceForm:
        draft = draft.as_if_sent() if not data else with_organisation(draft)
        sending = "continue" in self.request.POST
        return FORM_OF_PART[self.part](*data, case=draft, today=today(), sending=sending)

    def page(self, form: PieceForm):
        candidate = self.candidate
        answers = [a for a in candidate.answers(today()) if a.criterion.name in CRITERIA[self.part]]
        return self.rendered(
            f"annual/parts/{self.part.replace('-', '_')}.html",
            part=self.part,
            form=form,
            faulty=form.faulty if form.is_bound else [],
            draft=self.draft,
            candidate=candidate,
            person=self.representative,
            parts=[(part, state) for part, state in states_of(candidate)],
            attached=self.draft.attached_by_kind() if self.draft else {},
            answers=[a for a in answers if a.verdict != Verdict.NOT_ASKED and a.reasons],
        )


class Check(ApplyingPage):
    """Everything once more, the list of criteria, the declaration, and the sending."""

    def get(self, request):
        if self.draft is None:
            return redirect("annual:apply")
        return self.page(DeclarationForm())

    def post(self, request):
        if self.draft is None:
            messages.info(request, _("There is nothing to send yet: begin with your request first."))
            return redirect("annual:apply")
        form = DeclarationForm(request.POST)
        if request.POST.get("checked", "") not in ("", contents_of(self.draft, self.answers)):
            messages.warning(request, _("Something was changed in another window. Please check your answers again."))
            return self.page(form)
        if not form.is_valid():
            return self.page(form)
        read = [a.criterion.name for a in self.answers if a.verdict in (Verdict.NOT_MET, Verdict.FOR_OFFICER)]
        try:
            self.draft.submit(by=request.user, changes={"declared": True, "confirmed": read})
        except SettledMeanwhile:  # the other of two clicks was first
            return redirect(self.draft)
        except StepRefused as refusal:
            messages.error(request, str(refusal))
            return self.page(form)
        messages.success(
            request,
            _("Your request %(reference)s is submitted. A confirmation is on its way to %(address)s.")
            % {"reference": self.draft.shown_reference, "address": request.user.email},
        )
        return redirect(self.draft)

    @cached_property
    def answers(self) -> list[Answer]:
        return self.draft.answers(today()) if self.draft else []

    def page(self, form: DeclarationForm):
        candidate = self.candidate
        held = self.opening.held if self.opening.kind in (Kind.RENEWAL, Kind.CHANGE) else None
        return self.rendered(
            "annual/check.html",
            form=form,
            draft=self.draft,
            candidate=candidate,
            person=self.representative,
            answers=self.answers,
            refusal=self.draft.refusal_of("submit"),
            stopped=[answer for answer in self.answers if answer.stops_sending],
            parts=[(part, state) for part, state in states_of(candidate)],
            attached=self.draft.attached_by_kind(),
            carried=carried_over(candidate, held, today()) if held else None,
            checked=contents_of(self.draft, self.answers),
        )


def with_organisation(draft: AnnualRequest) -> AnnualRequest:
    """The draft for a form that will be kept: of the profile only what the questions depend on."""
    seen = draft.as_if_sent()
    seen.representative = draft.representative
    return seen


def states_of(candidate: AnnualRequest) -> list[tuple[Part, str]]:
    answers = candidate.answers(today())
    return [(part, state_of(part, answers, candidate)) for part in parts_of(candidate, today())]


def state_of(part: Part, answers: list[Answer], candidate: AnnualRequest) -> str:
    """ "done", "todo", or "paper" where the portal has nothing more to ask."""
    if part == Part.ATTESTATION:
        return "done" if candidate.has_conforming_original else "paper"
    if part == Part.PUBLICATION and candidate.online is None and not candidate.is_online:
        return "todo"
    mine = [answer.verdict for answer in answers if answer.criterion.name in CRITERIA[part]]
    return "todo" if Verdict.NOT_MET in mine else "done"


def contents_of(draft: AnnualRequest, answers: list[Answer]) -> str:
    """A short name of what would be submitted now, and of how it stands: a page that showed something else is stale."""
    own = [draft.path, draft.belgian_accreditation_id, draft.online, draft.outreach, draft.website, draft.track_record]
    works = [(a.kind, a.title, a.url, a.byline, str(a.published_on)) for a in draft.articles.all() if not a.removed_at]
    card, person = draft.representative.press_card, draft.representative
    parts = [
        draft.pk, *own, *works, sorted(str(a.document_id) for a in draft.attachments.all()), card and card.pk,
        person.updated_at.isoformat(), *((answer.criterion.name, answer.verdict.value) for answer in answers),
    ]  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()[:16]
