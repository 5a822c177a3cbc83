"""Officers read what went by itself: when, of which kind, how many (B9)."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.timeline import shown_moment
from accreditation_portal.worker.forgetting import kinds
from accreditation_portal.worker.models import Forgotten


@admin.register(Forgotten)
class ForgottenAdmin(admin.ModelAdmin):
    """A list to read; the worker alone writes it."""

    actions = None
    list_display = ("moment", "what", "number")
    list_display_links = None
    list_per_page = 50
    ordering = ("-at", "-pk")
    paginator = CappedPaginator
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:worker_forgotten_changelist")

    def history_view(self, request, object_id, extra_context=None):
        return redirect("admin:worker_forgotten_changelist")

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def moment(self, round_of_it):
        return shown_moment(round_of_it.at)

    @admin.display(description=gettext_lazy("what"), ordering="kind")
    def what(self, round_of_it):
        return {kind.name: kind.label for kind in kinds()}.get(round_of_it.kind, round_of_it.kind)
