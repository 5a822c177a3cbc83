"""What the script of file fields is told: limits and sentences, the same that the server judges by and says."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from accreditation_portal.documents.acceptance import MOST_BYTES, SENTENCES, shown_bytes

register = template.Library()


@register.inclusion_tag("documents/_uploads.html")
def uploads() -> dict[str, Any]:
    """Style and script for the file fields of a page; without them the fields are a browser's own."""
    return {
        "empty": SENTENCES["empty"],
        "too_many_bytes": SENTENCES["too_many_bytes"],
        "most": shown_bytes(MOST_BYTES),
        "megabytes": _("%(count)s MB"),
    }
