"""Lists that staff read and nobody types over."""

from django.contrib import admin
from django.shortcuts import redirect
from django.utils.text import capfirst

from accreditation_portal.review.paginator import CappedPaginator


class ReadOnly(admin.ModelAdmin):
    """Rows that nobody adds, changes or deletes here."""

    actions = None
    list_per_page = 50
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})


class ListAlone(ReadOnly):
    """Where the list says all that there is to say: whatever else leads back to it."""

    list_display_links = None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def history_view(self, request, object_id, extra_context=None):
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
