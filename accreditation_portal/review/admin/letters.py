"""The letters of a case on its page, and sending one of them again."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.notifications.outbox import NotSentAgain, send_again
from accreditation_portal.review.admin.case_page import CasePage
from accreditation_portal.review.letters import letters_of, shown
from accreditation_portal.review.models import Case
from accreditation_portal.review.references import is_number
from accreditation_portal.review.timeline import reads_the_record

SENDS_AGAIN = "notifications.send_again_outboxmail"


class CaseLetters(CasePage):
    """What the person was written, as it was sent; one that did not arrive goes out again to the address of today."""

    def get_urls(self):
        again = self.admin_site.admin_view(self.letter_view)
        return [
            path("<path:object_id>/letters/<int:letter>/", again, name=f"{self._address}_letter"),
            *super().get_urls(),
        ]

    def _answer(self, request, template, case, **context):
        if template == self.change_form_template:
            context |= {
                "letters": letters_of(case),
                "failing": FailingAddress.objects.of(case.representative.user.email).failing().first(),
                "may_send_again": request.user.has_perm(SENDS_AGAIN),
            }
        return super()._answer(request, template, case, **context)

    def letter_view(self, request: HttpRequest, object_id: str, letter: int) -> HttpResponse:
        """Shows the letter, the address of today and a button; which sends it once, however often it is pressed."""
        case = self.get_object(request, unquote(object_id))
        if case is None or not self.has_view_permission(request, case) or not reads_the_record(case, request.user):
            raise Http404
        if not request.user.has_perm(SENDS_AGAIN):
            raise PermissionDenied
        letters = OutboxMail.objects.of_cases().filter(about=case.reference, recipient__isnull=False)
        letters = letters.select_related("recipient", "repeats", "repeated_for")
        found = letters.filter(pk=letter).first() if is_number(str(letter)) else None
        if found is None:
            raise Http404
        if request.method == "POST":
            return self._send_again(request, case, found)
        repeated = found.repeated_by.select_related("repeated_for").order_by("pk")
        return self._answer(
            request, "admin/review/letter.html", case, shown=shown(found), repeated=[shown(each) for each in repeated],
            about=self.about(case), failing=FailingAddress.objects.of(found.recipient.email).failing().first(),
        )  # fmt: skip

    def _send_again(self, request: HttpRequest, case: Case, letter: OutboxMail) -> HttpResponse:
        seen = request.POST.get("seen", "")
        try:
            again = send_again(letter, by=request.user, seen=int(seen) if is_number(seen) else -1)
        except NotSentAgain as refusal:
            messages.error(request, _("Nothing was sent. %(what)s") % {"what": refusal})
            return redirect(self._letters_url(case))
        if again is None:
            self._say_who_was_first(request, letter)
            return redirect(self._letters_url(case))
        messages.success(request, _("The letter goes out again, to %(address)s.") % {"address": again.to})
        return redirect(self._letters_url(case))

    def _say_who_was_first(self, request: HttpRequest, letter: OutboxMail) -> None:
        """Clicked twice, the first click has done it; a colleague is told who was first (B7)."""
        latest = letter.repeated_by.select_related("repeated_for").order_by("-pk").first()
        if latest is None:
            messages.error(request, _("Nothing was sent. Look at the letter again."))
        elif latest.repeated_for_id == request.user.pk:
            messages.info(request, _("You have sent this letter again already."))
        else:
            what: dict[str, Any] = {"name": latest.repeated_for.shown_name, "when": shown(latest).written}
            messages.error(request, _("Nothing was sent: %(name)s sent it again on %(when)s.") % what)

    def _letters_url(self, case: Case) -> str:
        return reverse(f"admin:{self._address}_change", args=[case.pk]) + "#letters"
