"""What every page of a desk asks: who reads what, which queues there are, and what the kind of case adds."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal import office
from accreditation_portal.review.models import Case
from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import shown_moment


class Desk(admin.ModelAdmin):
    """Facts are read here, steps are taken here; nothing is typed over.

    Officers read all; the Pass Office reads what is approved, and of that only what the pass needs.
    """

    page_select_related: ClassVar[tuple[str, ...]] = (
        "representative__user",
        "photo",
        "decided_by",
        "assigned_to",
    )
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

    def decides(self, request) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.decide_{self.opts.model_name}")

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

    @admin.display(description=gettext_lazy("name"))
    def name(self, case):
        return case.full_name or case.representative.full_name or case.representative.user.username

    @property
    def _address(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"

    def _url(self, case: Case) -> str:
        return reverse(f"admin:{self._address}_change", args=[case.pk])

    def _within(self, request: HttpRequest, address: str) -> str:
        """The address with the filters of the list from which the officer came, so that they stay within them."""
        kept: dict[str, Any] = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return add_preserved_filters(kept, address)
