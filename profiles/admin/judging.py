"""The form in which an officer judges a body or an organisation, or joins it to the one that it is."""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accreditation_portal.review.forms import HiddenWithoutLabel
from accreditation_portal.review.timeline import shown_moment
from profiles.models import search_key
from profiles.models.bodies import Curated

MOST_LINES = 50


class SeenField(forms.CharField):
    """What the page showed; it is no change by itself."""

    widget = HiddenWithoutLabel

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class JudgeForm(forms.ModelForm):
    """Names stay unique, joins never form a chain, and nobody saves over what a colleague has just saved."""

    seen = SeenField(label="", required=False)
    unique_with: tuple[str, ...] = ()  # beside the name
    also_judged: tuple[str, ...] = ()  # yes or no, beside the standing

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.standing_before, self.joined_before = self.instance.standing, self.instance.same_as
        self.also_before = {name: getattr(self.instance, name) for name in self.also_judged}
        if note := self.fields.get("standing_note"):
            note.widget.attrs["rows"] = 3
        if same_as := self.fields.get("same_as"):  # not there for whoever may only read
            for link in ("can_add_related", "can_change_related", "can_view_related"):
                setattr(same_as.widget, link, False)  # what is joined is there already
        self.fields["seen"].initial = self.seen_now = self._as_it_is()

    def _as_it_is(self) -> str:
        if not self.instance.pk:
            return ""
        fields = ("name", "country", "kind", "website", "standing", "standing_note", "same_as", *self.also_judged)
        values = [str(self.instance._meta.get_field(name).value_from_object(self.instance)) for name in fields]
        return sha256("\0".join(values).encode()).hexdigest()[:16]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not search_key(name):
            raise ValidationError(_("A name has letters or digits."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.changed_data and self.data.get(self.add_prefix("seen"), "") != self.seen_now:
            self._refuse_what_was_seen_before()
        if cleaned.get("name") and (namesake := self._namesake(cleaned)):
            self.add_error("name", self._taken_by(namesake))
        if (target := cleaned.get("same_as")) and (refusal := self._against_joining(target)):
            self.add_error("same_as", refusal)
        return cleaned

    def _refuse_what_was_seen_before(self) -> None:
        """Two officers, one row (B7): nothing is saved; what was typed stays, and can be saved after a look."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.seen_now
        latest = history_of(self.instance).first()
        raise ValidationError(
            _("Nothing was saved: %(who)s changed this meanwhile%(when)s. It stands at “%(standing)s” now. What you "
              "entered is below; save it again if it is still right.")
            % {
                "who": latest.user.shown_name if latest else _("somebody"),
                "when": f" ({shown_moment(latest.action_time)})" if latest else "",
                "standing": self.instance.get_standing_display(),
            }
        )  # fmt: skip

    def _namesake(self, cleaned: dict[str, Any]) -> Curated | None:
        same = {name: cleaned[name] for name in self.unique_with if name in cleaned}
        others = type(self.instance)._default_manager.known_as(cleaned["name"]).filter(**same)
        return others.exclude(pk=self.instance.pk).select_related("same_as").first()

    def _taken_by(self, other: Curated) -> Any:
        address = reverse(f"admin:profiles_{other._meta.model_name}_change", args=[other.pk])
        link = format_html('<a href="{}">{}</a>', address, other.name)
        if other.same_as:
            return format_html(_("{} has this name already; it is another name of “{}”."), link, other.same_as.name)
        return format_html(_("{} has this name already ({})."), link, other.get_standing_display())  # type: ignore[attr-defined]

    def _against_joining(self, target: Curated) -> str:
        if target.pk == self.instance.pk:
            return _("Nothing can be joined to itself.")
        if target.same_as:
            return _("“%(name)s” is itself another name of “%(other)s”: join this to that one.") % {
                "name": target.name,
                "other": target.same_as.name,
            }
        if self.instance.pk and (alias := self.instance.aliases.first()):
            return _("“%(name)s” is joined to this one. Join it to the other one first.") % {"name": alias.name}
        return ""

    def turns(self) -> dict[str, Any]:
        """What the history keeps beside the names of the fields: standing and joining, before and after."""
        kept: dict[str, Any] = {}
        if self.instance.standing != self.standing_before:
            kept["standing"] = [self.standing_before, self.instance.standing]
            kept["note"] = self.instance.standing_note
        for name, before in self.also_before.items():
            if (now := getattr(self.instance, name)) != before:
                kept["also"] = {**kept.get("also", {}), name: now}
                kept["note"] = self.instance.standing_note
        if self.instance.same_as != self.joined_before:
            kept["same_as"] = [str(other) if other else "" for other in (self.joined_before, self.instance.same_as)]
        return kept


def history_of(row: Curated) -> QuerySet:
    """Who changed this row in the admin and when, newest first."""
    kind = ContentType.objects.get_for_model(row)
    entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user")
    return entries.order_by("-action_time", "-pk")


def history_in_words(row: Curated) -> list[dict[str, Any]]:
    """The newest lines of the history: when, who, what, and the reason that was given."""
    return [
        {"when": shown_moment(entry.action_time), "who": entry.user.shown_name, **_in_words(entry, row)}
        for entry in history_of(row)[:MOST_LINES]
    ]


def _in_words(entry: LogEntry, row: Curated) -> dict[str, Any]:
    turned: dict[str, Any] = {}
    if entry.change_message.startswith("["):
        for part in json.loads(entry.change_message):
            turned |= part.get("turned", {})
    what = [entry.get_change_message()]
    if "standing" in turned:
        names = dict(row.Standing.choices)  # type: ignore[attr-defined]
        before, after = (names.get(value, value) for value in turned["standing"])
        what.append(_("Standing: “%(before)s”, now “%(after)s”.") % {"before": before, "after": after})
    for name, now in turned.get("also", {}).items():
        label = capfirst(str(row._meta.get_field(name).verbose_name))
        what.append(_("%(what)s: yes.") % {"what": label} if now else _("%(what)s: no.") % {"what": label})
    if "same_as" in turned:
        before, after = turned["same_as"]
        what.append(_("Joined to “%(name)s”.") % {"name": after} if after
                    else _("No longer joined to “%(name)s”.") % {"name": before})  # fmt: skip
    return {"what": what, "note": turned.get("note", "")}
