"""The original on paper: its cover sheet, a text for the editor, and the word that it is posted (S8, B13)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from accreditation_portal import office
from annual.cover_sheet import cover_sheet
from annual.models import AnnualRequest
from annual.views.own import RequestsPage


class PaperOf(RequestsPage, View):
    """A page of a request that awaits its original; of any other it leads back to the request."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.is_staff and not self.case.can_be_posted:
            messages.info(request, _("No original is awaited for this request."))
            return redirect(self.case)
        return super().dispatch(request, *args, **kwargs)


class CoverSheet(PaperOf):
    """The sheet that lies on top of the attestation: reference, QR code, address (PDF)."""

    def get(self, request, reference):
        sent = self.case.as_if_sent()
        sheet = cover_sheet(
            reference=self.case.shown_reference,
            name=sent.latin_name or sent.full_name,
            organisation=sent.organisation_name,
        )
        return _file(sheet, "application/pdf", f"cover-sheet-{self.case.shown_reference}.pdf")


class EditorsLetter(PaperOf):
    """A text that the editor can put on the organisation's paper, and sign."""

    def get(self, request, reference):
        sent = self.case.as_if_sent()
        text = render_to_string("annual/editors_letter.txt", {"person": sent, "case": self.case, "office": office})
        return _file(text.strip() + "\n", "text/plain; charset=utf-8", f"attestation-{self.case.shown_reference}.txt")


class Posted(PaperOf):
    """'I have posted it': the applicant's word, which moves nothing."""

    def post(self, request, reference):
        mine = AnnualRequest.objects.of(request.user).filter(pk=self.case.pk)
        mine.update(posted_at=timezone.now())
        messages.success(request, _("Thank you. It is noted; the office tells you as soon as the original is here."))
        return redirect(self.case)


def _file(content, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"},
    )
