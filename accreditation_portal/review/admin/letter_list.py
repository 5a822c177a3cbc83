"""The list of all letters, and of the addresses that they do not reach; what of them waits on the start page."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accreditation_portal.notifications.models import FailingAddress, OutboxMail, Outcome
from accreditation_portal.review import references
from accreditation_portal.review.admin.desk import Desk
from accreditation_portal.review.admin.read_only import ReadOnly
from accreditation_portal.review.letters import shown
from accreditation_portal.review.references import is_number
from accreditation_portal.review.timeline import short_moment
from accreditation_portal.review.waiting import Panel, line_of

RECENT = timedelta(days=30)  # an older letter that did not arrive is no task any more


def not_arrived(at: datetime) -> Any:
    """Letters of cases that did not arrive in the last 30 days, and were not sent again."""
    return OutboxMail.objects.lost().of_cases().filter(queued_at__gte=at - RECENT, repeated_by=None)


def waiting(user: Any, at: datetime) -> list[Panel]:
    """What the start page tells of letters, to those who may read them."""
    lines = []
    if user.has_perm("notifications.view_outboxmail"):
        address = reverse("admin:notifications_outboxmail_changelist") + "?state=open"
        label = pgettext("start page", "Letters that did not arrive")
        lines.append(line_of(label, not_arrived(at), address, "queued_at"))
    if user.has_perm("notifications.view_failingaddress"):
        address = reverse("admin:notifications_failingaddress_changelist")
        failing = FailingAddress.objects.failing()
        lines.append(line_of(pgettext("start page", "Addresses that fail"), failing, address, "since"))
    return [Panel(pgettext("start page", "Letters"), lines=lines)] if any(line.number.count for line in lines) else []


class FateFilter(admin.SimpleListFilter):
    """What became of the letters."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open", _("Did not arrive, and not sent again")),
            ("lost", _("Did not arrive")),
            ("waiting", pgettext("letters", "Waiting")),
            ("sent", pgettext("letters", "Sent, nothing reported")),
            ("failed", pgettext("letters", "Given up")),
            *Outcome.choices,
        ]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = self.value()
        if wanted == "open":
            return queryset.filter(pk__in=not_arrived(timezone.now()).values("pk"))
        if wanted == "lost":
            return queryset.lost()
        if wanted == "waiting":
            return queryset.waiting()
        if wanted == "sent":
            return queryset.filter(sent_at__isnull=False, outcome="")
        if wanted == "failed":
            return queryset.filter(failed_at__isnull=False)
        return queryset.filter(outcome=wanted) if wanted in Outcome.values else queryset


class KindFilter(admin.SimpleListFilter):
    """Letters of cases, or mails of accounts."""

    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("cases", _("Letters of cases")), ("accounts", _("Mails of accounts"))]

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() == "cases":
            return queryset.of_cases()
        return queryset.of_accounts() if self.value() == "accounts" else queryset


class Readable(ReadOnly):
    """Rows with a page of their own."""

    change_list_template = "admin/review/change_list.html"

    def history_view(self, request, object_id, extra_context=None):
        """Nothing is changed here, so there is no history."""
        raise Http404

    def row(self, request: HttpRequest, object_id: str) -> Any:
        """The row of this page, for those who may read it."""
        number = unquote(object_id)
        found = self.get_queryset(request).filter(pk=int(number)).first() if is_number(number) else None
        if found is None or not self.has_view_permission(request, found):
            raise Http404
        return found

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False,
                   **context}  # fmt: skip
        return TemplateResponse(request, template, context)


