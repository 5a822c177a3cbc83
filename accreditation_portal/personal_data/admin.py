"""The officers' queue of erasures: what each would take and what stands in its way; executed, or refused (B9)."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accreditation_portal.personal_data import erasure
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.personal_data.views import held_on
from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.references import is_number
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.review.timeline import shown_moment
from accreditation_portal.review.waiting import Panel, line_of
from accreditation_portal.staff import confirm_identity


class RefusalForm(forms.Form):
    """Why the data stay; the person reads it."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The person reads it, in the letter and on the page of their data."),
        error_messages={"required": gettext_lazy("Say why it is refused; the person reads it.")},
    )
    use_required_attribute = False


class ExecutionForm(forms.Form):
    """An erasure is never one click away."""

    sure = forms.BooleanField(
        label=gettext_lazy("I have read what goes. It cannot be brought back."),
        error_messages={"required": gettext_lazy("Tick the box to confirm: an erasure cannot be undone.")},
    )
    use_required_attribute = False


class StandingFilter(admin.SimpleListFilter):
    """Those that wait, or those that are settled."""

    title = pgettext_lazy("erasure", "standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("waiting", pgettext("erasure", "Waiting")), ("settled", pgettext("erasure", "Settled"))]

    def queryset(self, request, queryset):
        waiting = ErasureRequest.objects.waiting().values("pk")
        if self.value() == "waiting":
            return queryset.filter(pk__in=waiting)
        return queryset.exclude(pk__in=waiting) if self.value() == "settled" else queryset


@admin.register(ErasureRequest)
class ErasureRequestAdmin(admin.ModelAdmin):
    """Wishes are made by people and settled here; nothing is typed over."""

    actions = None
    change_list_template = "admin/review/change_list.html"
    list_display = ("asked", "person", "standing", "settled", "decided_by_whom")
    list_filter = (StandingFilter,)
    list_per_page = 50
    list_select_related = ("user__representative", "decided_by")
    ordering = ("-asked_at", "-pk")
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    @admin.display(description=gettext_lazy("asked"), ordering="asked_at")
    def asked(self, wish):
        return shown_moment(wish.asked_at)

    @admin.display(description=gettext_lazy("person"))
    def person(self, wish):
        return erasure.name_of(wish.user)

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, wish):
        return wish.standing

    @admin.display(description=gettext_lazy("settled"))
    def settled(self, wish):
        return shown_moment(wish.settled_at) if wish.settled_at else ""

    @admin.display(description=gettext_lazy("decided by"))
    def decided_by_whom(self, wish):
        return wish.decided_by.shown_name if wish.decided_by else ""

    # One wish -------------------------------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        wishes = self.get_queryset(request).select_related("user__representative", "decided_by")
        return wishes.filter(pk=int(object_id)).first() if is_number(object_id) else None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        wish = self.get_object(request, unquote(object_id))
        if wish is None or not self.has_view_permission(request, wish):
            raise Http404
        form = None
        if request.method == "POST":
            if not request.user.has_perm(erasure.PERMISSION):
                raise PermissionDenied
            form = (ExecutionForm if "execute" in request.POST else RefusalForm)(request.POST, label_suffix="")
            if form.is_valid() and (answer := self.settled_by(request, wish, form)):
                return answer
            wish = self.get_object(request, unquote(object_id))  # as it is now: somebody may have been first
        return TemplateResponse(
            request, "admin/personal_data/erasure.html", self.context_of(request, wish, form),
            status=200 if form is None else 422,
        )  # fmt: skip

    def settled_by(self, request, wish, form):
        """Execute or refuse, and go to the queue; None where it was refused aloud."""
        try:
            if isinstance(form, ExecutionForm):
                confirm_identity(request)
                erasure.execute(wish, by=request.user)
                messages.success(request, _("The data are erased. The person gets a last letter."))
            else:
                erasure.refuse(wish, by=request.user, reason=form.cleaned_data["reason"])
                messages.success(request, _("The erasure is refused. The person gets your reason by email."))
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            return None
        return redirect("admin:personal_data_erasurerequest_changelist")

    def context_of(self, request, wish, form):
        at, executing = timezone.now(), isinstance(form, ExecutionForm)
        person = getattr(wish.user, "representative", None)
        needed = erasure.still_needed(wish.user, at) if wish.is_waiting else []
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts, "wish": wish, "original": wish, "is_nav_sidebar_enabled": False,
            "title": erasure.name_of(wish.user), "asked": shown_moment(wish.asked_at),
            "person_address": reverse("admin:profiles_mediarepresentative_change", args=[person.pk]) if person else "",
            "needed": [(case, _address_of(case)) for case in needed],
            "goes": self.goes(wish.user) if wish.is_waiting else [],
            "may_decide": request.user.has_perm(erasure.PERMISSION),
            "form": form,
            "execution": form if executing else ExecutionForm(label_suffix=""),
            "refusal": form if form and not executing else RefusalForm(label_suffix=""),
        }  # fmt: skip

    def goes(self, user) -> list[tuple[Any, int]]:
        """What the person has here, counted: it goes, but for the bare cases."""
        held = held_on(user)
        words = {
            "annual_requests": _("Annual requests: blanked; state, times and decisions stay"),
            "event_registrations": _("Event registrations: blanked; state, times and decisions stay"),
            "press_cards": _("Press cards"),
            "files": _("Files"),
            "letters": _("Letters: text and address; that they were sent stays"),
            "late_admissions": _("Late admissions: the reason"),
        }
        return [(label, len(held.get(name, ()))) for name, label in words.items() if held.get(name)]

    def history_view(self, request, object_id, extra_context=None):
        """What happened to a wish is on its own page."""
        return redirect("admin:personal_data_erasurerequest_change", object_id)


def _address_of(case: Any) -> str:
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_change", args=[case.pk])


def waiting(user: Any, at: datetime) -> list[Panel]:
    """The erasures that wait, for those who decide them."""
    if not user.has_perm(erasure.PERMISSION):
        return []
    address = reverse("admin:personal_data_erasurerequest_changelist") + "?standing=waiting"
    line = line_of(pgettext("start page", "Erasures asked for"), ErasureRequest.objects.waiting(), address, "asked_at")
    return [Panel(_("Personal data"), lines=[line])]
