"""What holds for every page: the office's clock; and for those of somebody who is logged in."""

from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from accreditation_portal import office


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


def personal_pages_are_not_kept(get_response):
    """Neither browser nor proxy keeps a page that was made for one person."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware
