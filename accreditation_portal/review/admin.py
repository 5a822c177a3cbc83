"""The desk: one case on one page, a form per open step, then the next case."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accreditation_portal import office
from accreditation_portal.review import references
from accreditation_portal.review.facts import documents_of, facts_of, judged_before, record_of, story_of
from accreditation_portal.review.filters import StateFilter
from accreditation_portal.review.forms import StepForm
from accreditation_portal.review.models import Case
from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.presence import colleagues_reading, has_left
from accreditation_portal.review.preview import letter_at_first_sight, letter_of
from accreditation_portal.review.states import Item, State
from accreditation_portal.review.steps import SettledMeanwhile, Step, StepRefused, open_steps, steps_of
from accreditation_portal.review.timeline import reads_the_record, short_moment, shown_moment

MOST_PEOPLE_OF_A_SEARCH = 500
MOST_OTHER_CASES = 10
OPENED = ("approve", "keep")  # the answer that most cases get; no other form is open before somebody opens it


class ReviewAdmin(admin.ModelAdmin):
    """One case on one page: facts are read here, steps are taken here; nothing is typed over.

    Officers read all; the Pass Office reads what is approved, and of that only what the pass needs.
    """

    actions = None
    change_form_template = "admin/review/change_form.html"
    change_list_template = "admin/review/change_list.html"
    approved_template = "admin/review/approved.html"
    list_display = ("shown_reference", "name", "shown_state", "submitted", "since")
    list_display_for_pass_office: ClassVar[tuple[str, ...]] = ("shown_reference", "name")
    list_filter = (StateFilter,)
    list_filter_for_pass_office: ClassVar[tuple[Any, ...]] = ()
    list_per_page = 50
    list_select_related = ("representative__user",)
    ordering = ("state_since", "pk")
    paginator = CappedPaginator
    search_fields = ("reference",)  # shows the box; get_search_results finds
    search_help_text = gettext_lazy(
        "Reference; name in any spelling, or email address; number of a press card; media organisation"
    )
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False  # officers' lists never count all rows
    view_on_site = False

    step_form: ClassVar[type[StepForm]] = StepForm  # what a kind of case asks for a step besides
    facts: ClassVar[Mapping[str, tuple[str, ...]]] = {}  # the fields of each item, as they were submitted
    page_select_related: ClassVar[tuple[str, ...]] = ("representative__user", "photo", "decided_by")
    page_prefetch_related: ClassVar[tuple[str, ...]] = ()

    # Who sees what -------------------------------------------------------------------------------------------------

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        if self.reads_all(request):
            return obj is None or obj.representative.user_id != request.user.pk
        return self.reads_approved(request) and (obj is None or obj.state == State.APPROVED)

    def reads_all(self, request) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.view_{self.opts.model_name}")

    def reads_approved(self, request) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.view_approved_{self.opts.model_name}")

    def get_queryset(self, request):
        cases = super().get_queryset(request)
        if self.reads_all(request):
            return cases
        return cases.approved() if self.reads_approved(request) else cases.none()

    def get_object(self, request, object_id, from_field=None):
        cases = self.get_queryset(request).select_related(*self.page_select_related)
        try:
            return cases.prefetch_related(*self.page_prefetch_related).get(pk=object_id)
        except (self.model.DoesNotExist, ValidationError, ValueError):
            return None

    # What each kind of case adds -----------------------------------------------------------------------------------

    def queue(self, cases: QuerySet, at: Any) -> QuerySet:
        """The cases that an officer can decide now."""
        return cases.awaiting_review()

    def queues(self) -> dict[str, tuple[Any, Callable[[QuerySet, Any], QuerySet]]]:
        """The other queues, choices of the filter by state: their names, and how each narrows the list."""
        return {
            "awaited": (gettext_lazy("Information awaited"), lambda cases, at: cases.awaiting_information()),
            "unanswered": (
                gettext_lazy("Information not given in time"),
                lambda cases, at: cases.awaiting_information().filter(reply_by__lt=timezone.localdate(at, office.ZONE)),
            ),
            "identity_changed": (
                gettext_lazy("Identity changed after approval"),
                lambda cases, at: cases.with_identity_changed(),
            ),
        }

    def subject(self, case: Case) -> Any:
        """What the case is about, in a few words."""
        return self.opts.verbose_name

    def about(self, case: Case) -> list[tuple[Any, Any]]:
        """What the head of the page says of the case besides its state, to all who may open it."""
        return []

    def about_for_officers(self, case: Case) -> list[tuple[Any, Any]]:
        """What it says to officers besides."""
        return [(_("Submitted"), shown_moment(case.submitted_at))] if case.submitted_at else []

    def papers(self, case: Case) -> dict[str, Any]:
        """What the block ``papers`` of the page shows of this kind of case."""
        return {}

    def duplicates(self, case: Case, reader: Any) -> Any:
        """Who may be the same person, or use the same papers, as the page lays them side by side (B14)."""
        return None

    def what_to_bring(self, case: Case) -> list[Any]:
        """What the person shows when the pass is collected (P9)."""
        return []

    # The list ------------------------------------------------------------------------------------------------------

    def get_list_display(self, request):
        return self.list_display if self.reads_all(request) else self.list_display_for_pass_office

    def get_list_filter(self, request):
        return self.list_filter if self.reads_all(request) else self.list_filter_for_pass_office

    def lookup_allowed(self, lookup, value, request):
        # A list narrowed by any field would tell the Pass Office, letter by letter, what it may not read.
        names = (getattr(choice, "parameter_name", choice) for choice in self.get_list_filter(request))
        return lookup.removesuffix("__exact") in names

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if not term:
            return queryset, False
        if reference := references.normalised(term):
            return queryset.filter(reference=reference), False
        people = self.opts.get_field("representative").related_model.objects
        found = people.found_by(term) if self.reads_all(request) else people.named(term)
        # Step by step: a search across joined tables can use no index.
        wanted = Q(representative__in=list(found.values_list("pk", flat=True)[:MOST_PEOPLE_OF_A_SEARCH]))
        if self.reads_all(request):
            organisations = self.opts.get_field("organisation").related_model.objects.named(term)
            wanted |= Q(organisation__in=list(organisations.values_list("pk", flat=True)))
        return queryset.filter(wanted), False

    def get_changelist_instance(self, request):
        found = super().get_changelist_instance(request)
        found.search_help_text = str(self.search_help_text) if self.reads_all(request) else _("Reference, or name")
        return found

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    @admin.display(description=gettext_lazy("reference"), ordering="reference")
    def shown_reference(self, case):
        return case.shown_reference

    @admin.display(description=gettext_lazy("name"))
    def name(self, case):
        return case.full_name or case.representative.full_name or case.representative.user.username

    @admin.display(description=gettext_lazy("media organisation"))
    def organisation_and_standing(self, case):
        organisation = case.organisation and case.organisation.itself
        if organisation is None:
            return case.organisation_name or case.get_employment_display()
        return format_html(
            '{} <span class="standing {}">{}</span>',
            case.organisation_name or organisation.name, organisation.standing, organisation.get_standing_display(),
        )  # fmt: skip

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, case):
        return format_html('<span class="badge {}">{}</span>', case.state, case.get_state_display())

    @admin.display(description=gettext_lazy("submitted"), ordering="submitted_at")
    def submitted(self, case):
        return short_moment(case.submitted_at) if case.submitted_at else "–"

    @admin.display(description=pgettext_lazy("column", "in this state since"), ordering="state_since")
    def since(self, case):
        return short_moment(case.state_since)

    # One case ------------------------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        case = self.get_object(request, unquote(object_id))
        if case is None or not self.has_view_permission(request, case):
            raise Http404
        if not reads_the_record(case, request.user):
            if request.method == "POST":
                raise PermissionDenied
            bring = self.what_to_bring(case)
            return self._answer(request, self.approved_template, case, about=self.about(case), bring=bring)
        return self._take(request, case) if request.method == "POST" else self._page(request, case)

    def get_urls(self):
        story = self.admin_site.admin_view(self.story_view)
        return [path("<path:object_id>/story/", story, name=f"{self._address}_story"), *super().get_urls()]

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

    def history_view(self, request, object_id, extra_context=None):
        """The record is on the case's own page; there is no second history."""
        return redirect(reverse(f"admin:{self._address}_change", args=[unquote(object_id)]) + "#record")

    @property
    def _address(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _take(self, request: HttpRequest, case: Case) -> HttpResponse:
        """Take the step that was posted, or show its letter first; whatever stops it, nothing typed is lost."""
        step = {step.name: step for step in steps_of(type(case))}.get(request.POST.get("step", ""))
        if step is None:
            raise BadRequest("no such step")
        if step.role_of(case, request.user) is None:
            raise PermissionDenied
        form = self._form(case, step, self._judged(case), request.POST)
        if request.POST.get("seen") != str(case.latest_decision_id) or case.state not in step.sources:
            return self._settled(request, step, form, SettledMeanwhile(case))
        if not form.is_valid():
            return self._page(request, case, form=form)
        try:
            if request.POST.get("act") == "preview":
                letter = letter_of(case, step, by=request.user, at=timezone.now(), **form.arguments())
                return self._page(request, case, form=form, letter=letter)
            step.take(case, by=request.user, at=timezone.now(), **form.arguments())
        except SettledMeanwhile as exception:
            return self._settled(request, step, form, exception)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            return self._page(request, case, form=form, status=409)
        return self._taken(request, case)

    def _taken(self, request: HttpRequest, case: Case) -> HttpResponse:
        has_left(case, request.user)
        following = self._next(request, case)
        done = _("%(reference)s is now “%(state)s”. The applicant is told by email.") % {
            "reference": case.shown_reference,
            "state": case.get_state_display(),
        }
        if following and request.POST.get("act") == "take_next":
            messages.success(request, done)
            return redirect(f"{self._url(following)}#content-start")  # else a browser goes where the form before was
        link = format_html(' <a href="{}">{}</a>', self._url(following), _("Next case")) if following else ""
        messages.success(request, format_html("{}{}", done, link))
        return redirect(f"{self._url(case)}#content-start")

    def _settled(self, request: HttpRequest, step: Step, form: StepForm, exception: SettledMeanwhile) -> HttpResponse:
        """Say who did what meanwhile (B7); what was typed waits in the new form, or beside it."""
        latest = exception.latest
        if latest and latest.by_id == request.user.pk and latest.step == step.name:
            messages.info(request, _("You have taken this step already. %(what)s") % {"what": exception})
            return redirect(f"admin:{self._address}_change", exception.case.pk)
        messages.error(request, _("Nothing was done: the case has changed meanwhile. %(what)s") % {"what": exception})
        case = self.get_object(request, exception.case.pk)
        return self._page(request, case, form=form, stale=True, status=409)

    # The page ------------------------------------------------------------------------------------------------------

    def _page(self, request: HttpRequest, case: Case, *, form: StepForm | None = None, letter: Any = None,
              stale: bool = False, status: int = 200) -> HttpResponse:  # fmt: skip
        """The case with a form for every open step; ``form`` is the one that was sent."""
        decisions = list(case.decisions.select_related("by", "letter").order_by("-at", "-pk"))
        judged, answers = judged_before(decisions), self._answers(case)
        steps = self._steps(case, request.user)
        forms = []
        for step in steps:
            sent = form if form and form.step.name == step.name else None
            fresh = self._form(case, step, judged, answers=answers, typed=sent.typed if sent else None)
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
            identity_changed=self._identity_changed(case), following=self._next(request, case), **self.papers(case),
        )  # fmt: skip

    def _answer(self, request, template, case, *, status=200, **context) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts, "case": case, "original": case, "title": case.shown_reference,
            "person": self.name(case), "subject": self.subject(case), "is_nav_sidebar_enabled": False,
            "office": office, **context,
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
              answers: list[Any] | None = None, typed: dict[str, Any] | None = None) -> StepForm:  # fmt: skip
        initial = {f"verdict_{name}": given["verdict"] for name, given in judged.items()}
        initial |= {f"remark_{name}": given.get("note", "") for name, given in judged.items()} | (typed or {})
        return self.step_form(step, case, data, answers=answers or self._answers(case), initial=initial)

    def _answers(self, case: Case) -> list[Any]:
        return case.answers(timezone.localdate(timezone=office.ZONE))

    def _judged(self, case: Case) -> dict[str, dict[str, str]]:
        return judged_before(case.decisions.order_by("-at", "-pk"))

    def _identity_changed(self, case: Case) -> bool:
        """Whether the person's identity changed after the approved case took its data (B14)."""
        changed = case.representative.identity_changed_at
        return bool(case.state == State.APPROVED and changed and case.data_taken_at and changed > case.data_taken_at)

    def _url(self, case: Case) -> str:
        return reverse(f"admin:{self._address}_change", args=[case.pk])

    def _next(self, request: HttpRequest, case: Case) -> Case | None:
        """The case that follows in the queue; after the last one, or after a decision, the oldest."""
        queue = self.queue(self.get_queryset(request), timezone.now()).exclude(pk=case.pk)
        queue = queue.order_by("state_since", "pk")
        later = Q(state_since__gt=case.state_since) | Q(state_since=case.state_since, pk__gt=case.pk)
        return (case.state == State.SUBMITTED and queue.filter(later).first()) or queue.first()

    def _other_cases(self, request: HttpRequest, case: Case) -> list[tuple[Any, str, Case]]:
        """The person's other cases of every kind, newest first: what they are about, and where they are read."""
        found = []
        for model in apps.get_models():
            desk = self.admin_site._registry.get(model)
            if not isinstance(desk, ReviewAdmin) or not desk.reads_all(request):
                continue
            cases = model.objects.filter(representative=case.representative_id).select_related(
                *desk.list_select_related
            )
            if model is type(case):
                cases = cases.exclude(pk=case.pk)
            newest = cases.order_by("-state_since", "-pk")[:MOST_OTHER_CASES]
            found += [(desk.subject(other), desk._url(other), other) for other in newest]
        return found
