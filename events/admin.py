"""Press officers write, preview and publish; accreditation officers read."""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal.notifications.fan_out import who_is_told
from events import publishing
from events.changes import for_staff
from events.forms import (
    CancelForm,
    CollectionPointForm,
    EventForm,
    PartFormSet,
    ProgrammeItemForm,
    PublishForm,
    SeenForm,
)
from events.models import CollectionPoint, Event, MediaAdvisory, ProgrammeItem
from events.times import shown_instant
from events.versions import digest, facts

NOT_KEPT = {"csrfmiddlewaretoken", "confirmed", "back"}  # of a form that goes through the page that shows it first


class NotConfirmed(Exception):
    """What was saved would publish a version that nobody has looked at yet: everything is undone, and shown first."""

    def __init__(self, event: Event, before: dict[str, Any], after: dict[str, Any]):
        super().__init__()
        self.changes, self.state = for_staff(before, after), digest(after)
        self.told = who_is_told("advisory", event=event, before=before)


class PartInline(admin.StackedInline):
    """A part of an event: who may change the event may change it, until the event is cancelled."""

    formset = PartFormSet
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return super().has_add_permission(request, obj) and not (obj and obj.is_cancelled)

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_cancelled)

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_cancelled)

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return request.user.has_perm("events.view_event")


class ProgrammeInline(PartInline):
    model = ProgrammeItem
    form = ProgrammeItemForm
    fields = (
        ("day", "starts_time", "ends_time"),
        ("title_en", "title_fr"),
        ("place_en", "place_fr"),
        ("access", "media"),
    )

    def get_fields(self, request: HttpRequest, obj: Event | None = None):
        if self.has_change_permission(request, obj):
            return self.fields
        return (*self.fields[:-1], ("access", "pool"))

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None):
        return () if self.has_change_permission(request, obj) else ("pool",)

    @admin.display(description=gettext_lazy("media types of the pool"))
    def pool(self, item: ProgrammeItem) -> str:
        return ", ".join(item.media_words)

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).order_by("day", "starts_time", "pk")


class CollectionPointInline(PartInline):
    model = CollectionPoint
    form = CollectionPointForm
    fields = (("place_en", "place_fr"), "hours", ("bring_en", "bring_fr"))
    readonly_fields = ()

    def get_fields(self, request: HttpRequest, obj: Event | None = None):
        if self.has_change_permission(request, obj):
            return self.fields
        return (("place_en", "place_fr"), "opening_hours", ("bring_en", "bring_fr"))

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None):
        return () if self.has_change_permission(request, obj) else ("opening_hours",)

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("hours").order_by("pk")

    @admin.display(description=gettext_lazy("opening hours"))
    def opening_hours(self, point: CollectionPoint) -> str:
        return "; ".join(sorted(str(hours) for hours in point.hours.all()))


