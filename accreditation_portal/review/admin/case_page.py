"""One case on one page: a form per open step, then the next case; and its whole story, to print."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.apps import apps
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accreditation_portal import office
from accreditation_portal.review.admin.case_list import CaseList
from accreditation_portal.review.admin.notes import InternalNotes
from accreditation_portal.review.assignment import assign, officers_of
from accreditation_portal.review.conversation import conversation_of
from accreditation_portal.review.facts import documents_of, facts_of, judged_before, record_of, story_of
from accreditation_portal.review.forms import REASONS_OFFERED, NoteForm, StepForm
from accreditation_portal.review.models import Case, Reason
from accreditation_portal.review.presence import colleagues_reading, has_left
from accreditation_portal.review.preview import letter_at_first_sight, letter_of
from accreditation_portal.review.references import is_number
from accreditation_portal.review.states import Item, State
from accreditation_portal.review.steps import (
    SettledMeanwhile,
    Step,
    StepRefused,
    an_officer,
    one_transaction,
    open_steps,
    steps_of,
)
from accreditation_portal.review.timeline import awaited_of, reads_the_record, shown_moment

MOST_OTHER_CASES = 10
OPENED = ("approve", "keep")  # the answer that most cases get; no other form is open before somebody opens it


class CasePage(InternalNotes, CaseList):
    """The page of a case, where steps are taken."""

    change_form_template = "admin/review/change_form.html"
    approved_template = "admin/review/approved.html"
    step_form: ClassVar[type[StepForm]] = StepForm  # what a kind of case asks for a step besides
    facts: ClassVar[Mapping[str, tuple[str, ...]]] = {}  # the fields of each item, as they were submitted
    view_on_site = False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST" and "keep_note" not in request.POST:
            return self._take(request, unquote(object_id))
        case = self.get_object(request, unquote(object_id))
        if case is None or not self.has_view_permission(request, case):
            raise Http404
        if not reads_the_record(case, request.user):
            bring = self.what_to_bring(case)
            return self._answer(request, self.approved_template, case, about=self.about(case), bring=bring)
        return self.keep_note(request, case) if request.method == "POST" else self._page(request, case)

    def get_urls(self):
        story = self.admin_site.admin_view(self.story_view)
        assign = self.admin_site.admin_view(self.assign_view)
        return [
            path("<path:object_id>/story/", story, name=f"{self._address}_story"),
            path("<path:object_id>/assign/", assign, name=f"{self._address}_assign"),
            *super().get_urls(),
        ]

    def story_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The whole story of a case on one page to print: what was sent, and every line of the record in full (B8)."""
        case = self.get_object(request, unquote(object_id))
        if case is None or not self.has_view_permission(request, case) or not reads_the_record(case, request.user):
            raise Http404
        decisions = case.decisions.select_related("by", "letter").order_by("at", "pk")
        return self._answer(
            request, "admin/review/story.html", case, about=[*self.about(case), *self.about_for_officers(case)],
            facts=facts_of(case, self.facts), documents=documents_of(case), printed=shown_moment(timezone.now()),
            story=story_of(record_of(decisions, case), case.happened_besides(inside=True)),
            begun=shown_moment(case.created_at),
        )  # fmt: skip

    def assign_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Give the case to the officer who asks, to a colleague or to nobody, unless somebody did meanwhile."""
        case = self.get_object(request, unquote(object_id))
        if case is None or not self.has_view_permission(request, case) or not reads_the_record(case, request.user):
            raise Http404
        if request.method != "POST" or not an_officer.holds(case, request.user):
            raise PermissionDenied
        wanted, shown = request.POST.get("to", ""), request.POST.get("was", "")
        to = officers_of(type(case)).filter(pk=int(wanted)).first() if is_number(wanted) else None
        if wanted and to is None:
            messages.error(request, _("This colleague cannot be given the case."))
        elif assign(type(case), [case.pk], to=to, by=request.user, instead_of=int(shown) if is_number(shown) else None):
            said = _("%(reference)s is assigned to %(name)s.") if to else _("%(reference)s is assigned to nobody.")
            messages.success(request, said % {"reference": case.shown_reference, "name": to and to.shown_name})
        elif case.assigned_to_id != (to and to.pk):  # else: the second of two clicks
            who = case.assigned_to.shown_name if case.assigned_to else _("nobody")
            messages.error(request, _("Nothing was changed: meanwhile it was assigned to %(name)s.") % {"name": who})
        return redirect(self._within(request, self._url(case)))

    def history_view(self, request, object_id, extra_context=None):
        """The record is on the case's own page; there is no second history."""
        return redirect(reverse(f"admin:{self._address}_change", args=[unquote(object_id)]) + "#record")

    def _take(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the step that was posted, or show its letter first; whatever stops it, nothing typed is lost."""
        by, at, letter = request.user, timezone.now(), None
        try:
            with one_transaction("a step", object_id):
                case = self._locked(request, object_id)
                step = self._step_named(request.POST.get("step", ""))
                if step.role_of(case, by) is None:
                    raise PermissionDenied
                form = self._form(case, step, {}, request.POST)
                if request.POST.get("seen") != str(case.latest_decision_id) or case.state not in step.sources:
                    raise SettledMeanwhile(case)
                if wanted := form.is_valid() and request.POST.get("act") != "preview":
                    step.take_on(case, by=by, at=at, **form.arguments())
            if wanted:
                return self._taken(request, case)
            if form.is_valid():
                letter = letter_of(case, step, by=by, at=at, **form.arguments())
        except SettledMeanwhile as exception:
            return self._settled(request, step, form, exception)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            return self._page(request, self.get_object(request, object_id), form=form, status=409)
        return self._page(request, self.get_object(request, object_id), form=form, letter=letter)

    def _step_named(self, name: str) -> Step:
        if step := {step.name: step for step in steps_of(self.model)}.get(name):  # type: ignore[arg-type]
            return step
        raise BadRequest("no such step")

    def _locked(self, request: HttpRequest, object_id: str) -> Case:
        """The case that this officer may decide, as it is now, locked until the step is taken."""
        try:
            case = self.get_queryset(request).locked_for_a_step().get(pk=object_id)
        except (self.model.DoesNotExist, ValidationError, ValueError) as error:
            raise Http404 from error
        if not self.has_view_permission(request, case):
            raise Http404
        if not reads_the_record(case, request.user):
            raise PermissionDenied
        return case

    def _taken(self, request: HttpRequest, case: Case) -> HttpResponse:
        has_left(case, request.user)
        following = self._next(request, case)
        done = _("%(reference)s is now “%(state)s”. The applicant is told by email.") % {
            "reference": case.shown_reference,
            "state": case.get_state_display(),
        }
        if following and request.POST.get("act") == "take_next":
            messages.success(request, done)
            # Else a browser goes where the form was on the page before.
            return redirect(f"{self._within(request, self._url(following))}#content-start")
        where = self._within(request, self._url(following)) if following else ""
        link = format_html(' <a href="{}">{}</a>', where, _("Next case")) if following else ""
        messages.success(request, format_html("{}{}", done, link))
        return redirect(f"{self._within(request, self._url(case))}#content-start")

    def _settled(self, request: HttpRequest, step: Step, form: StepForm, exception: SettledMeanwhile) -> HttpResponse:
        """Say who did what meanwhile (B7); what was typed waits in the new form, or beside it."""
        latest = exception.latest
        if latest and latest.by_id == request.user.pk and latest.step == step.name:
            messages.info(request, _("You have taken this step already. %(what)s") % {"what": exception})
            return redirect(self._within(request, self._url(exception.case)))
        messages.error(request, _("Nothing was done: the case has changed meanwhile. %(what)s") % {"what": exception})
        case = self.get_object(request, exception.case.pk)
        return self._page(request, case, form=form, stale=True, status=409)

    # The page ------------------------------------------------------------------------------------------------------

    def _page(self, request: HttpRequest, case: Case, *, form: StepForm | None = None, letter: Any = None,
              stale: bool = False, status: int = 200, note_form: NoteForm | None = None) -> HttpResponse:  # fmt: skip
        """The case with a form for every open step; ``form`` or ``note_form`` is the one that was sent."""
        decisions = list(case.decisions.select_related("by", "letter").order_by("-at", "-pk"))
        judged, answers = judged_before(decisions), self._answers(case)
        steps, reasons = self._steps(case, request.user), list(Reason.objects.of_kind(type(case)))
        forms = []
        for step in steps:
            sent = form if form and form.step.name == step.name else None
            typed = sent.typed if sent else None
            fresh = self._form(case, step, judged, answers=answers, reasons=reasons, typed=typed)
            forms.append(fresh if stale or not sent else sent)
        opened = form.step.name if form else next((step.name for step in steps if step.name in OPENED), "")
        if letter is None and form is None and opened == "approve":
            letter = letter_at_first_sight(case, steps[0], answers=answers, by=request.user, at=timezone.now())
        return self._answer(
            request, self.change_form_template, case, status=status, forms=forms, opened=opened, letter=letter,
            not_now=self._not_now(case, request.user),
            left_over=form.typed_in_words if form and form.step.name not in [step.name for step in steps] else [],
            facts=facts_of(case, self.facts), documents=documents_of(case),
            awaited=[Item(item).label for item in case.requested_items],
            answers=[(answer, judged.get(answer.criterion.name)) for answer in answers],
            about=[*self.about(case), *self.about_for_officers(case)], record=record_of(decisions, case),
            other_cases=self._other_cases(request, case),
            duplicates=self.duplicates(case, request.user) if case.data_taken_at else None,
            colleagues=colleagues_reading(case, request.user, timezone.now()),
            identity_changed=self._identity_changed(case), following=self._next(request, case),
            colleagues_to_assign=officers_of(type(case)),
            to_assign=self._within(request, reverse(f"admin:{self._address}_assign", args=[case.pk])),
            stands=awaited_of(case, decisions), conversation=conversation_of(case, decisions, inside=True),
            **self.notes_on_page(case, request.user, note_form),
            **self.papers(case),
        )  # fmt: skip

    def _answer(self, request, template, case, *, status=200, **context) -> HttpResponse:
        if following := context.get("following"):
            context["to_following"] = self._within(request, self._url(following))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts, "case": case, "original": case, "title": case.shown_reference,
            "person": self.name(case), "subject": self.subject(case), "is_nav_sidebar_enabled": False,
            "office": office, "to_list": self._within(request, reverse(f"admin:{self._address}_changelist")),
            **context,
        }  # fmt: skip
        return TemplateResponse(request, template, context, status=status)

    def _steps(self, case: Case, user: Any) -> list[Step]:
        """The open steps as the page offers them: the answer first. Keeping an approval answers a changed identity."""
        wanted = ("approve", "keep", "request_information", "complete", "deny", "revoke", "extend", "reopen", "close")
        by_name = {step.name: step for step in open_steps(case, user)}
        if not self._identity_changed(case):
            by_name.pop("keep", None)
        return [by_name[name] for name in wanted if name in by_name]

    def _not_now(self, case: Case, user: Any) -> list[tuple[Any, Any]]:
        """The steps that the state would allow and something else stops: their labels, and why (B15)."""
        stopped = [step for step in steps_of(type(case)) if step.is_open(case, user)]
        refusals = {step.label: case.refusal_of(step.name) for step in stopped}
        return [(label, refusal) for label, refusal in refusals.items() if refusal]

    def _form(self, case: Case, step: Step, judged: dict[str, dict[str, str]], data: Any = None, *,
              answers: list[Any] | None = None, reasons: Iterable[Reason] | None = None,
              typed: dict[str, Any] | None = None) -> StepForm:  # fmt: skip
        initial = {f"verdict_{name}": given["verdict"] for name, given in judged.items()}
        initial |= {f"remark_{name}": given.get("note", "") for name, given in judged.items()} | (typed or {})
        if reasons is None:
            reasons = Reason.objects.of_kind(type(case)) if step.name in REASONS_OFFERED else ()
        return self.step_form(
            step, case, data, answers=answers or self._answers(case), reasons=reasons, initial=initial
        )

    def _answers(self, case: Case) -> list[Any]:
        return case.answers(timezone.localdate(timezone=office.ZONE))

    def _identity_changed(self, case: Case) -> bool:
        """Whether the person's identity changed after the approved case took its data (B14)."""
        changed = case.representative.identity_changed_at
        return bool(case.state == State.APPROVED and changed and case.data_taken_at and changed > case.data_taken_at)

    def _next(self, request: HttpRequest, case: Case) -> Case | None:
        """The case that follows in the queue; after the last one, or after a decision, the oldest.

        Who came from a list that filters narrowed stays within it.
        """
        queue, choices = self.get_queryset(request), QueryDict(request.GET.get("_changelist_filters", ""))
        if choices:
            try:
                queue = self.narrowed(request, choices)
            except IncorrectLookupParameters:  # somebody has written the address
                choices = QueryDict()
        if "state" not in choices:
            queue = self.queue(queue, timezone.now())
        queue = queue.exclude(pk=case.pk).order_by("state_since", "pk").select_related(None).only("pk")
        later = Q(state_since__gt=case.state_since) | Q(state_since=case.state_since, pk__gt=case.pk)
        # Implied by the other condition, but it is the one that an index can begin at.
        later &= Q(state_since__gte=case.state_since)
        # After a step the case is the newest of all: the oldest follows.
        return (request.method != "POST" and queue.filter(later).first()) or queue.first()

    def _other_cases(self, request: HttpRequest, case: Case) -> list[tuple[Any, str, Case]]:
        """The person's other cases of every kind, newest first: what they are about, and where they are read."""
        found = []
        for model in apps.get_models():
            desk = self.admin_site._registry.get(model)
            if not isinstance(desk, CasePage) or not desk.reads_all(request):
                continue
            cases = model.objects.filter(representative=case.representative_id).select_related(
                *desk.list_select_related
            )
            if model is type(case):
                cases = cases.exclude(pk=case.pk)
            newest = cases.order_by("-state_since", "-pk")[:MOST_OTHER_CASES]
            found += [(desk.subject(other), desk._url(other), other) for other in newest]
        return found
