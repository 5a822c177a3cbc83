"""The officers' desk for registrations; the Pass Office's list of approved ones."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accreditation_portal.dates import shown_date
from accreditation_portal.review.admin import ReviewAdmin
from accreditation_portal.review.filters import (
    AssignedFilter,
    CountryFilter,
    PassFilter,
    StandingFilter,
    StateFilter,
)
from accreditation_portal.review.references import is_number
from accreditation_portal.review.states import UNDER_REVIEW, Item
from accreditation_portal.review.timeline import shown_moment
from adhoc.admin.media_status import media_status
from adhoc.exports import columns
from adhoc.models import EventRegistration
from adhoc.models.letters import what_to_bring
from events.models import Event
from events.times import shown_days, shown_instant
from profiles.admin.compared import side_by_side
from profiles.models.as_submitted import FIELDS_OF_ITEM

MOST_EVENTS_OF_A_LIST = 30


def event_words(event: Event) -> str:
    """An event as a list names it: its first day and its title."""
    return f"{shown_date(event.starts_on, 'd/m/Y')} · {event.title}"


class EventFilter(admin.SimpleListFilter):
    """The events that are coming, soonest first, then the latest past ones."""

    title = gettext_lazy("event")
    parameter_name = "event"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        now = timezone.now()
        events = Event.objects.published().only("title_en", "title_fr", "starts_on")
        found = list(events.upcoming(now)[:MOST_EVENTS_OF_A_LIST])
        found += events.past(now)[: MOST_EVENTS_OF_A_LIST - len(found)]
        return [(str(event.pk), event_words(event)) for event in found]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = self.value()
        if wanted is None:
            return queryset
        return queryset.filter(event=int(wanted)) if is_number(wanted) else queryset.none()


@admin.register(EventRegistration)
class EventRegistrationAdmin(ReviewAdmin):
    """One registration on one page, with its event, its attachments and the person's standing."""

    change_form_template = "admin/adhoc/eventregistration/change_form.html"
    list_display = ("thumbnail", "shown_reference", "who", "event_title", "shown_state", "submitted", "since",
                    "criteria", "assigned")  # fmt: skip
    list_display_links = ("shown_reference",)
    list_display_for_pass_office = ("shown_reference", "name", "organisation_name", "event_title", "pass_handed_over")
    list_filter = (StateFilter, AssignedFilter, EventFilter, "late", CountryFilter, StandingFilter, "role")
    list_filter_for_pass_office = (EventFilter, PassFilter)
    list_select_related = (*ReviewAdmin.list_select_related, "event", "organisation__same_as")
    list_prefetch_related = EventRegistration.prefetch_for_checklist
    facts = FIELDS_OF_ITEM | {Item.PURPOSE: ("purpose",)}
    columns = columns
    page_select_related = (
        *ReviewAdmin.page_select_related, "event", "organisation__same_as", "representative__organisation",
        "press_card__issuing_body__same_as", "press_card__scan", "admission__by",
        "media_status_accepted_by",
    )  # fmt: skip
    page_prefetch_related = (
        "attachments__document", "representative__press_cards__issuing_body__same_as",
        "representative__press_cards__scan", "representative__further_organisations",
    )  # fmt: skip

    def get_urls(self):
        view = self.admin_site.admin_view(partial(media_status, desk=self))
        own = path("<path:object_id>/media-status/", view, name="adhoc_eventregistration_media_status")
        return [own, *super().get_urls()]

    def queue(self, cases, at):
        return cases.for_review(at)

    def queues(self):
        """As everywhere, of the events that still come; and what was not decided before its event ended."""

        def not_decided(cases, at):
            gone = Q(event__ends_at__lte=at) | Q(event__cancelled_at__isnull=False)
            return cases.filter(gone, state__in=UNDER_REVIEW)

        def of_coming_events(narrow):
            return lambda cases, at: narrow(cases, at).filter(event__cancelled_at=None, event__ends_at__gt=at)

        coming = {name: (label, of_coming_events(narrow)) for name, (label, narrow) in super().queues().items()}
        coming["accepted"] = (
            gettext_lazy("Media status accepted, not in a batch"),
            of_coming_events(lambda cases, at: cases.awaiting_a_batch()),
        )
        return coming | {"not_decided": (gettext_lazy("Not decided in time"), not_decided)}

    def subject(self, case):
        return case.event.title

    def about(self, case):
        return [(_("Event"), case.event.title), (_("When"), shown_days(case.event.starts_on, case.event.ends_on))]

    def about_for_officers(self, case):
        event, lines = case.event, []
        if event.registration_deadline:
            lines.append((_("Deadline"), shown_instant(event.registration_deadline, event.zone_of_deadline)))
        lines += super().about_for_officers(case)
        if case.admission:
            words = _("by %(who)s: %(reason)s")
            by = {"who": case.admission.by.shown_name, "reason": case.admission.reason}
            lines.append((_("Admitted late"), words % by))
        return lines

    def days_of_pass(self, case):
        return shown_days(case.event.starts_on, case.event.ends_on)

    def papers(self, case):
        standing, accepted = case.verification(), case.media_status_accepted_at
        return {
            "verification": standing,
            "verification_since": shown_moment(standing.since) if standing and standing.since else "",
            "media_status_when": shown_moment(accepted) if accepted else "",
            "media_status_refusal": case.refusal_of_media_status(timezone.now()),
        }

    def duplicates(self, case, reader):
        return side_by_side(case, reader=reader)

    def what_to_bring(self, case):
        return what_to_bring(case.event)

    @admin.display(description=gettext_lazy("event"), ordering="event")
    def event_title(self, case):
        return case.event.title

    def marks(self, case):
        words = pgettext_lazy("registration", "Late")
        return [format_html('<span class="badge late">{}</span>', words)] if case.late else []
