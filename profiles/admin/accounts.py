"""Superusers keep the accounts: colleagues get and lose their groups; a representative's stays as it is."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ReauthenticationRequired
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.timeline import shown_moment
from accreditation_portal.staff import confirm_identity
from profiles.admin.second_factor import SecondFactors
from profiles.models import User


class FreeAddress(forms.ModelForm):
    """An address belongs to one account, however it is written, confirmed or not."""

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        taken = User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email).exists()
        if taken or EmailAddress.objects.exclude(user=self.instance.pk).filter(email__iexact=email).exists():
            raise ValidationError(_("Another account has this email address."))
        return email


class NewColleagueForm(FreeAddress, AdminUserCreationForm):
    """What is made here is staff's; representatives make their own accounts."""

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ("username", "email", "first_name", "last_name", "language", "groups")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["usable_password"]
        field.label, field.help_text = _("Set a password now"), ""
        field.choices = [("true", _("Yes")), ("false", _("No: the colleague asks for one on the log-in page"))]

    def _post_clean(self) -> None:
        self.instance.is_staff = True
        super()._post_clean()


class AccountForm(FreeAddress):
    """An account is either staff's or a representative's, so that nobody decides their own case."""

    class Meta:
        model = User
        fields = ("username", "email", "first_name", "last_name", "language", "is_active", "is_staff", "is_superuser",
                  "groups")  # fmt: skip

    by: User  # who changes it

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        staff = cleaned.get("is_staff", self.instance.is_staff)
        if staff and has_profile(self.instance):
            self.add_error("is_staff", _("This account has the profile of a media representative. An account is either "
                                         "staff or a representative: make another one for the colleague."))  # fmt: skip
        elif not staff and (cleaned.get("groups") or cleaned.get("is_superuser")):
            self.add_error("is_staff", _("Groups and rights are for staff: tick this, or take them away."))
        if self.instance == self.by and not all(
            cleaned.get(name, getattr(self.instance, name)) for name in ("is_active", "is_staff", "is_superuser")
        ):
            raise ValidationError(_("You cannot lock yourself out. Ask another superuser."))
        return cleaned


def has_profile(user: User) -> bool:
    return user.pk is not None and hasattr(user, "representative")


# An address is changed with its account: a second door would let somebody confirm an address that is not theirs.
admin.site.unregister(EmailAddress)


SECRETS = ("password1", "password2")


def confirm_without_secrets(request: HttpRequest) -> None:
    """What is sent meanwhile is kept and done after it, but for a password: nothing keeps one."""
    try:
        confirm_identity(request)
    except ReauthenticationRequired:
        request.POST = request.POST.copy()
        for name in SECRETS:
            request.POST.pop(name, None)
        raise


class Rights(admin.ModelAdmin):
    """Whoever changes what others may do confirms first who they are; asked after whether they may."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        confirm_without_secrets(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        if not self.has_delete_permission(request):
            raise PermissionDenied
        confirm_identity(request)
        return super().delete_view(request, object_id, extra_context)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(Rights, GroupAdmin):
    """Groups that an operator adds; those of the portal are made again with every migrate."""

    filter_horizontal = ()  # the two lists beside each other say nothing to a screen reader


@admin.register(User)
class AccountAdmin(Rights, SecondFactors, UserAdmin):
    """Nobody but superusers comes here; no account is deleted, since records name who acted."""

    form = AccountForm
    add_form = NewColleagueForm
    actions = None
    add_fieldsets = (
        (None, {"fields": ("username", "email", "first_name", "last_name", "language", "groups")}),
        (gettext_lazy("Password"), {"fields": ("usable_password", "password1", "password2")}),
    )
    change_list_template = "admin/review/change_list.html"
    filter_horizontal = ()
    list_display = ("username", "email", "full_name", "is_staff", "is_active", "logged_in")
    list_filter = ("is_staff", "is_active", "is_superuser")
    list_per_page = 50
    ordering = ("username", "pk")
    paginator = CappedPaginator
    search_fields = ("username__istartswith", "email__istartswith", "last_name__istartswith")
    search_help_text = gettext_lazy("Beginning of the user name, the email address or the family name")
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False

    # Superusers alone -----------------------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def user_change_password(self, request, id, form_url=""):  # noqa: A002 - Django's name
        """For colleagues; a representative recovers the password alone."""
        user = self.get_object(request, id)
        if user is not None and not user.is_staff:
            raise PermissionDenied
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user == request.user:
            return redirect("account_change_password")
        confirm_without_secrets(request)
        return super().user_change_password(request, id, form_url)

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    # One account ----------------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None):
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "is_staff", "is_superuser", "groups") if obj.is_staff else ("is_active", "is_staff")
        kind = gettext_lazy("An account is either staff or a representative.")
        person = ("username", "email", "first_name", "last_name", "language", "new_password", "second_factor")
        return (
            (None, {"fields": person}),
            (gettext_lazy("Rights"), {"fields": rights, "description": kind}),
            (gettext_lazy("Times"), {"fields": ("joined", "logged_in")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None):
        if obj is None:
            return ()
        always = ("new_password", "second_factor", "logged_in", "joined")
        own = () if obj.is_staff else ("username", "email", "first_name", "last_name", "language")
        return (*own, *always)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user  # the class is made for this request alone
        return form

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context |= {"title": obj.username, "subtitle": None}
        context |= {"is_nav_sidebar_enabled": False}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=gettext_lazy("name"))
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=gettext_lazy("last login"), ordering="last_login")
    def logged_in(self, user: User) -> str:
        return shown_moment(user.last_login) if user.last_login else "–"

    @admin.display(description=gettext_lazy("date joined"))
    def joined(self, user: User) -> str:
        return shown_moment(user.date_joined)

    @admin.display(description=gettext_lazy("password"))
    def new_password(self, user: User) -> Any:
        if not user.is_staff:
            return _("Its person alone sets it.")
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, _("Set a new one"))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change or "email" in form.changed_data:
            # The new address is confirmed at the next log-in, and the old one is theirs no more.
            EmailAddress.objects.filter(user=obj).delete()
            EmailAddress.objects.create(user=obj, email=obj.email, primary=True, verified=False)
