"""Several parts of a request that answer as one form: what the office asks for, or all that can be corrected (B12)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accreditation_portal.review.answer import WithAnswer
from annual.forms.papers import AttestationCopyForm, TrackRecordForm
from annual.forms.path import PathForm
from annual.forms.piece import PieceForm
from annual.forms.publication import PublicationForm
from annual.forms.works import ArticlesForm, PublicationsForm
from annual.models import AnnualRequest
from annual.parts import PART_OF_ITEM, Part, parts_of

ITEM_OF_PART = {part: item for item, part in PART_OF_ITEM.items()}
FORM_OF_PART: dict[Part, type[PieceForm]] = {
    form.part: form
    for form in (PathForm, PublicationForm, TrackRecordForm, PublicationsForm, ArticlesForm, AttestationCopyForm)
}


class AnswerForm(WithAnswer, forms.Form):
    """The words that go with the parts, and what is wrong with all of them together."""

    def __init__(self, *data: Any, case: AnnualRequest, sending: bool, parts: list[PieceForm]):
        self.case, self.sending, self.parts = case, sending, parts
        super().__init__(*data)
        self.use_required_attribute = False
        self.offer_answer()

    @property
    def accepted(self) -> dict[str, list[Any]]:
        return {kind: files for part in self.parts if part.is_bound for kind, files in part.accepted.items()}

    def clean(self) -> dict[str, Any]:
        for part in self.parts:
            part.is_valid()  # what is attached is known then
        self.judge_answer()
        return self.cleaned_data


class CompletionForm:
    """The parts that these items stand for; correcting leaves out what is not asked of the person."""

    def __init__(self, *data: Any, case: AnnualRequest, items: Iterable[str], today: date, sending: bool):
        self.items, self._case = tuple(items), case
        seen = case.as_if_taken(self.items)
        parts = [part for item in self.items if (part := PART_OF_ITEM.get(item))]
        if not case.requested_items:
            asked = parts_of(seen, today)
            parts = [part for part in asked if part in parts or part == Part.ATTESTATION]
        self.parts = [FORM_OF_PART[part](*data, case=seen, today=today, sending=sending) for part in parts]
        self.general = AnswerForm(*data, case=case, sending=sending, parts=self.parts)

    @property
    def case(self) -> AnnualRequest:
        return self._case

    @case.setter
    def case(self, case: AnnualRequest) -> None:
        self._case = self.general.case = case
        for part in self.parts:
            part.case = case.as_if_taken(self.items)

    def is_valid(self) -> bool:
        return not self.errors

    @property
    def errors(self) -> list[forms.BaseForm]:
        """The forms in which something is wrong."""
        general = [self.general] if self.general.errors else []
        return [*general, *(faulty for part in self.given for faulty in part.faulty)]

    @property
    def given(self) -> list[PieceForm]:
        """The parts that are answered: not those of items that the representative cannot give (B12)."""
        left = self.general.not_given if self.general.is_bound else []
        return [part for part in self.parts if ITEM_OF_PART.get(part.part) not in left]

    def answered(self) -> dict[str, Any]:
        return self.general.answered()

    def add_error(self, field: None, sentence: str) -> None:
        self.general.add_error(field, sentence)

    @property
    def fields(self) -> list[str]:
        """The kinds of attachment that are asked here."""
        return [kind for part in self.parts for kind in part.file_kinds]

    @property
    def has_words(self) -> bool:
        return self.general.has_answer or any(not isinstance(part, AttestationCopyForm) for part in self.parts)

    def has_changed(self) -> bool:
        return any(part.has_changed() for part in self.parts)

    def keep_files(self, case: AnnualRequest) -> None:
        for part in self.parts:
            part.keep_files(case)

    def keep_words(self, case: AnnualRequest) -> dict[str, Any]:
        older: dict[str, Any] = {}
        for part in self.given:
            for name, value in part.keep_words(case).items():
                older[name] = [*older.get(name, []), *value] if isinstance(value, list) else value
        return older
