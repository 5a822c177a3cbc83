"""The portal's addresses as they are in debug mode, and one that answers with each fault."""

from allauth.core import ratelimit
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.urls import path
from django.views.csrf import csrf_failure

from accreditation_portal.urls import handler500  # noqa: F401 - Django looks for it here
from tests.mailbox.urls import urlpatterns as of_the_portal


def fault(request, status: int):
    if status == 403:
        raise PermissionDenied
    if status == 429:
        return ratelimit.respond_429(request)
    if status == 503:
        raise OperationalError("the database is away")
    raise RuntimeError("a fault of ours")


def forged(request):
    return csrf_failure(request, REASON_NO_CSRF_COOKIE)


urlpatterns = [
    *of_the_portal,
    path("fault/forged/", forged, name="forged"),
    path("fault/<int:status>/", fault, name="fault"),
]
