"""The application for one event with its attachments; and the answer to a request for information."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.answer import WithAnswer
from accreditation_portal.review.files import FIELD, Files, FilesField, WithFiles
from accreditation_portal.review.layout import Folded, Group, Included
from accreditation_portal.review.lines import LinesField
from accreditation_portal.review.states import Item
from adhoc.models import Attachment, EventRegistration
from profiles.forms.lines import asked_if, hold_to_one_line
from profiles.models import MediaOrganisation
from profiles.models.folding import search_key

WORK = ("role", "other_role", "organisation_name", "further_organisation_names")
BOTH_OR_NEITHER = {"role", "other_role"}  # the one says what the other means
FIELDS_OF_REQUEST = {
    Item.ORGANISATION: WORK,
    Item.PURPOSE: ("purpose",),
    Item.IDENTITY_DOCUMENT: ("identity",),
    Item.PROFESSION: ("profession",),
}


def attachments(kinds: Iterable[str]) -> Group:
    """What is to be attached; which files are taken is said once for all kinds."""
    return Group(_("Attachments"), Included("adhoc/_formats.html"), *map(Files, kinds))


class RegistrationForm(WithFiles, forms.Form):
    """What is asked for this event only. Whatever is valid is kept, also when something else is wrong."""

    file_kinds = Attachment.Kind.values
    spared: set[str] = set()  # fields of which nothing is required although the form is sent

    role = forms.ChoiceField(label=_("Media function for this event"), required=False)
    other_role = forms.CharField(
        label=_("Which function"), max_length=120, required=False, help_text=_("Only for another media function.")
    )
    organisation_name = forms.CharField(
        label=_("Media organisation for this event"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=_("From your profile; a change here holds for this event only."),
    )
    further_organisation_names = forms.CharField(
        label=_("Further media organisations (optional)"),
        max_length=420,
        required=False,
        help_text=_("If you report for several, write their names with semicolons between them."),
    )
    purpose = LinesField(
        label=_("Purpose"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you want to cover, and in which form. One sentence is enough."),
    )
    identity = FilesField(
        label=_("Proof of identity"),
        required=False,
        help_text=_(
            "The ID card or passport that you bring to collect the pass. Please cover the national register number: it "
            "is never needed."
        ),
    )
    profession = FilesField(
        label=_("Proof of profession"),
        required=False,
        help_text=_("Your press card, or a letter of assignment from your editor."),
    )

    def __init__(self, *args: Any, registration: EventRegistration, sending: bool = False, **kwargs: Any):
        """``sending``: whatever the registration needs must be there; else it may be saved with gaps."""
        self.case = self.registration = registration
        self.sending = sending
        kwargs.setdefault("initial", {name: getattr(registration, name) for name in (*WORK, "purpose")})
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", gettext("Choose …")), *EventRegistration.Role.choices]
        asked_if(self.fields["other_role"], f"role={EventRegistration.Role.OTHER}")
        if not registration.organisation_name:  # nothing was taken from the profile
            is_freelance = registration.representative.employment == EventRegistration.Employment.FREELANCE
            self.fields["organisation_name"].help_text = (
                _("You work freelance: it may stay empty.") if is_freelance else ""
            )
        self.use_required_attribute = False
        for name in self.needed():
            self.fields[name].is_needed = True  # type: ignore[attr-defined]  # marked, and not enforced in a draft
        hold_to_one_line(self)
        self.helper = FormHelper()
        self.helper.form_show_errors = True
        self.helper.field_template = FIELD
        self.helper.layout = self.layout()

    @property
    def has_words(self) -> bool:
        """Whether anything but files is asked here."""
        return any(name in self.fields for name in (*WORK, "purpose"))

    def needed(self) -> list[str]:
        """The fields without which nothing can be sent."""
        needed = ["role", "purpose", *self.registration.event.required_kinds]
        if self.registration.representative.employment != EventRegistration.Employment.FREELANCE:
            needed.append("organisation_name")
        return [name for name in needed if name in self.fields]

    def layout(self) -> Layout:
        return Layout(
            Included("review/_enter_key.html", name="check"),
            Included("_partials/made_for.html"),
            Group(
                _("For this event"), *WORK[:-1], Folded(_("Do you report for further media?"), WORK[-1]), "purpose"
            ),
            attachments(self.file_kinds),
            Included("adhoc/_register_buttons.html"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.judge_files(self.registration, cleaned)
        if cleaned.get("role") == EventRegistration.Role.OTHER and not cleaned.get("other_role"):
            self.add_error("other_role", _("Say which media function it is."))
        if cleaned.get("organisation_name") and not search_key(cleaned["organisation_name"]):
            self.add_error("organisation_name", _("Write the name of the organisation in letters."))
        if self.sending:
            self._require_everything(cleaned)
        return cleaned

    def _require_everything(self, cleaned: dict[str, Any]) -> None:
        sentences = {
            "role": _("Choose your media function for this event."),
            "organisation_name": _("Name the media organisation that you report for."),
            "purpose": _("Say what you want to cover."),
            "identity": _("Attach your ID card or passport."),
            "profession": _("Attach your press card or a letter of assignment."),
        }
        for name in self.needed():
            if name in self.file_kinds:
                is_there = self.accepted.get(name) or self.registration.has_attached(name)
            else:
                is_there = cleaned.get(name)
            if not is_there and name not in {*self.errors, *self.spared}:
                self.add_error(name, sentences[name])

    def changes(self, registration: EventRegistration) -> bool:
        """Whether keeping what was sent would write anything into this draft."""
        return any(self.accepted.values()) or not self._agrees_with(registration)

    def keep_words(self, registration: EventRegistration) -> dict[str, Any]:
        """Write whatever was typed and is valid into this row, which the caller holds locked; return older values."""
        values = self._valid_words()
        older, changed = {}, set()
        if "organisation_name" in values:
            values["organisation"] = self._organisation(values["organisation_name"], registration)
            if registration.employment != (employment := registration.representative.employment):
                registration.employment = employment
                changed.add("employment")
        for name, value in values.items():
            if (was := getattr(registration, name)) != value:
                older[name] = was.pk if isinstance(was, MediaOrganisation) else was
                setattr(registration, name, value)
        changed.update(older)
        if changed:
            registration.save(update_fields=[*changed, "touched_at"])
        return older

    def _valid_words(self) -> dict[str, Any]:
        values = {name: value for name, value in self.cleaned_data.items() if name in (*WORK, "purpose")}
        if self.errors.keys().isdisjoint(BOTH_OR_NEITHER):
            return values
        return {name: value for name, value in values.items() if name not in BOTH_OR_NEITHER}

    def _agrees_with(self, registration: EventRegistration) -> bool:
        """Whether the row says already what was typed, and the organisation named in it is known."""
        values = self._valid_words()
        if "organisation_name" in values:
            is_known = bool(values["organisation_name"]) == bool(registration.organisation_id)
            if not is_known or registration.employment != registration.representative.employment:
                return False
        return all(getattr(registration, name) == value for name, value in values.items())

    def _organisation(self, name: str, registration: EventRegistration) -> MediaOrganisation | None:
        """The organisation of that name; where nobody knows it, it is proposed when the form is sent, not before.

        The same name means the same organisation, also where staff renamed it meanwhile.
        """
        if not name:
            return None
        today = registration.organisation
        if today and (name == registration.organisation_name or today.search_key == search_key(name)):
            return today
        found = MediaOrganisation.objects.filter(search_key=search_key(name)).first()
        if found or not self.sending:
            return found
        proposal = MediaOrganisation(
            name=name, kind=MediaOrganisation.Kind.OTHER, proposed_by=self.registration.representative.user
        )
        try:
            with transaction.atomic():
                proposal.save()
        except IntegrityError:  # somebody else proposed it at the same moment
            return MediaOrganisation.objects.get(search_key=search_key(name))
        return proposal


class CompletionForm(WithAnswer, RegistrationForm):
    """Exactly the items that the office asks for (B12); of a submitted case that is corrected, all of them."""

    def __init__(self, *args: Any, items: tuple[str, ...], registration: EventRegistration, **kwargs: Any):
        self.items = items
        super().__init__(*args, registration=registration, **kwargs)
        asked = [name for item in items for name in FIELDS_OF_REQUEST.get(item, ())]
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.offer_answer()

    @property
    def has_words(self) -> bool:
        return super().has_words or self.has_answer

    @property
    def spared(self) -> set[str]:
        return {name for item in self.not_given for name in FIELDS_OF_REQUEST.get(item, ())}

    def clean(self) -> dict[str, Any]:
        """What the representative cannot give is neither judged nor written (B12)."""
        cleaned = super().clean()
        for name in self.spared.difference(self.file_kinds):
            self.errors.pop(name, None)
        self.judge_answer()
        return {name: value for name, value in cleaned.items() if name not in self.spared}

    def layout(self) -> Layout:
        text = [name for item in (Item.ORGANISATION, Item.PURPOSE) if item in self.items
                for name in FIELDS_OF_REQUEST[item]]  # fmt: skip
        kinds = self.registration.kinds_of(self.items)
        return Layout(
            Included("review/_enter_key.html", name="keep"),
            Included("_partials/made_for.html"),
            *([Group(_("For this event"), *text)] if text else []),
            *([attachments(kinds)] if kinds else []),
            Included("review/_answer.html"),
            Included("adhoc/_completion_buttons.html"),
        )  # fmt: skip
