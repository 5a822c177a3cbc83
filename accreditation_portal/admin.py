"""The Press & Media admin site: its start page, what awaits whom, and charts; the counter of the Pass Office."""

from functools import wraps

from allauth.account.decorators import secure_admin_login
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accreditation_portal import office
from accreditation_portal.rooms import each_room_with

# Django joins these to any name of a thing, which its French cannot ("Ajout de événement"): our catalogue's go before.
JOINED_TO_NAMES = (
    gettext_noop("Add %s"), gettext_noop("Change %s"), gettext_noop("View %s"),
    gettext_noop("Add another %(verbose_name)s"),
)  # fmt: skip


class PressAndMediaSite(admin.AdminSite):
    """Staff log in where everybody does; the start page asks each room what waits for this user."""

    site_title = office.PORTAL_NAME
    site_header = office.PORTAL_NAME
    index_title = _("Press & Media")

    def admin_view(self, view, cacheable=False):
        """As Django's; a number in a filter that no database can hold leads to the list without filters."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def bounded(request, *args, **kwargs):
            try:
                return inner(request, *args, **kwargs)
            except (OverflowError, DataError):
                if request.method != "GET" or not request.GET:
                    raise
                return redirect(f"{request.path}?e=1")

        return bounded

    @method_decorator(secure_admin_login)
    def login(self, request, extra_context=None):
        """Admin log-in goes through the portal's own, with its rate limits, and then to the page that was wanted."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
        if self.has_permission(request) and url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
            return redirect(wanted)
        return super().login(request, extra_context)

    def password_change(self, request, extra_context=None):
        """Staff change theirs where everybody does: they are told by mail, and the session stays listed as theirs."""
        return redirect("account_change_password")

    def index(self, request, extra_context=None):
        """The start page: what of each room waits for this user, then the charts that a room offers them.

        A room offers ``waiting(user, at)`` and ``charts(user, at)`` in its admin module, one, both or neither.
        """
        at = timezone.now()
        panels = [*self._offered("waiting", request.user, at), *self._of_the_ground(request.user, at)]
        panels.sort(key=lambda panel: bool(panel.rows))  # queues first, the wide tables below
        charts = self._offered("charts", request.user, at)
        counted = min((chart.at for chart in charts), default=None)
        context = {"panels": panels, "charts": charts, "charts_counted_at": counted}
        context["counter"] = self._counter(request, at)
        return super().index(request, {**context, **(extra_context or {})})

    def app_index(self, request, app_label, extra_context=None):
        """Under the name that the part has everywhere; Django would add a word to it."""
        title = capfirst(apps.get_app_config(app_label).verbose_name)
        return super().app_index(request, app_label, {"title": title, **(extra_context or {})})

    def _offered(self, part, user, at):
        """What the rooms offer of this part, the upper room's first, and what the ground does, last."""
        from accreditation_portal.personal_data import admin as ground  # it registers with this site, as rooms do

        rooms = [room for room in (ground, *each_room_with("admin")) if hasattr(room, part)]
        return [offer for room in reversed(rooms) for offer in getattr(room, part)(user, at)]

    def _of_the_ground(self, user, at):
        """What of letters and files awaits somebody: they belong to no room."""
        # It registers with this site, which must be there first.
        from accreditation_portal.review.admin import late_scans, waiting

        return [*waiting(user, at), *late_scans(user, at)]

    def get_urls(self):
        return [path("passes/", self.admin_view(self.passes), name="passes"), *super().get_urls()]

    def passes(self, request):
        """One box for the passes of every room: a reference leads to its case, a name to those who bear it."""
        counter = self._counter(request, timezone.now(), request.GET.get("q", ""))
        if counter is None:
            raise PermissionDenied
        if counter.goes_to:
            return redirect(counter.goes_to)
        context = {"title": _("Passes"), "counter": counter, "is_nav_sidebar_enabled": False}
        return TemplateResponse(request, "admin/passes.html", {**self.each_context(request), **context})

    def _counter(self, request, at, typed=""):
        # Desks register with this site, which must be there first.
        from accreditation_portal.review.admin.counter import counter_of
        from accreditation_portal.review.admin.pass_page import PassPage

        desks = [desk for desk in self._registry.values() if isinstance(desk, PassPage)]
        return counter_of(desks, request, at, typed)
