"""What holds for every page: the office's clock, no foreign hands; and for those of somebody who is logged in."""

import logging

from allauth.account.adapter import get_adapter
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import IntegrityError
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from accreditation_portal import office
from accreditation_portal.limits.counting import is_within_limits

log = logging.getLogger(__name__)

CHOSEN_LANGUAGE = "chosen_language"  # in the session of somebody who chose one and is not logged in yet

# What no page of this portal asks of a browser; passkeys are asked for by our own pages alone.
PERMISSIONS = ", ".join(
    [f"{feature}=()" for feature in ("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
                                     "fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
                                     "payment", "usb")]
    + [f"publickey-credentials-{act}=(self)" for act in ("create", "get")]
)  # fmt: skip


def pages_stand_alone(get_response):
    """No other site embeds or reads what this one answers, and no page asks for camera, place or payment."""

    def middleware(request):
        response = get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware


def office_time(get_response):
    """Every day and hour on a page is the office's, as in letters and rules; events name their own zone beside it."""

    def middleware(request):
        with timezone.override(office.ZONE):
            return get_response(request)

    return middleware


def account_language(get_response):
    """Speak the language that the person chose, on whatever device (B5)."""

    def middleware(request):
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


class SpeaksAsAsked:
    """A form that keeps a draft has a button of its own for the other language: nothing that is typed is lost (B5)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        language = request.POST.get("speak") if request.method == "POST" else None
        if language in dict(settings.LANGUAGES) and request.user.is_authenticated:
            request.user.speak(language)
            translation.activate(language)
            request.LANGUAGE_CODE = language


def personal_pages_are_not_kept(get_response):
    """Neither browser nor proxy keeps a page that was made for one person; with the session, all of them go."""

    def middleware(request):
        was_logged_in = request.user.is_authenticated
        response = get_response(request)
        told = getattr(get_messages(request), "used", False)  # a message is for one visitor too
        if request.user.is_authenticated or told:
            add_never_cache_headers(response)
        if was_logged_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


class UploadsAreLimited:
    """No representative sends files without end: so many for an account, many more for an address that people share.

    Staff are known by name, and few.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        user = request.user
        if request.method != "POST" or not user.is_authenticated or user.is_staff or not request.FILES:
            return None
        address = get_adapter(request).get_client_ip(request)
        return None if is_within_limits("upload", account=user.pk, address=address) else respond_429(request)


class OnceMore:
    """Two who send the same name in the same moment both pass the forms' checks, and the database refuses the second.

    Its view is asked once more: what it did is undone, and its form now meets the row that is there, and says so.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if request.method != "POST" or not isinstance(exception, IntegrityError):
            return None
        log.warning(
            "%s asked once more: the database refused what its form had found good", request.resolver_match.view_name
        )
        for _field, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        asked = request.resolver_match
        return asked.func(request, *asked.args, **asked.kwargs)
