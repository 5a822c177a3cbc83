"""Superusers take away a factor that a colleague or a representative has lost; never their own."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal.staff import confirm_identity, has_second_factor
from profiles.models import User
from profiles.second_factor import factors_of, take_away

# What codes are made from, and who is logged in where, is shown to nobody but the account's person.
admin.site.unregister([Authenticator, UserSession])


class LostFactorForm(forms.Form):
    """How the office knows that it is the account's person who asks."""

    why = forms.CharField(
        label=gettext_lazy("Why, and how you made sure who asks"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It is recorded with your name. The person is told by email that it was done."),
    )


class SecondFactors(admin.ModelAdmin):
    """The part of an account's page that is about its second factor."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.second_factor_view)
        return [path("<int:pk>/second-factor/", view, name="profiles_user_second_factor"), *super().get_urls()]

    @admin.display(description=gettext_lazy("second factor"))
    def second_factor(self, user: User) -> Any:
        if not has_second_factor(user):
            return _("None")
        address = reverse("admin:profiles_user_second_factor", args=[user.pk])
        return format_html('{} <a href="{}">{}</a>', _("Set up."), address, _("Lost? Take it away"))

    def second_factor_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = self.get_object(request, str(pk))
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404
        if user == request.user:
            messages.error(request, _("Your own factors are changed on your own page; a lost one another superuser "
                                      "takes away."))  # fmt: skip
            return redirect("mfa_index")
        confirm_identity(request)
        form = LostFactorForm(request.POST if request.method == "POST" else None, label_suffix="")
        form.use_required_attribute = False
        if form.is_valid():
            if take_away(user, by=request.user, why=form.cleaned_data["why"]):
                messages.success(request, _("The second factor is taken away, and every session of the account ended. "
                                            "The person is told by email."))  # fmt: skip
            else:
                messages.info(request, _("This account has no second factor."))
            return redirect("admin:profiles_user_change", user.pk)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False,
            "title": _("Take the second factor away"), "form": form, "account": user,
            "factors": factors_of(user),
        }  # fmt: skip
        return TemplateResponse(request, "admin/profiles/second_factor.html", context)
