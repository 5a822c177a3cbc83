"""An officer admits a named person after the deadline, with a reason (P1)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.timeline import shown_moment
from adhoc.admin.registration import event_words
from adhoc.models import EventRegistration, LateAdmission
from adhoc.models.registration import DULY_SUBMITTED
from events.models import Event
from profiles.models import MediaRepresentative


class UpcomingEventField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Event) -> str:
        return event_words(obj)


class LateAdmissionForm(forms.ModelForm):
    """Which event, who by user name or email address, and why."""

    event = UpcomingEventField(label=_("Event"), queryset=Event.objects.none())
    person = forms.CharField(
        label=_("Media representative"),
        max_length=254,
        help_text=_("User name or email address, exactly. The person has an account and a profile already."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "It is recorded, and officers read it beside the registration. Name the colleague who is replaced."
        ),
    )

    class Meta:
        model = LateAdmission
        fields = ("event", "reason")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        coming = Event.objects.published().upcoming(timezone.now())
        self.fields["event"].queryset = coming.filter(cancelled_at=None, accredited_with=None, accredited_by="")

    def clean_person(self) -> MediaRepresentative:
        typed = self.cleaned_data["person"]
        by = "user__email__iexact" if "@" in typed else "user__username__iexact"
        people = MediaRepresentative.objects.filter(user__is_active=True, user__is_staff=False)
        if found := people.filter(**{by: typed}).first():
            return found
        raise forms.ValidationError(_("Nobody with a profile has this user name or email address."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        event, person = cleaned.get("event"), cleaned.get("person")
        if event and person:
            if EventRegistration.objects.filter(event=event, representative=person, state__in=DULY_SUBMITTED).exists():
                raise forms.ValidationError(_("This person is registered for this event already."))
            if earlier := event.late_admissions.filter(representative=person).select_related("by").first():
                raise forms.ValidationError(
                    _("This person was admitted already, by %(who)s on %(when)s.")
                    % {"who": earlier.by.shown_name, "when": shown_moment(earlier.at)}
                )
            self.instance.representative = person
        return cleaned


@admin.register(LateAdmission)
class LateAdmissionAdmin(admin.ModelAdmin):
    """Admissions are made once; they are neither changed nor taken back."""

    form = LateAdmissionForm
    fields = ("event", "person", "reason")
    actions = None
    list_display = ("event_title", "name", "admitted_by", "admitted", "reason")
    list_display_links = None
    list_select_related = ("event", "representative", "by")
    list_per_page = 50
    ordering = ("-at", "-pk")
    paginator = CappedPaginator
    show_full_result_count = False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return redirect("admin:adhoc_lateadmission_changelist")

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        obj.by = request.user
        try:
            with transaction.atomic():
                obj.save()
                obj.tell()
        except IntegrityError:  # two clicks at once: the other one made it
            obj.pk = LateAdmission.objects.get(event=obj.event_id, representative=obj.representative_id).pk

    def response_add(self, request, obj, post_url_continue=None):
        sentence = _now("%(name)s can now register for “%(event)s”; the registration will be marked late.")
        person = obj.representative
        name = person.full_name or person.user.username
        messages.success(request, sentence % {"name": name, "event": obj.event.title})
        return redirect("admin:adhoc_lateadmission_changelist")

    @admin.display(description=_("event"), ordering="event")
    def event_title(self, admission):
        return event_words(admission.event)

    @admin.display(description=_("media representative"))
    def name(self, admission):
        return admission.representative.full_name

    @admin.display(description=_("admitted by"))
    def admitted_by(self, admission):
        return admission.by.shown_name

    @admin.display(description=_("admitted"), ordering="at")
    def admitted(self, admission):
        return shown_moment(admission.at)