@admin.register(OutboxMail)
class LetterAdmin(Readable):
    """Every letter and what became of it. The text of an account mail is nobody's but its reader's."""

    list_display = ("written", "about_what", "told", "to", "fate", "said")
    list_display_links = ("told",)
    list_filter = (FateFilter, KindFilter)
    list_select_related = ("recipient",)
    ordering = ("-pk",)
    search_fields = ("about",)  # shows the box; get_search_results finds
    search_help_text = gettext_lazy("Reference of a case, or the email address of an account")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("html")

    def get_search_results(self, request, queryset, search_term):
        term = search_term.strip()
        if not term:
            return queryset, False
        if reference := references.normalised(term):
            return queryset.filter(about=reference), False
        # Two steps: accounts are found by an index, and their letters by another.
        accounts = list(get_user_model().objects.filter(email__iexact=term).values_list("pk", flat=True)[:2])
        return queryset.filter(Q(recipient__in=accounts)), False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        letter = self.row(request, object_id)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        title, case = _("Letter"), None if letter.is_of_an_account else self._case_of(request, letter)
        return self.page(request, "admin/review/one_letter.html", title=title, shown=shown(letter), case=case,
                         original=letter)  # fmt: skip

    def _case_of(self, request: HttpRequest, letter: OutboxMail) -> tuple[str, str] | None:
        """Reference and page of the case that the letter is about; rooms above are found by name."""
        for model in apps.get_models() if letter.about else ():
            desk = self.admin_site._registry.get(model)
            if not isinstance(desk, Desk) or not desk.reads_all(request):
                continue
            case: Any = model._default_manager.filter(reference=letter.about).first()
            if case is not None:
                return case.shown_reference, f"{desk._url(case)}#letters"
        return None

    @admin.display(description=pgettext_lazy("letter", "written"), ordering="pk")
    def written(self, letter):
        return short_moment(letter.queued_at)

    @admin.display(description=gettext_lazy("case"))
    def about_what(self, letter):
        if letter.is_of_an_account:
            return _("account")
        if not letter.about:
            return "–"
        return format_html('<span class="reference">{}</span>', references.shown(letter.about))

    @admin.display(description=gettext_lazy("subject"), ordering="subject")
    def told(self, letter):
        return format_html('<span lang="{}">{}</span>', letter.language, letter.subject)

    @admin.display(description=gettext_lazy("state"))
    def fate(self, letter):
        found = shown(letter)
        return format_html('<span class="badge {}">{}</span>', found.badge, found.fate)

    @admin.display(description=gettext_lazy("said"))
    def said(self, letter):
        return shown(letter).said or mark_safe('<span class="nothing">–</span>')


class ClearedFilter(admin.SimpleListFilter):
    """Addresses that fail; those that are cleared only when somebody asks."""

    title = gettext_lazy("state")
    parameter_name = "cleared"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", pgettext("addresses", "Cleared"))]

    def choices(self, changelist: Any) -> Any:
        every, *others = super().choices(changelist)
        return [every | {"display": pgettext("addresses", "Failing")}, *others]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(cleared_at__isnull=False) if self.value() == "yes" else queryset.failing()


@admin.register(FailingAddress)
class FailingAddressAdmin(Readable):
    """Addresses that letters do not reach. An officer who has checked one clears it."""

    list_display = ("address", "why", "said", "since_when")
    list_filter = (ClearedFilter,)
    ordering = ("since", "pk")

    def get_urls(self):
        clear = self.admin_site.admin_view(self.clear_view)
        return [
            path("<path:object_id>/clear/", clear, name="notifications_failingaddress_clear"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        address = self.row(request, object_id)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return self.page(
            request, "admin/review/failing_address.html", title=address.address, original=address,
            since=short_moment(address.since), letter=shown(address.letter),
            cleared=short_moment(address.cleared_at) if address.cleared_at else "",
            person=self._whose(address), may_clear=request.user.has_perm("notifications.clear_failingaddress"),
        )  # fmt: skip

    def _whose(self, address: FailingAddress) -> tuple[str, int] | None:
        """Name and number of the media representative whose address it is."""
        account = (
            get_user_model().objects.filter(email__iexact=address.address).select_related("representative").first()
        )
        person = getattr(account, "representative", None)
        return (person.full_name or account.username, person.pk) if person else None

    def clear_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Checked, and right again: by POST alone; the second of two clicks changes nothing."""
        address = self.row(request, object_id)
        if request.method != "POST" or not request.user.has_perm("notifications.clear_failingaddress"):
            raise PermissionDenied
        if FailingAddress.objects.clear(address.address, by=request.user):
            messages.success(request, _("%(address)s is cleared.") % {"address": address.address})
        return redirect("admin:notifications_failingaddress_change", address.pk)

    @admin.display(description=gettext_lazy("since"), ordering="since")
    def since_when(self, address):
        return short_moment(address.since)
