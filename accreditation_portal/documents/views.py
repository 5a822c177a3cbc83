"""Hand a file, or the picture of a page, to those who may see it."""

import logging
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from accreditation_portal.documents.models import Document
from accreditation_portal.documents.refusal import Refused
from accreditation_portal.rooms import each_room_with

logger = logging.getLogger(__name__)


@login_required
@require_safe
def document(request, pk):
    """The file itself, to be saved: no browser opens it as part of this site."""
    found = _readable(request.user, pk)
    if found.is_withheld_from(request.user):
        raise Http404
    # The plain name is for what does not know the other form; it never has a quote or a letter outside ASCII.
    plain = "document." + found.name.rpartition(".")[2]
    return _handed_out(found.file, found.content_type, f"attachment; filename={plain}; {_encoded(found.name)}")


@login_required
@require_safe
def page_picture(request, pk, number):
    """A picture made by the server, so that no uploaded byte is interpreted in an officer's browser.

    Of a file that is withheld nothing is opened: a drawing of ours stands in its place.
    """
    found = _readable(request.user, pk)
    if not 1 <= number <= found.pages:
        raise Http404
    if found.is_withheld_from(request.user):
        answer = redirect(static("img/withheld.svg"))
        answer["Cache-Control"] = "no-store, private"
        return answer
    try:
        picture = found.picture_of(number)
    except (Refused, OSError) as error:
        logger.warning("No picture of page %s of document %s", number, found.pk, exc_info=True)
        raise Http404 from error
    return _handed_out(picture.file, "image/jpeg", "inline")


def _readable(user, pk) -> Document:
    """The document, if any room says that this person may read it; else it is not there."""
    found = get_object_or_404(Document, pk=pk)
    if not any(room.may_read(user, found) for room in each_room_with("access")):
        raise Http404
    return found


def _handed_out(file, content_type: str, disposition: str):
    """By the web server where there is one (SENDFILE_ROOT), else as a stream; never kept, never run."""
    if settings.SENDFILE_ROOT:
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.SENDFILE_ROOT.rstrip('/')}/{quote(file.name)}"
    else:
        try:
            response = FileResponse(file.open("rb"))
        except OSError as error:
            logger.exception("The storage has lost a file")
            raise Http404 from error
    response["Content-Type"] = content_type
    response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _encoded(name: str) -> str:
    return f"filename*=UTF-8''{quote(name, safe='')}"
