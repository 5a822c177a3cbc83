"""What a press officer fills in about an event, with its local times."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.forms import HiddenWithoutLabel
from events import publishing
from events.advisory_file.rows import free_slug
from events.forms.plain_text import PlainText, SaneText
from events.kinds import suffices_by_default
from events.models import Event
from events.models.event import zone_names
from events.times import END_OF_DAY, instant, last_minute

NOT_ADDRESSES = ("feed", "calendar", "following")  # pages of the calendar itself
WORDS_MISSING = _("Say what changed: those registered are told, each in their language.")


class EventForm(SaneText):
    """An event; hours are local to its zone, the deadline's to its own."""

    seen = forms.CharField(label="", widget=HiddenWithoutLabel, required=False)
    opens_on = forms.DateField(label=_("registration opens on"), required=False, widget=AdminDateWidget)
    opens_time = forms.TimeField(label=_("at"), required=False, widget=AdminTimeWidget)
    deadline_on = forms.DateField(label=_("deadline on"), required=False, widget=AdminDateWidget)
    deadline_time = forms.TimeField(
        label=_("through"), required=False, widget=AdminTimeWidget, help_text=_("Empty: 23:59 of that day.")
    )
    changes_en = PlainText(label=_("what changed, in English"), required=False, widget=AdminTextareaWidget)
    changes_fr = PlainText(label=_("what changed, in French"), required=False, widget=AdminTextareaWidget)
    reference = forms.CharField(label=_("reference of this version"), required=False, max_length=60)

    class Meta:
        model = Event
        exclude = ("registration_opens_at", "registration_deadline", "source")
        field_classes = {"text_en": PlainText, "text_fr": PlainText}
        help_texts = {
            "slug": _("Empty: made from the title and the year. It stays once the event is published."),
            "annual_accreditation_suffices": _(
                "Holders of annual accreditation need not register. Usual at the Headquarters for ministerials, "
                "press conferences and briefings; not for summits. Impossible away from the Headquarters: everybody "
                "registers there."
            ),
            "starts_time": _("Local to the event's zone. Empty: the hour is not published."),
            "ends_time": _("Empty: it ends with that day."),
            "text_en": _("Markdown: **bold**, *italic*, - lists, [links](https://…). HTML is shown as text."),
            "authorities_check_media": _(
                "Accredited persons are verified by the authorities that guard the event. Not published; approving "
                "somebody whom they have not cleared then needs a recorded reason."
            ),
            "accredited_with": _("For instance a press conference before a ministerial meeting: no registration here."),
            "accredited_by": _("Another body, with its link: no registration here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event = self.instance
        for field in self.fields.values():  # those of the model begin with a capital, those declared here do not
            field.label = capfirst(field.label)
        # A press officer who may only look at a cancelled event gets a form without fields.
        for name, empty in (("time_zone", None), ("deadline_zone", _("as the event"))):
            if name in self.fields:
                self._choose_zone(name, empty)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].disabled = event.is_published
        if "accredited_with" in self.fields:
            self.fields["accredited_with"].queryset = Event.objects.exclude(pk=event.pk).order_by("-starts_on", "pk")
            self.fields["accredited_with"].label_from_instance = lambda other: other.title
        if "annual_accreditation_suffices" in self.fields and not event.pk:
            self._offer_the_usual()
        if event.pk:
            self.state = publishing.shown_state(event)
            self.initial |= {"seen": self.state, **local_parts("opens", event.registration_opens_at, event.zone)}
            self.initial |= local_parts("deadline", event.registration_deadline, event.zone_of_deadline)

    def _offer_the_usual(self) -> None:
        """A new event begins with what is usual for its kind and place."""
        field = self.fields["annual_accreditation_suffices"]
        self.fields["annual_accreditation_suffices"] = forms.TypedChoiceField(
            label=field.label,
            help_text=field.help_text,
            required=False,
            empty_value=None,
            coerce=lambda value: value == "yes",
            choices=[("", _("as usual for this kind and place")), ("yes", _("yes")), ("no", _("no"))],
        )

    def _choose_zone(self, name: str, empty: Any) -> None:
        choices = [("", empty)] if empty else []
        self.fields[name] = forms.ChoiceField(
            label=self.fields[name].label,
            choices=choices + [(zone, zone) for zone in sorted(zone_names())],
            required=empty is None,
            initial=self.fields[name].initial,
        )

    def has_news(self) -> bool:
        """Whether something of the event itself was changed, beside what is not published."""
        inside = {"seen", "changes_en", "changes_fr", "reference", "authorities_check_media"}
        return bool(set(self.changed_data) - inside)

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        if slug in NOT_ADDRESSES:
            raise ValidationError(_("This address is taken by the calendar itself."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "back" in self.data:  # from the page that shows what would be published
            raise ValidationError(_("Nothing is published yet: go on here, then save again."))
        if self.instance.pk and cleaned.get("seen") != self.state:
            raise ValidationError(
                _(
                    "Somebody else saved this event while you were writing. Nothing was saved: open it in another "
                    "tab, and bring your changes over."
                )
            )
        self._clean_cover(cleaned)
        self._clean_times(cleaned)
        self._clean_order(cleaned)
        self._clean_other_accreditation(cleaned)
        if not cleaned.get("slug") and cleaned.get("title_en") and cleaned.get("starts_on"):
            cleaned["slug"] = free_slug(cleaned["title_en"], cleaned["starts_on"].year)
        words = [name for name in ("changes_en", "changes_fr") if not (cleaned.get(name) or "").strip()]
        self.instance.lacks_words_of_change = self.instance.is_published and bool(words)
        if self.instance.is_published and self.has_news():
            for name in words:
                self.add_error(name, WORDS_MISSING)
        return cleaned

    def _clean_cover(self, cleaned: dict[str, Any]) -> None:
        """What is usual where nothing is said, and never away from the Headquarters (S20, S22)."""
        at_headquarters = cleaned.get("at_headquarters", False)
        if cleaned.get("annual_accreditation_suffices") is None:
            usual = suffices_by_default(cleaned.get("kind", ""), at_headquarters=at_headquarters)
            cleaned["annual_accreditation_suffices"] = usual
        elif cleaned["annual_accreditation_suffices"] and not at_headquarters:
            message = _("Away from the Headquarters everybody registers: annual accreditation cannot suffice.")
            self.add_error("annual_accreditation_suffices", message)

    def _clean_order(self, cleaned: dict[str, Any]) -> None:
        """Registration opens before its deadline, and that is not after the event's end."""
        opens, deadline = self.instance.registration_opens_at, self.instance.registration_deadline
        if opens and deadline and opens >= deadline:
            self.add_error("opens_on", _("Registration opens after its deadline."))
        if deadline and cleaned.get("ends_on") and not {"time_zone", "ends_time", "ends_on"} & set(self.errors):
            zone, hour = ZoneInfo(cleaned["time_zone"]), cleaned.get("ends_time")
            over = instant(cleaned["ends_on"], hour, zone) if hour else last_minute(cleaned["ends_on"], zone)
            if deadline > over:
                self.add_error("deadline_on", _("The deadline is after the end of the event."))

    def _clean_times(self, cleaned: dict[str, Any]) -> None:
        if "time_zone" not in cleaned or "deadline_zone" not in cleaned:
            return
        zone = ZoneInfo(cleaned["time_zone"])
        for part in ("starts", "ends"):
            self._instant(cleaned, part, zone)
        self.instance.registration_opens_at = self._instant(cleaned, "opens", zone, else_hour=time.min)
        zone_of_deadline = ZoneInfo(cleaned["deadline_zone"] or cleaned["time_zone"])
        self.instance.registration_deadline = self._instant(cleaned, "deadline", zone_of_deadline, else_hour=END_OF_DAY)

    def _instant(self, cleaned: dict[str, Any], part: str, zone: ZoneInfo, else_hour: time | None = None) -> Any:
        """The instant of a day and hour of the form, refused at its field where clocks skip or repeat it."""
        day, hour = cleaned.get(f"{part}_on"), cleaned.get(f"{part}_time")
        if day is None:
            if hour is not None and f"{part}_on" not in self.errors:
                self.add_error(f"{part}_on", _("An hour needs its day."))
            return None
        if hour is None and else_hour is None:
            return None
        try:
            if hour is None and else_hour == END_OF_DAY:
                return last_minute(day, zone)
            return instant(day, (hour or else_hour).replace(second=0, microsecond=0), zone)
        except ValidationError as error:
            self.add_error(f"{part}_time", error)
        except OverflowError:
            self.add_error(f"{part}_on", _("This day cannot be right."))
        return None

    def _clean_other_accreditation(self, cleaned: dict[str, Any]) -> None:
        """Another event or another body accredits, not both; and the other event takes registrations itself (P14)."""
        other = cleaned.get("accredited_with")
        if other and cleaned.get("accredited_by"):
            self.add_error("accredited_by", _("Either another event's accreditation or another body: not both."))
        if other and not other.takes_registrations:
            self.add_error("accredited_with", _("That event takes no registrations itself."))
        if other and self.instance.is_published and not other.is_published:
            self.add_error("accredited_with", publishing.COVER_FIRST % {"title": other.title})
        if cleaned.get("accredited_by_url") and not cleaned.get("accredited_by"):
            self.add_error("accredited_by", _("Name the body that this link belongs to."))


def local_parts(name: str, at: datetime | None, zone: ZoneInfo) -> dict[str, Any]:
    local = at.astimezone(zone) if at else None
    return {f"{name}_on": local and local.date(), f"{name}_time": local and local.time()}
