"""What was typed into a form that could not be taken: offered again to its author for a while, and to nobody else.

Every form of a representative names in ``made_for``, signed, for whom it was made. So the author is known also when
the session is gone, and a form of one person is never taken in the name of another.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views import View
from django.views.csrf import csrf_failure

from accreditation_portal import office
from accreditation_portal.ciphers import ciphers

MADE_FOR, AGAIN = "made_for", "sent_again"  # hidden fields
NOT_TYPED = {"csrfmiddlewaretoken", MADE_FOR, AGAIN}
SALT = "for whom a form was made"
MOST_CHARACTERS = 200_000  # the longest of the forms has less than a tenth


@dataclass(frozen=True)
class Typed:
    """The words of one form, by field, and where they were to go; its files are gone."""

    address: str
    words: list[list[str]] = field(default_factory=list)
    had_files: bool = False

    @classmethod
    def into(cls, request: HttpRequest) -> "Typed":
        words = [[name, value] for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]
        return cls(request.get_full_path(), words, bool(request.FILES))


# Whose it is ---------------------------------------------------------------------------------------------------------


def made_for(request: HttpRequest) -> dict[str, Any]:
    """For every template: what a form says of whom it was made for."""

    def signed() -> str:
        return signing.dumps(request.user.pk, salt=SALT) if request.user.is_authenticated else ""

    return {MADE_FOR: SimpleLazyObject(signed)}


def author_of(request: HttpRequest) -> int | None:
    """For whom the form that was sent had been made; None where it does not say so, or nobody can vouch for it."""
    try:
        return signing.loads(request.POST.get(MADE_FOR, ""), salt=SALT, max_age=settings.SESSION_COOKIE_AGE)
    except signing.BadSignature:
        return None


# Kept for a while ----------------------------------------------------------------------------------------------------


def keep(author: int, typed: Typed) -> bool:
    """Keep the words, encrypted, in place of earlier ones; False where they are too many."""
    text = json.dumps(asdict(typed))
    if len(text) > MOST_CHARACTERS:
        return False
    cache.set(_key(author), ciphers("unsent").encrypt(text.encode()).decode(), office.KEPT_UNSENT.total_seconds())
    return True


def kept_of(user: Any) -> Typed | None:
    sealed = cache.get(_key(user.pk))
    try:
        return Typed(**json.loads(ciphers("unsent").decrypt(sealed))) if sealed else None
    except InvalidToken:
        return None


def forget(user: Any) -> None:
    cache.delete(_key(user.pk))


def _key(author: int) -> str:
    return f"unsent:{author}"


# What is answered ----------------------------------------------------------------------------------------------------


class NothingTypedIsLost:
    """A form whose session has ended is kept for its author; one that came too often is offered again at once."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        too_often = response.status_code == 429 and request.method == "POST" and not by_script(request)
        if too_often and request.user.is_authenticated and author_of(request) == request.user.pk:
            return offered(request, Typed.into(request), "too_often", 429)
        return response

    def process_view(self, request, view, arguments, named):
        if request.method != "POST" or getattr(view, "csrf_exempt", False) or MADE_FOR not in request.POST:
            return None
        author = author_of(request)
        if not request.user.is_authenticated:
            return HttpResponse(status=401) if by_script(request) else kept_until_log_in(request, author)
        if author not in (None, request.user.pk):
            return render(request, "unsent_by_another.html", status=403)
        if AGAIN in request.POST:
            forget(request.user)
        return None


def not_taken(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page of a form whose protection against forgery had expired: its author can send it again.

    A page of another site cannot be the author: it knows nothing that the portal has signed for this person.
    """
    author = author_of(request) if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" else None
    if author is None or by_script(request):
        return csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return kept_until_log_in(request, author)
    if author != request.user.pk:
        return render(request, "unsent_by_another.html", status=403)
    return offered(request, Typed.into(request), "expired", 403)


def kept_until_log_in(request: HttpRequest, author: int | None) -> HttpResponse:
    if author is None or not keep(author, Typed.into(request)):
        messages.warning(request, _("Your session has ended: what you entered could not be kept."))
        return redirect_to_login(request.get_full_path())
    messages.info(
        request,
        _("Your session has ended. What you entered is kept for %(minutes)s minutes: log in with the same account.")
        % {"minutes": office.KEPT_UNSENT.seconds // 60},
    )
    return redirect_to_login(reverse("pages:unsent"))


def offered(request: HttpRequest, typed: Typed, why: str, status: int = 200) -> HttpResponse:
    return render(request, "unsent.html", {"typed": typed, "why": why, "again": AGAIN}, status=status)


def by_script(request: HttpRequest) -> bool:
    """Sent by a script of ours, on whose page everything stays as it is."""
    return request.headers.get("X-Requested-With") == "XMLHttpRequest"


class Unsent(LoginRequiredMixin, View):
    """What one entered before the session ended: to be sent now, or given up."""

    def get(self, request):
        typed = kept_of(request.user)
        return offered(request, typed, "ended") if typed else redirect(settings.LOGIN_REDIRECT_URL)

    def post(self, request):
        forget(request.user)
        messages.info(request, _("What you had entered is given up."))
        return redirect(settings.LOGIN_REDIRECT_URL)
