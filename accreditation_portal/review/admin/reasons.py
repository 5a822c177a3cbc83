"""The office's list of reasons, which staff maintain."""

from django import forms
from django.apps import apps
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from accreditation_portal.review.models import Case, Reason


class ReasonForm(forms.ModelForm):
    """A reason, for one kind of case or for all."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of case"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:  # who only reads has no field
            self.fields["kind"].choices = kinds()


@admin.register(Reason)
class ReasonAdmin(admin.ModelAdmin):
    """What officers choose in a step, in both languages. One that is not needed any more is taken out of use."""

    change_form_template = "admin/change_form.html"  # those in the folder of this app are the desk's
    change_list_template = "admin/change_list.html"
    form = ReasonForm
    actions = None
    fields = ("step", "kind", ("name_en", "name_fr"), ("text_en", "text_fr"), "position", "is_in_use")
    list_display = ("shown_name", "step", "shown_kind", "position", "is_in_use")
    list_filter = ("step", "is_in_use")
    ordering = ("step", "position", "pk")

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    @admin.display(description=gettext_lazy("reason"))
    def shown_name(self, reason):
        return reason.name

    @admin.display(description=gettext_lazy("kind of case"), ordering="kind")
    def shown_kind(self, reason):
        return dict(kinds()).get(reason.kind, reason.kind)


def kinds():
    """Every kind of case, by its model's label."""
    found = [model for model in apps.get_models() if issubclass(model, Case)]
    every = pgettext_lazy("kinds of case", "every kind")
    return [("", every), *((model._meta.label_lower, capfirst(model._meta.verbose_name)) for model in found)]
