"""The Press & Media admin site; people log in to it where everybody does."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office


class PressAndMediaSite(admin.AdminSite):
    site_title = office.PORTAL_NAME
    site_header = office.PORTAL_NAME
    index_title = _("Press & Media")

    @method_decorator(secure_admin_login)
    def login(self, request, extra_context=None):
        """Admin log-in goes through the portal's own, with its rate limits."""
        return super().login(request, extra_context)
