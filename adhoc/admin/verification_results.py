"""The authorities' answers come back as a file: first what it would do, line by line, then the act (P12)."""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accreditation_portal.review.timeline import shown_moment
from adhoc.models import VerificationBatch
from adhoc.security_file import ResultLine, read_results
from adhoc.verification import ChangedMeanwhile, DoneAlready, Effect, Plan, plan_results, record_results
from events.models import Event

SALT = "adhoc.verification_results"
HOURS_TO_CONFIRM = 12
MOST_SHOWN = 500  # of the lines with one effect


class ResultsForm(forms.Form):
    """The file, and the newest batch that it answers: what was sent after it stays open."""

    batch = forms.ModelChoiceField(
        label=gettext_lazy("It answers the batches up to"), queryset=VerificationBatch.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=gettext_lazy("File of results"),
        help_text=gettext_lazy(
            "CSV in UTF-8 with the columns REFERENCE and RESULT: CLEARED, NOT CLEARED or MORE INFORMATION. "
            "At most 2 MB and 20,000 lines. Other columns are not read and not kept."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False  # every refusal comes with its sentence, from the server
        batches = self.fields["batch"]
        batches.queryset = event.verification_batches.order_by("-number")
        batches.label_from_instance = lambda batch: (
            _("Batch %(number)s of %(when)s")
            % {
                "number": batch.number,
                "when": shown_moment(batch.made_at),
            }
        )

    def clean_file(self) -> tuple[list[ResultLine], list[str], str]:
        """The lines, the heads that are not read, and the checksum of the file."""
        data = self.cleaned_data["file"].read()
        return *read_results(data), sha256(data).hexdigest()


def results_page(request: HttpRequest, desk: Any, event: Event, batches: list[VerificationBatch]) -> HttpResponse:
    """The form; after the upload what it would do, nothing being written; after the confirmation the event's page."""
    if request.method != "POST":
        return _page(request, desk, event, form=ResultsForm(event))
    if "lines" in request.POST:
        return _confirmed(request, desk, event, batches)
    form = ResultsForm(event, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, desk, event, form=form)
    lines, unread, checksum = form.cleaned_data["file"]
    return _dry_run(request, desk, event, form.cleaned_data["batch"], lines, checksum, unread)


def _dry_run(request: HttpRequest, desk: Any, event: Event, batch: VerificationBatch, lines: list[ResultLine],
             checksum: str, unread: list[str], *, status: int = 200) -> HttpResponse:  # fmt: skip
    plan = plan_results(batch, lines)
    kept = [[line.number, line.reference, line.result] for line in lines]
    return _page(
        request, desk, event, status=status, plan=plan, batch=batch, unread=unread, groups=_groups(plan),
        sealed=signing.dumps([event.pk, batch.pk, checksum, kept], salt=SALT, compress=True),
        sent_again=[planned for planned in plan.to_record if planned.sent_again],
    )  # fmt: skip


def _confirmed(request: HttpRequest, desk: Any, event: Event, batches: list[VerificationBatch]) -> HttpResponse:
    """Record the very lines that the page showed: they come back sealed, and are compared with today once more."""
    try:
        pk, batch_pk, checksum, kept = signing.loads(request.POST["lines"], salt=SALT, max_age=HOURS_TO_CONFIRM * 3600)
        batch = {batch.pk: batch for batch in batches}[batch_pk]
        if pk != event.pk:
            raise KeyError(pk)
    except (signing.BadSignature, KeyError):
        messages.error(request, _("Nothing was done: this page is too old. Choose the file again."))
        return _page(request, desk, event, form=ResultsForm(event), status=409)
    lines = [ResultLine(*line) for line in kept]
    try:
        number = record_results(batch, lines, by=request.user, seen=request.POST.get("seen", ""), checksum=checksum)
    except DoneAlready as done:
        messages.info(request, str(done))
    except ChangedMeanwhile as changed:
        messages.error(request, str(changed))
        return _dry_run(request, desk, event, batch, lines, checksum, [], status=409)
    else:
        told = ngettext("%(number)s result is recorded.", "%(number)s results are recorded.", number)
        messages.success(request, told % {"number": number} + " " + _("No state has changed, and nobody is told."))
    return redirect("admin:adhoc_verificationbatch_event", event.pk)


def _groups(plan: Plan) -> list[dict[str, Any]]:
    """The lines by what they would do, the doubtful ones first: how many, and those that a page shows."""
    order = [effect for effect in Effect if effect not in (Effect.NEW, Effect.SAME, Effect.REPEATED)]
    order += [Effect.NEW, Effect.SAME, Effect.REPEATED]
    groups = [(effect, plan.of([effect])) for effect in order]
    return [{"effect": effect, "number": len(lines), "lines": lines[:MOST_SHOWN]} for effect, lines in groups if lines]


def _page(request: HttpRequest, desk: Any, event: Event, *, status: int = 200, **context: Any) -> HttpResponse:
    return desk.page(request, "results", status=status, title=_("Take in results"), event=event, **context)