class PublicationFilter(admin.SimpleListFilter):
    """Events that everybody sees, and those that staff alone do."""

    title = gettext_lazy("publication")
    parameter_name = "publication"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("published", _("Published")), ("not", _("Not published"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in ("published", "not"):
            return queryset
        return queryset.filter(published_at__isnull=self.value() == "not")


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """Every save of a published event is its next version: there is no other way to move a date, deadline or place."""

    form = EventForm
    inlines = (ProgrammeInline, CollectionPointInline)
    list_display = ("shown_title", "starts_on", "city", "kind", "publication", "deadline")
    list_filter = ("kind", "at_headquarters", PublicationFilter)
    search_fields = ("title_en", "title_fr", "slug", "city")
    show_full_result_count = False
    view_on_site = False
    actions = None  # a bulk delete would pass by what stands against each event
    change_form_template = "events/admin/change_form.html"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).order_by("-starts_on", "-pk")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Event | None:
        """The row, locked where something is saved: two press officers never publish past each other."""
        event = super().get_object(request, object_id, from_field)
        if event is not None and request.method == "POST":
            Event.objects.select_for_update().get(pk=event.pk)
            event.refresh_from_db()
        return event

    # --- What is shown ---

    @admin.display(description=gettext_lazy("title"), ordering="title_en")
    def shown_title(self, event: Event) -> str:
        return event.title

    @admin.display(description=gettext_lazy("publication"), ordering="published_at")
    def publication(self, event: Event) -> str:
        if event.is_cancelled:
            return _("Cancelled")
        return _("Published") if event.is_published else _("Not published")

    @admin.display(description=gettext_lazy("deadline"), ordering="registration_deadline")
    def deadline(self, event: Event) -> str:
        return event.shown_deadline

    @admin.display(description=gettext_lazy("registration opens"))
    def opening(self, event: Event) -> str:
        return shown_instant(event.registration_opens_at, event.zone) if event.registration_opens_at else ""

    @admin.display(description=gettext_lazy("accreditation for this event covers it"))
    def covered_by(self, event: Event) -> str:
        return event.accredited_with.title if event.accredited_with else ""

    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None):
        return () if self._may_write(request, obj) else ("opening", "deadline", "covered_by")

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None):
        writes = self._may_write(request, obj)
        opening = (("opens_on", "opens_time"), ("deadline_on", "deadline_time")) if writes else ("opening", "deadline")
        covered = "accredited_with" if writes else "covered_by"
        sets = [
            (None, {"fields": (("title_en", "title_fr"), "slug", "kind")}),
            (gettext_lazy("Where"), {
                "fields": ("at_headquarters", "annual_accreditation_suffices", ("venue", "city", "country"))
            }),
            (gettext_lazy("When, in local time"), {
                "fields": ("time_zone", ("starts_on", "starts_time"), ("ends_on", "ends_time"))
            }),
            (gettext_lazy("Registration"), {
                "fields": (*opening, "deadline_zone", "late", ("identity_required", "profession_required"),
                           "authorities_check_media")
            }),
            (gettext_lazy("Accredited elsewhere"), {"fields": (covered, ("accredited_by", "accredited_by_url"))}),
            (gettext_lazy("Text"), {"fields": ("text_en", "text_fr")}),
        ]  # fmt: skip
        if writes and obj is not None and obj.is_published:
            sets.append((gettext_lazy("What changed"), {
                "fields": (("changes_en", "changes_fr"), "reference"),
                "description": gettext_lazy("Saving publishes the next version. Those registered read this."),
            }))  # fmt: skip
        if writes:
            sets[0][1]["fields"] += ("seen",)
        return sets

    # --- Who may what ---

    def _may_write(self, request: HttpRequest, obj: Event | None) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.is_cancelled)

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """What was published once stays: its versions are what people relied on."""
        was_published = obj and (obj.is_published or obj.advisories.filter(published_at__isnull=False).exists())
        return super().has_delete_permission(request, obj) and not was_published

    # --- Saving is publishing ---

    def save_related(self, request: HttpRequest, form: EventForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not form.instance.is_published:
            return
        before, after = publishing.newest_version(form.instance).snapshot, publishing.state_of(form.instance)
        if after != before and request.POST.get("confirmed") != digest(after):
            raise NotConfirmed(form.instance, before, after)
        words = {name: form.cleaned_data[name] for name in ("changes_en", "changes_fr", "reference")}
        version = publishing.publish_next_version(form.instance, by=request.user, at=timezone.now(), **words)
        if version is None:
            self.message_user(request, _("Nothing changed, so no version was published."), messages.INFO)
        else:
            self.message_user(request, _("Version %(number)s is published.") % {"number": version.number})

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        head = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    def changeform_view(self, request: HttpRequest, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        event = Event.objects.filter(pk=object_id).first() if object_id and object_id.isdigit() else None
        may_publish = request.user.has_perm("events.publish_event")
        extra = {"event": event, "may_publish": may_publish, "versions": versions_of(event) if event else []}
        if event:
            extra |= {"title": event.title, "subtitle": None}
        try:
            return super().changeform_view(request, object_id, form_url, {**extra, **(extra_context or {})})
        except NotConfirmed as asked:
            return self._look_first(request, event, asked)
        except publishing.PublicationRefused as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def _look_first(self, request: HttpRequest, event: Event, asked: NotConfirmed) -> HttpResponse:
        """What the version would say and whom it would reach, before it is published (P7, P13); the form goes along."""
        kept = ((name, value) for name, values in request.POST.lists() for value in values)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "event": event,
            "title": _("What will be published"),
            "differences": asked.changes,
            "told": asked.told,
            "state": asked.state,
            "kept": [(name, value) for name, value in kept if name not in NOT_KEPT],
        }
        return TemplateResponse(request, "events/admin/look_first.html", context)

    # --- Publish, cancel, take back ---

    def get_urls(self):
        own = [
            path("<int:pk>/publish/", self.admin_site.admin_view(self.publish), name="events_event_publish"),
            path("<int:pk>/cancel/", self.admin_site.admin_view(self.cancel), name="events_event_cancel"),
            path("<int:pk>/unpublish/", self.admin_site.admin_view(self.unpublish), name="events_event_unpublish"),
            path(
                "<int:pk>/versions/<int:number>/", self.admin_site.admin_view(self.version), name="events_event_version"
            ),
        ]
        return own + super().get_urls()

    def publish(self, request: HttpRequest, pk: int) -> HttpResponse:
        def act(event: Event, seen: str, reference: str) -> str:
            version = publishing.publish(event, by=request.user, at=timezone.now(), seen=seen, reference=reference)
            return _("Published as version %(number)s.") % {"number": version.number}

        explains = _("Everybody can then read it, and registration opens. From then on every save is a new version.")
        may_not = publishing.why_not_published
        return self._confirmed(request, pk, PublishForm, act, _("Publish"), explains, may_not, told=would_tell)

    def cancel(self, request: HttpRequest, pk: int) -> HttpResponse:
        def act(event: Event, seen: str, words: str, words_fr: str) -> str:
            publishing.cancel(event, by=request.user, at=timezone.now(), words=words, words_fr=words_fr, seen=seen)
            return _("The event is cancelled, for good.")

        explains = _(
            "This is final: registration closes, and everybody concerned is told. It stays in the calendar, marked."
        )
        title, may_not = _("Cancel the event"), publishing.why_not_cancelled
        return self._confirmed(request, pk, CancelForm, act, title, explains, may_not, told=would_tell_the_end)

    def unpublish(self, request: HttpRequest, pk: int) -> HttpResponse:
        def act(event: Event, seen: str) -> str:
            publishing.unpublish(event, by=request.user)
            return _("The event is no longer published.")

        explains = _("Only staff will see it. Possible only while nobody has a registration for it.")
        title, may_not = _("Withdraw the publication"), publishing.why_not_taken_back
        return self._confirmed(request, pk, SeenForm, act, title, explains, may_not)

    def _confirmed(
        self, request: HttpRequest, pk: int, form_class: type[SeenForm], act: Callable, title: str, explains: str,
        may_not: Callable[[Event], str], *, told: Callable[[Event], list[tuple[str, int]]] | None = None,
    ) -> HttpResponse:  # fmt: skip
        """A page that asks, with what the act needs; its button takes the act on the event as that page showed it.

        Where the act ``may_not`` be taken, it says the reason and has no button.
        """
        if not request.user.has_perm("events.publish_event"):
            raise PermissionDenied
        event = get_object_or_404(Event.objects.select_related("accredited_with"), pk=pk)
        form = form_class(request.POST or None, initial={"seen": publishing.shown_state(event)})
        if request.method == "POST" and form.is_valid():
            try:
                told = act(event, **form.cleaned_data)
            except publishing.PublicationRefused as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                self.log_change(request, event, told)
                self.message_user(request, told)
            return HttpResponseRedirect(reverse("admin:events_event_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "event": event,
            "form": form,
            "title": title,
        }
        context |= {"refusal": may_not(event), "explains": explains, "told": told(event) if told else []}
        return TemplateResponse(request, "events/admin/confirm.html", context)

    def version(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """One full version as it then stood, with what it changed: older ones stay readable to officers (P7)."""
        if not request.user.has_perm("events.view_event"):
            raise PermissionDenied
        event = get_object_or_404(Event, pk=pk)
        found = next((line for line in versions_of(event) if line["version"].number == number), None)
        if found is None or found["version"].snapshot is None:
            raise Http404
        title = _("Version %(number)s of the advisory") % {"number": number}
        context = {**self.admin_site.each_context(request), "opts": self.opts, "event": event, "title": title, **found}
        context["facts"] = [fact for fact in facts(found["version"].snapshot).values() if fact.value]
        return TemplateResponse(request, "events/admin/version.html", context)


def would_tell(event: Event) -> list[tuple[str, int]]:
    """Whom publishing this event would reach (P13)."""
    newest = publishing.newest_version(event)
    return who_is_told("advisory", event=event, before=newest.snapshot if newest else None)


def would_tell_the_end(event: Event) -> list[tuple[str, int]]:
    """Whom its cancellation would reach; the event itself stays as it is (P13)."""
    cancelled = copy(event)
    cancelled.cancelled_at = timezone.now()
    return would_tell(cancelled)


def versions_of(event: Event) -> list[dict[str, Any]]:
    """The versions of an event, newest first, each with what differs from the full one before it."""
    lines: list[dict[str, Any]] = []
    before = None
    for version in MediaAdvisory.objects.filter(event=event).select_related("published_by").order_by("number"):
        if version.snapshot is None:
            lines.append({"version": version, "differences": []})
            continue
        lines.append({"version": version, "differences": for_staff(before, version.snapshot)})
        before = version.snapshot
    return lines[::-1]
