"""The officer's form for one step: internal note, verdicts, and the words that the applicant will read."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.review.criteria import Answer, Verdict
from accreditation_portal.review.lines import LinesField
from accreditation_portal.review.models import Case, Reason
from accreditation_portal.review.models.note import LONGEST
from accreditation_portal.review.states import Ground, Item
from accreditation_portal.review.steps import Step

DOUBTFUL = {"deny": (Verdict.MET,), "revoke": (Verdict.MET, Verdict.FOR_OFFICER, Verdict.NOT_MET)}
REASON_NEEDED = ("deny", "revoke")
REASONS_OFFERED = ("request_information", "deny", "revoke", "close")
NOTE_NEEDED = {
    "reopen": _("Say why the case is reopened; the reason is recorded."),
    "complete": _("Say what came, and how; the note is recorded."),
    "extend": _("Say why it is extended; the reason is recorded."),
}


class HiddenWithoutLabel(forms.HiddenInput):
    """In the admin even a hidden field has a label, and a label may point at nothing hidden."""

    def id_for_label(self, id_):
        return ""


class ReplyByField(forms.DateField):
    """Until when an answer is expected: tomorrow at the earliest, proposed as the office has it."""

    def __init__(self, **kwargs: Any):
        super().__init__(
            label=_("Reply by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            initial=lambda: timezone.localdate(timezone=office.ZONE) + office.REPLY_WITHIN, **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day <= timezone.localdate(timezone=office.ZONE):
            raise forms.ValidationError(_("Leave at least until tomorrow for the answer."))
        return day


def items_field(items: Iterable[str]) -> forms.MultipleChoiceField:
    """What is missing, one tick for each item that the kind of case can be asked for (B12)."""
    return forms.MultipleChoiceField(
        label=_("What is missing"),
        choices=[(item, Item(item).label) for item in items],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one item that is missing.")},
    )


class HandOverForm(forms.Form):
    """The button that records a hand-over. ``seen`` is the last one that the page showed (B7)."""

    seen = forms.IntegerField(min_value=0)


class StrikeOutPassForm(forms.Form):
    """Why a hand-over does not hold, and which one the page showed."""

    hand_over = forms.IntegerField(min_value=1)
    why = forms.CharField(
        max_length=500, error_messages={"required": _("Say why it is struck out; the reason is recorded.")}
    )


class NoteForm(forms.Form):
    """A note for colleagues. ``key`` tells the second of two clicks, ``seen`` whether the case changed meanwhile."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = LinesField(
        label=_("Note for colleagues"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the note first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False


class StepForm(forms.Form):
    """What an officer adds to one step. ``seen`` is the last line of the record that the page showed (B7)."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
    note = forms.CharField(
        label=_("Internal note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In the record, not in the letter."),
    )

    def __init__(self, step: Step, case: Case, *args: Any, answers: list[Answer],
                 reasons: Iterable[Reason] = (), **kwargs: Any):  # fmt: skip
        super().__init__(*args, auto_id=f"{step.name}-%s", label_suffix="", **kwargs)
        self.step, self.case, self.answers = step, case, answers
        self.use_required_attribute = False  # every refusal comes with its sentence, from the server
        language = get_language_info(case.representative.user.language)["name_translated"]
        self.fields["words"].label = _("To the applicant, in %(language)s") % {"language": language}
        self.fields["words"].help_text = _("In the letter, as you write them.")
        self.initial.setdefault("seen", case.latest_decision_id)
        self.judged_criteria = self._criteria_to_judge()
        self._offer([reason for reason in reasons if reason.step == step.name])
        if add := getattr(self, f"_fields_of_{step.name}", None):
            add()

    # What single steps ask besides ---------------------------------------------------------------------------------

    def _fields_of_request_information(self) -> None:
        self.fields["items"] = items_field(self.case.items_to_request)
        self.fields["reply_by"] = ReplyByField()
        del self.fields["note"]  # this form speaks to the applicant; a note for colleagues has its own
        self.order_fields(["seen", "items", "reply_by", "reasons", "words"])

    def _fields_of_close(self) -> None:
        self.fields["ground"] = forms.ChoiceField(
            label=_("Ground"),
            choices=Ground.choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the ground on which the case is closed.")},
        )
        self.order_fields(["seen", "ground", "reasons", "words", "note"])

    def _offer(self, reasons: list[Reason]) -> None:
        """The reasons of the office's list, each with what the letter will say, in the applicant's language."""
        self.offered = {str(reason.pk): reason for reason in reasons}
        if not reasons:
            return
        language = self.case.representative.user.language
        texts = [(pk, reason.name, reason.text_in(language)) for pk, reason in self.offered.items()]
        self.fields["reasons"] = forms.MultipleChoiceField(
            label=_("Reasons"),
            required=False,
            choices=[
                (pk, format_html('{} <span class="meta" lang="{}">{}</span>', name, language, text))
                for pk, name, text in texts
            ],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("They stand in the letter in this order, before your own words."),
        )
        self.order_fields(["seen", "reasons", "words", "note"])

    def _criteria_to_judge(self) -> list[Answer]:
        """A verdict and a remark for every criterion that an officer must judge (B1); of facts it can be doubted."""
        if not self.step.judges:
            return []
        found = [answer for answer in self.answers if answer.is_judged]
        if self.step.name != "approve":
            self._doubt([answer for answer in self.answers if answer.verdict in DOUBTFUL[self.step.name]])
            found = [] if self.step.name == "revoke" else [a for a in found if a.verdict == Verdict.FOR_OFFICER]
        for answer in found:
            name = answer.criterion.name
            if answer.verdict == Verdict.MET:  # a fact that an officer confirms for each case
                self.initial.setdefault(f"verdict_{name}", Verdict.MET.value)
            self.fields[f"verdict_{name}"] = forms.ChoiceField(
                label=answer.criterion.text,
                choices=[(choice.value, choice.label) for choice in (Verdict.MET, Verdict.NOT_MET)],
                widget=forms.RadioSelect,
                required=self.step.name == "approve",
                error_messages={"required": _("Judge whether it is met.")},
            )
            self.fields[f"remark_{name}"] = forms.CharField(
                label=_("Remark"),
                required=False,
                max_length=500,
                widget=forms.TextInput(attrs={"placeholder": _("Remark")}),
            )
        return found

    def _doubt(self, answers: list[Answer]) -> None:
        """Where the letter names criteria: those that an officer finds not met against what the facts say."""
        if "criteria" not in getattr(self.case.notices, self.step.tells).placeholders:
            return
        labels = {
            "deny": _("Met by the facts, and not met in your judgement"),
            "revoke": _("Criteria that are not met any more"),
        }
        self.fields["not_met"] = forms.MultipleChoiceField(
            label=labels[self.step.name],
            required=False,
            choices=[
                (answer.criterion.name, f"{answer.criterion.text} ({answer.criterion.rule})") for answer in answers
            ],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("The letter names them."),
        )

    # Refusals ------------------------------------------------------------------------------------------------------

    def clean_words(self) -> str:
        return self.cleaned_data["words"].replace("\r\n", "\n")

    def clean_note(self) -> str:
        note = self.cleaned_data["note"].replace("\r\n", "\n")
        if not note and self.step.name in NOTE_NEEDED:
            raise forms.ValidationError(NOTE_NEEDED[self.step.name])
        return note

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name = self.step.name
        silent = not any(cleaned.get(said) for said in ("note", "words", "reasons"))
        if name in REASON_NEEDED and silent and not self.errors:
            self.add_error("words", _("Say why: to the applicant, or in the internal note."))
        if name == "approve" and not self.errors:
            if refusal := self.case.refusal_of_judgement(self._judged(), timezone.now()):
                self.add_error(None, refusal)
            elif not cleaned.get("note") and (wanted := self.case.note_wanted(name)):
                self.add_error("note", wanted)
            elif not cleaned.get("note") and self._not_met():
                self.add_error(
                    "note", _("Not every criterion is met. Say in the internal note why you approve all the same.")
                )
        return cleaned

    def _not_met(self) -> bool:
        """Whether the checklist or the officer finds a criterion not met; that stops nothing, it wants a reason."""
        return Verdict.NOT_MET in [
            *(answer.verdict for answer in self.answers),
            *(judged["verdict"] for judged in self._judged().values()),
        ]

    # What the step is given ----------------------------------------------------------------------------------------

    def _judged(self) -> dict[str, dict[str, str]]:
        doubted = {
            name: {"verdict": Verdict.NOT_MET.value, "note": ""} for name in self.cleaned_data.get("not_met", ())
        }
        return doubted | {
            answer.criterion.name: {
                "verdict": self.cleaned_data[f"verdict_{answer.criterion.name}"],
                "note": self.cleaned_data.get(f"remark_{answer.criterion.name}", ""),
            }
            for answer in self.judged_criteria
            if self.cleaned_data.get(f"verdict_{answer.criterion.name}")
        }

    def arguments(self) -> dict[str, Any]:
        """The valid form as the step takes it."""
        given = {"seen": self.cleaned_data["seen"], "note": self.cleaned_data.get("note", ""), "words": self._words()}
        for name in ("items", "reply_by", "ground"):
            if name in self.fields:
                given[name] = self.cleaned_data[name]
        return given | ({"judged": self._judged()} if self.step.judges else {})

    def _words(self) -> str:
        """What the letter says: the reasons that were ticked, in the list's order, then the officer's own words."""
        ticked, language = self.cleaned_data.get("reasons", ()), self.case.representative.user.language
        texts = [reason.text_in(language) for pk, reason in self.offered.items() if pk in ticked]
        return "\n\n".join(filter(None, [*texts, self.cleaned_data["words"]]))

    # For the page --------------------------------------------------------------------------------------------------

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        judged = ("verdict_", "remark_")
        return [field for field in self.visible_fields() if not field.name.startswith(judged)]

    @property
    def judgements(self) -> list[tuple[Answer, forms.BoundField, forms.BoundField]]:
        return [
            (answer, self[f"verdict_{answer.criterion.name}"], self[f"remark_{answer.criterion.name}"])
            for answer in self.judged_criteria
        ]

    @property
    def typed(self) -> dict[str, Any]:
        """Everything that was sent with this form, to fill in a fresh one."""
        return {
            name: self[name].data for name in self.fields if name != "seen" and self[name].data not in (None, "", [])
        }

    @property
    def typed_in_words(self) -> list[tuple[Any, str]]:
        """The texts that were sent, to copy where the step is not open any more."""
        return [(self[name].label, text) for name, text in self.typed.items() if name in ("words", "note")]
