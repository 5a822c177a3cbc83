"""Where somebody is logged in: one of their sessions is ended by itself, beside allauth's page that ends all others."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View


class EndSession(LoginRequiredMixin, View):
    """One session of one's own; this browser's is ended by logging out."""

    http_method_names = ["post"]

    def post(self, request, pk):
        session = UserSession.objects.filter(user=request.user, pk=pk).first()
        if session is None:
            messages.info(request, _("That session has ended already."))
        elif session.is_current():
            return redirect("account_logout")
        else:
            session.end()
            messages.success(request, _("The session is ended: that browser has to log in again."))
        return redirect("usersessions_list")
