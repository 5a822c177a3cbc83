"""Officers write about a case for each other: a form of its own, and no step."""

import uuid
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accreditation_portal.review.forms import NoteForm
from accreditation_portal.review.models import Case
from accreditation_portal.review.models.note import refusal_of_a_note
from accreditation_portal.review.steps import StepRefused, an_officer

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
else:
    ModelAdmin = object


class InternalNotes(ModelAdmin):
    """The part of a case's page where its internal notes are read and kept."""

    def keep_note(self, request: HttpRequest, case: Case) -> HttpResponse:
        """Keep the note that was posted, once; what is wrong with it is said beside what was typed."""
        form = NoteForm(request.POST, auto_id="note-%s")
        if not form.is_valid():
            return self._page(request, case, note_form=form)
        try:
            _note, is_new = case.notes.keep(case, by=request.user, text=form.cleaned_data["text"],
                                            key=form.cleaned_data["key"])  # fmt: skip
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
            return self._page(request, case, note_form=form, status=409)
        if is_new:
            messages.success(request, _("The internal note is kept. Nothing was sent to the applicant."))
        latest = case.decisions.select_related("by").order_by("-pk").first()
        if latest and latest.pk != form.cleaned_data["seen"]:
            told = latest.sentence_for(an_officer.acting_as)
            messages.info(request, _("The case has changed since you opened it. %(what)s") % {"what": told})
        return redirect(f"{self._within(request, self._url(case))}#notes")

    def notes_on_page(self, case: Case, user: Any, form: NoteForm | None) -> dict[str, Any]:
        """The notes, newest first, and the form for one more where this user decides cases."""
        if form is None and not refusal_of_a_note(case):
            form = NoteForm(initial={"key": uuid.uuid4(), "seen": case.latest_decision_id}, auto_id="note-%s")
        return {
            "notes": list(case.notes.select_related("by").order_by("-pk")),
            "note_form": form if an_officer.holds(case, user) else None,
        }
