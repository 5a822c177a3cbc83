"""The batches for the authorities, event by event, behind a permission of their own, apart from every decision."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accreditation_portal import office
from accreditation_portal.review.references import is_number
from accreditation_portal.review.timeline import shown_moment
from accreditation_portal.staff import confirm_identity
from adhoc.admin.verification_results import results_page
from adhoc.models import (
    EventRegistration,
    VerificationBatch,
    VerificationDownload,
    VerificationFile,
    VerificationResult,
)
from adhoc.models.registration import DULY_SUBMITTED
from adhoc.models.verification import WORDS
from adhoc.security_file import Outcome
from adhoc.verification import (
    VERIFY,
    ChangedMeanwhile,
    DoneAlready,
    VerificationRefused,
    candidates,
    make_batch,
    refusal_of_batch,
    standings,
)
from events.models import Event

MOST_EVENTS = 100
MOST_SHOWN = 300  # of those who enter without a doubt; who is held out or doubtful is always listed
ENTRIES_PER_PAGE = 100
HEADS = ("with_authorities", *Outcome.values)


@admin.register(VerificationBatch)
class VerificationBatchAdmin(admin.ModelAdmin):
    """Made once, downloaded, answered; nothing of it is ever changed or deleted."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(VERIFY)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        guarded = self.admin_site.admin_view
        own = [
            path("event/<int:pk>/", guarded(self.event_view), name="adhoc_verificationbatch_event"),
            path("event/<int:pk>/results/", guarded(self.results_view), name="adhoc_verificationbatch_results"),
            path("<int:pk>/download/", guarded(self.download_view), name="adhoc_verificationbatch_download"),
        ]
        return own + super().get_urls()

    def page(self, request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts, "is_nav_sidebar_enabled": False, "office": office, **context,
        }  # fmt: skip
        return TemplateResponse(request, f"admin/adhoc/verification/{template}.html", context, status=status)

    def guard(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def guard_contents(self, request: HttpRequest) -> None:
        """What a batch holds and what was answered is read only by who has confirmed lately who they are."""
        self.guard(request)
        confirm_identity(request)

    # The events ----------------------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """The events whose media are checked, the latest first, each with its numbers."""
        self.guard(request)
        wanted = Q(authorities_check_media=True) | Q(verification_batches__isnull=False)
        events = list(Event.objects.published().filter(wanted).distinct().order_by("-starts_on", "-pk")[:MOST_EVENTS])
        batches = {
            row["event"]: row
            for row in VerificationBatch.objects.filter(event__in=events)
            .values("event")
            .annotate(number=Count("pk"), latest=Max("made_at"))
            .order_by()
        }
        waiting = dict(
            EventRegistration.objects.awaiting_a_batch()
            .filter(event__in=events)
            .values_list("event")
            .annotate(Count("pk"))
            .order_by()
        )
        rows = [
            {
                "event": event,
                "waiting": waiting.get(event.pk, 0),
                "batches": batches.get(event.pk, {}).get("number", 0),
                "latest": shown_moment(batches[event.pk]["latest"]) if event.pk in batches else "",
            }
            for event in events
        ]
        return self.page(request, "events", title=capfirst(self.opts.verbose_name_plural), rows=rows)

    # One event -----------------------------------------------------------------------------------------------------

    def event_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who would enter the next batch and who is held out; the button that freezes exactly that."""
        self.guard(request)
        event = get_object_or_404(Event.objects.published(), pk=pk)
        if request.method == "POST":
            try:
                batch = make_batch(event, by=request.user, seen=request.POST.get("seen", ""))
            except DoneAlready as done:
                messages.info(request, str(done))
                return redirect("admin:adhoc_verificationbatch_event", pk)
            except ChangedMeanwhile as changed:
                messages.error(request, str(changed))
                return self._event_page(request, event, status=409)
            except VerificationRefused as refused:
                messages.error(request, str(refused))
                return self._event_page(request, event, status=409)
            messages.success(
                request, _("Batch %(number)s is made and frozen. Nobody is told.") % {"number": batch.number}
            )
            return redirect(batch)
        return self._event_page(request, event)

    def _event_page(self, request: HttpRequest, event: Event, *, status: int = 200) -> HttpResponse:
        found, refusal = candidates(event), refusal_of_batch(event, timezone.now())
        doubtful = [each for each in found.entering if each.doubts]
        plain = [each for each in found.entering if not each.doubts]
        numbers = standings(event)
        batches = event.verification_batches.select_related("made_by").order_by("-number")
        return self.page(
            request, "event", status=status, title=event.title, event=event, found=found, refusal=refusal,
            shown=[*doubtful, *plain[:MOST_SHOWN]], doubtful=len(doubtful),
            standings=[(WORDS[name], numbers.get(name, 0)) for name in HEADS],
            batches=[(batch, shown_moment(batch.made_at)) for batch in batches],
            without_status=event.registrations.filter(
                state__in=DULY_SUBMITTED, media_status_accepted_at=None
            ).count(),
        )  # fmt: skip

    # One batch -----------------------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Whom a batch holds, who took its file, and which answers came."""
        self.guard_contents(request)
        if request.method == "POST":
            raise PermissionDenied
        batches = VerificationBatch.objects.select_related("event", "made_by")
        if not is_number(object_id):
            raise Http404
        batch = get_object_or_404(batches, pk=object_id)
        entries = batch.entries.select_related("registration").order_by("pk")
        entries = Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
        results = VerificationResult.objects.filter(entry__in=[entry.pk for entry in entries]).order_by("pk")
        outcomes = {result.entry_id: result for result in results.select_related("source")}
        file = VerificationFile.objects.select_related("batch").get(batch=batch)
        return self.page(
            request, "batch", title=_("Batch %(number)s") % {"number": batch.number}, batch=batch, event=batch.event,
            made=shown_moment(batch.made_at), page_obj=entries,
            rows=[
                (entry, outcomes.get(entry.pk), shown_moment(outcomes[entry.pk].source.at))
                if entry.pk in outcomes
                else (entry, None, "")
                for entry in entries
            ],
            intact=file.is_intact, removed=shown_moment(file.removed_at) if file.removed_at else "",
            downloads=[(each, shown_moment(each.at)) for each in batch.downloads.select_related("by").order_by("-pk")],
            imports=[(each, shown_moment(each.at)) for each in batch.imports.select_related("by").order_by("-pk")],
        )  # fmt: skip

    def history_view(self, request, object_id, extra_context=None):
        """What happened to a batch is on its own page."""
        return redirect("admin:adhoc_verificationbatch_change", object_id)

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The very bytes that were frozen; who takes them is recorded, and no cache keeps them."""
        self.guard_contents(request)
        found = get_object_or_404(VerificationFile.objects.select_related("batch__event"), batch=pk)
        if request.method != "GET":
            raise PermissionDenied
        if found.removed_at:
            messages.error(request, _("The file was removed on %(when)s.") % {"when": shown_moment(found.removed_at)})
            return redirect(found.batch)
        if not found.is_intact:
            messages.error(
                request,
                _("The file does not fit its checksum: it is not handed out. Tell whoever operates the portal."),
            )
            return redirect(found.batch)
        VerificationDownload.objects.create(batch=found.batch, by=request.user)
        answer = HttpResponse(bytes(found.content), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{found.batch.file_name}"'
        answer["Cache-Control"] = "no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

    # Results -------------------------------------------------------------------------------------------------------

    def results_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.guard_contents(request)
        event = get_object_or_404(Event.objects.published(), pk=pk)
        batches = list(event.verification_batches.order_by("-number"))
        if not batches:
            messages.info(request, _("There is no batch yet that could be answered."))
            return redirect(reverse("admin:adhoc_verificationbatch_event", args=[pk]))
        return results_page(request, self, event, batches)
