"""Home, procedures, Annex 1, eligibility, privacy, health, and the choice of language."""

import sys
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.models import Count, Min, Q
from django.http import HttpResponse, HttpResponseServerError, JsonResponse
from django.template import loader
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.views import i18n
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from accreditation_portal import office as the
from accreditation_portal.documents.models import SCANNED_WITHIN, Document
from accreditation_portal.middleware import CHOSEN_LANGUAGE
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.pages.forms import GuideForm
from accreditation_portal.pages.guide import guidance

EVENTS_ON_HOME = 5
TRY_AGAIN_AFTER = 30  # seconds, while the database restarts
UNREACHABLE = {"database": "unreachable"}
OUTBOX_IS_STUCK_AFTER = timedelta(hours=1)  # longer than the longest pause between two attempts


def the_office(request):
    """Who runs this portal, for every template."""
    return {"office": the}


class Home(TemplateView):
    """What can be requested, upcoming events, where to ask (D1, S18)."""

    template_name = "pages/home.html"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        events = apps.get_model("events.Event").objects.published().filter(cancelled_at=None).upcoming(now)
        upcoming = [(event, event.registration(now)) for event in events[:EVENTS_ON_HOME]]
        return super().get_context_data(upcoming=upcoming, **kwargs)


class Procedures(TemplateView):
    template_name = "pages/procedures.html"


class AnnualProcedure(TemplateView):
    template_name = "pages/procedures_annual.html"


class EventProcedure(TemplateView):
    template_name = "pages/procedures_events.html"


class Annex1(TemplateView):
    """How to use the portal, step by step, with its link from the settings (S28, D16, D17)."""

    template_name = "pages/annex_1.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(portal_link=settings.SITE_URL + "/", **kwargs)


class Privacy(TemplateView):
    template_name = "pages/privacy.html"


class Eligibility(TemplateView):
    """A few questions, answered in the address: nothing is kept."""

    template_name = "pages/eligibility.html"

    def get_context_data(self, **kwargs):
        form = GuideForm(self.request.GET or None)
        answer = guidance(**form.cleaned_data) if form.is_bound and form.is_valid() else None
        return super().get_context_data(form=form, answer=answer, **kwargs)


@require_safe
@never_cache
def healthz(request):
    """Whether the database answers and the outbox moves: 200, else 503."""
    now = timezone.now()
    try:
        waiting = OutboxMail.objects.waiting()  # each number by an index of its own, however many letters there are
        outbox = waiting.aggregate(
            waiting=Count("pk"), oldest_due=Min("next_attempt_at", filter=Q(next_attempt_at__lte=now))
        )
        outbox |= OutboxMail.objects.lost().aggregate(
            given_up=Count("pk", filter=Q(sent_at=None)), came_back=Count("pk", filter=Q(failed_at=None))
        )
        outbox["failing_addresses"] = FailingAddress.objects.failing().count()
        scanner = _scanner(now)
    except DatabaseError:
        return JsonResponse(UNREACHABLE, status=503)
    oldest_due = outbox.pop("oldest_due")
    age = int((now - oldest_due).total_seconds()) if oldest_due else 0
    moves = age < OUTBOX_IS_STUCK_AFTER.total_seconds()
    return JsonResponse(
        {"database": "ok", "outbox": {**outbox, "oldest_due_seconds": age, "moves": moves}, **scanner},
        status=200 if moves else 503,
    )


def _scanner(now):
    """How many files wait for the scanner, and how long. Without it the portal serves on: that is no 503."""
    if not settings.CLAMD:
        return {}
    found = Document.objects.to_be_scanned().aggregate(waiting=Count("pk"), oldest=Min("uploaded_at"))
    age = int((now - found["oldest"]).total_seconds()) if found["oldest"] else 0
    moves = age < SCANNED_WITHIN.total_seconds()
    return {"scanner": {"waiting": found["waiting"], "oldest_seconds": age, "moves": moves}}


def set_language(request):
    """As Django's own, and the choice stays with the account: of whoever is logged in, or logs in afterwards (B5)."""
    language = request.POST.get("language")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.speak(language)
        else:
            request.session[CHOSEN_LANGUAGE] = language
    return i18n.set_language(request)


def server_error(request):
    """The page of a 500, or of a 503 where the database is away: no session and no query are needed to draw it."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        if request.path == reverse("pages:healthz"):  # who asks with a session's cookie does not come as far as there
            return JsonResponse(UNREACHABLE, status=503)
        response = HttpResponse(loader.render_to_string("503.html", _in_both_languages()), status=503)
        response["Retry-After"] = TRY_AGAIN_AFTER
        add_never_cache_headers(response)
        return response
    return HttpResponseServerError(loader.render_to_string("500.html", {"office": the}))


def _in_both_languages():
    """The language of the account is in the database too: the page speaks all, that of the browser first."""
    asked = translation.get_language()
    return {"office": the, "codes": sorted(dict(settings.LANGUAGES), key=lambda code: code != asked)}
