"""What an officer fills in once for many cases."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.assignment import officers_of
from accreditation_portal.review.bulk import ASSIGN
from accreditation_portal.review.criteria import Criterion
from accreditation_portal.review.forms import ReplyByField, items_field
from accreditation_portal.review.models import BulkAct, Reason


class BulkForm(forms.Form):
    """``languages``: what the applicants read, with how many of them; ``judged``: what is an officer's to judge."""

    note = forms.CharField(
        label=_("Internal note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In the record of each case, not in the letters."),
    )

    def __init__(self, act: BulkAct, data: Any = None, *, languages: dict[str, int], judged: list[Criterion]):
        super().__init__(data, label_suffix="")
        self.act, self.use_required_attribute = act, False
        self.offered: list[Reason] = []
        if act.step == ASSIGN:
            del self.fields["note"]
            choices = [("", _("nobody"))] + [(str(o.pk), o.shown_name) for o in officers_of(act.model)]
            self.fields["to"] = forms.ChoiceField(label=_("Assigned to"), choices=choices, required=False)
            return
        self.judged = [criterion.name for criterion in judged] if act.step == "approve" else []
        self._ask_what_is_judged(judged)
        if act.step == "request_information":
            self.fields["items"] = items_field(act.model.items_to_request)
            self.fields["reply_by"] = ReplyByField()
        if act.step != "approve":
            self._offer(languages)
        for language, number in languages.items():
            name = get_language_info(language)["name_translated"]
            self.fields[f"words_{language}"] = forms.CharField(
                label=_("To those who read %(language)s (%(number)s)") % {"language": name, "number": number},
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
                help_text=_("In each letter, as you write it."),
            )
        self.languages = languages
        first = [f"judged_{name}" for name in self.judged]
        self.order_fields([*first, "items", "reply_by", "reasons", *(f"words_{code}" for code in languages), "note"])

    def _ask_what_is_judged(self, judged: list[Criterion]) -> None:
        for criterion in judged if self.act.step == "approve" else ():
            self.fields[f"judged_{criterion.name}"] = forms.BooleanField(
                label=f"{criterion.text} ({criterion.rule})",
                help_text=_("In my judgement it is met in every one of these cases."),
                error_messages={"required": _("Judge it; whoever does not meet it is decided on their own page.")},
            )

    def _offer(self, languages: dict[str, int]) -> None:
        self.offered = [reason for reason in Reason.objects.of_kind(self.act.model) if reason.step == self.act.step]
        if not self.offered:
            return
        texts = [(reason, "\n".join(reason.text_in(language) for language in languages)) for reason in self.offered]
        self.fields["reasons"] = forms.MultipleChoiceField(
            label=_("Reasons"),
            required=False,
            choices=[
                (str(reason.pk), format_html('{} <span class="meta">{}</span>', reason.name, text))
                for reason, text in texts
            ],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("They stand in each letter in the language of its reader, before your own words."),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.act.step == ASSIGN:
            return cleaned
        written = [language for language in self.languages if cleaned.get(f"words_{language}")]
        if written and len(written) < len(self.languages):
            for language in set(self.languages) - set(written):
                self.add_error(f"words_{language}", _("Say it in this language too: some of them read it."))
        if (
            self.act.step == "deny"
            and not (written or cleaned.get("reasons") or cleaned.get("note"))
            and not self.errors
        ):
            self.add_error("reasons" if "reasons" in self.fields else "note", _("Say why."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """The valid form as the act keeps it."""
        cleaned = self.cleaned_data
        if self.act.step == ASSIGN:
            return {"to": int(cleaned["to"]) if cleaned["to"] else None}
        found: dict[str, Any] = {
            "note": cleaned["note"].replace("\r\n", "\n"),
            "words": {language: self._words_in(language) for language in self.languages},
        }
        if self.act.step == "approve":
            found["judged"] = self.judged
        if self.act.step == "request_information":
            found |= {"items": cleaned["items"], "reply_by": cleaned["reply_by"].isoformat()}
        return found

    def _words_in(self, language: str) -> str:
        """What the letter says to those who read this language: the reasons as they are now, then the own words."""
        ticked = self.cleaned_data.get("reasons", ())
        texts = [reason.text_in(language) for reason in self.offered if str(reason.pk) in ticked]
        return "\n\n".join(filter(None, [*texts, self.cleaned_data[f"words_{language}"].replace("\r\n", "\n")]))
