"""The programme of an event, and where its passes are collected."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.forms.event import WORDS_MISSING
from events.forms.plain_text import PlainText, SaneText
from events.models import CollectionHours, CollectionPoint, ProgrammeItem
from events.times import is_sane_day

LINE_OF_HOURS = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2})\s*[-–]\s*(\d{2}:\d{2})")


class ProgrammeItemForm(SaneText):
    media = forms.MultipleChoiceField(
        label=_("media types of the pool"),
        choices=ProgrammeItem.Media,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ProgrammeItem
        fields = (
            "day", "starts_time", "ends_time", "title_en", "title_fr", "place_en", "place_fr", "access", "media",
        )  # fmt: skip


class CollectionPointForm(SaneText):
    hours = PlainText(
        label=_("opening hours"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        help_text=_("One day a line: 2024-07-08 10:00-16:00. Empty: to be announced."),
    )

    class Meta:
        model = CollectionPoint
        fields = ("place_en", "place_fr", "hours", "bring_en", "bring_fr")
        field_classes = {"bring_en": PlainText, "bring_fr": PlainText}
        help_texts = {"place_en": _("Empty: to be announced.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            hours = self.instance.hours.order_by("day", "opens")
            self.initial["hours"] = "\n".join(f"{h.day} {h.opens:%H:%M}-{h.closes:%H:%M}" for h in hours)

    def clean_hours(self) -> list[CollectionHours]:
        """Every line a day with its hours; each wrong line is named."""
        found, errors = [], []
        for line in filter(None, map(str.strip, self.cleaned_data["hours"].splitlines())):
            try:
                found.append(hours_of(line))
            except ValueError:
                errors.append(_("“%(line)s”: write it like 2024-07-08 10:00-16:00.") % {"line": line})
            except ValidationError as error:
                errors.append(f"“{line}”: {' '.join(error.messages)}")
        if errors:
            raise ValidationError(errors)
        return found

    def save(self, commit: bool = True) -> CollectionPoint:
        point = super().save(commit=commit)
        if commit and "hours" in self.changed_data:
            point.hours.all().delete()
            for hours in self.cleaned_data["hours"]:
                hours.point = point
                hours.save()
        return point


def hours_of(line: str) -> CollectionHours:
    """The opening hours of one line; ValueError where it is not written so."""
    found = LINE_OF_HOURS.fullmatch(line)
    if found is None:
        raise ValueError(line)
    hours = CollectionHours(
        day=date.fromisoformat(found[1]), opens=time.fromisoformat(found[2]), closes=time.fromisoformat(found[3])
    )
    is_sane_day(hours.day)
    if hours.closes <= hours.opens:
        raise ValidationError(_("It closes before it opens."))
    return hours


class PartFormSet(forms.BaseInlineFormSet):
    """Programme or collection points of an event: a change of a published one is put in words like any other (P7)."""

    def clean(self) -> None:
        super().clean()
        if self.has_changed() and getattr(self.instance, "lacks_words_of_change", False):
            raise ValidationError(WORDS_MISSING)
