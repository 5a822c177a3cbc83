"""Files in a representative's form: each is judged on its own and kept at once, also when something else is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accreditation_portal.documents.acceptance import MOST_BYTES, Accepted, accept_document
from accreditation_portal.review.attachments import HandedIn, forget_prefetched
from accreditation_portal.review.layout import field_drawn

FIELD = "review/_field.html"  # how a field of an application is drawn
FILES_ACCEPTED = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
KEEP = "keep"  # pressed: files are kept, and nothing else that the form holds


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else [file for file in [files.get(name)] if file]


class FilesField(forms.Field):
    """Files of one kind; the form judges each on its own, so that a bad one does not take good ones with it."""

    widget = SeveralFiles(
        attrs={
            "multiple": True,
            "accept": FILES_ACCEPTED,
            "data-most-bytes": MOST_BYTES,
            "data-most-files": HandedIn.MOST_PER_KIND,
        }
    )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


class WithFiles:
    """A form with a ``FilesField`` for each kind of attachment in ``file_kinds``, named after the kind."""

    file_kinds: Sequence[str] = ()
    fields: dict[str, forms.Field]
    data: Any
    add_error: Any

    @cached_property
    def accepted(self) -> dict[str, list[tuple[str, Accepted]]]:
        """By kind: the names and contents of what was accepted of this sending."""
        return {}

    def judge_files(self, case: Any, cleaned: dict[str, Any]) -> None:
        """Accept each file on its own; a refusal names the file (P2). To be called by ``clean``."""
        for kind in self.file_kinds:
            if kind in self.fields:
                self._judge(case, kind, cleaned.get(kind) or [])

    def _judge(self, case: Any, kind: str, files: list[Any]) -> None:
        most = case.attachments.model.MOST_PER_KIND if case.pk else len(files)
        attached = case.attached(kind) if case.pk else []
        room = most - len([a for a in attached if str(a.document_id) != self.data.get("replace")])
        self.accepted[kind] = []
        for file in files:
            if len(self.accepted[kind]) >= room:
                self.add_error(
                    kind,
                    gettext("%(name)s: not kept, there are at most %(most)s files of this kind. Remove one first.")
                    % {"name": file.name, "most": most},
                )
                continue
            try:
                self.accepted[kind].append((file.name, accept_document(file)))
            except ValidationError as refusal:
                for reason in refusal.messages:
                    self.add_error(kind, _about(file.name, reason))

    def keep_files(self, case: Any) -> None:
        """Attach every file that was accepted to this row, which the caller holds locked."""
        for kind, files in self.accepted.items():
            for name, accepted in files:
                forget_prefetched(case, "attachments")
                try:
                    with transaction.atomic():  # what is replaced goes with the new one that is there, or stays
                        self._keep(case, kind, accepted, name)
                except ValidationError as refusal:
                    self.add_error(kind, _about(name, " ".join(refusal.messages)))

    def _keep(self, case: Any, kind: str, accepted: Accepted, name: str) -> None:
        mine = case.attachments.in_use().filter(kind=kind)
        for replaced in mine.select_related("document"):
            if str(replaced.document_id) == self.data.get("replace"):
                replaced.take_back()
        if mine.count() < case.attachments.model.MOST_PER_KIND:
            case.attachments.model.keep(case, kind, accepted, name)


class Files:
    """In a form's layout: what is attached of a kind, as the page gives it in ``attached``, and the field for more."""

    def __init__(self, kind: str):
        self.kind = kind

    def render(self, form: Any, context: Any, template_pack: Any = None, **kwargs: Any) -> SafeString:
        field = form[self.kind]
        kept = context.get("attached", {}).get(self.kind)
        attached = render_to_string("review/_attached.html", {"attached": kept, "case": form.case, "field": field})
        return attached + field_drawn(field, FIELD, context)


def _about(name: str, sentence: str) -> str:
    return gettext("%(what)s: %(value)s") % {"what": name, "value": sentence}
