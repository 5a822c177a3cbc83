"""What holds for every page of somebody who is logged in."""

from django.utils import translation
from django.utils.cache import add_never_cache_headers


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
