"""The parts of an annual request, in the order in which they are asked, and which of them a person is asked."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accreditation_portal.review.criteria import Verdict
from accreditation_portal.review.states import Item
from annual import criteria

if TYPE_CHECKING:
    from annual.models import AnnualRequest


class Part(TextChoices):
    """Each has a page of that name under ``/annual/apply/``."""

    PATH = "path", _("The ground of your request")
    PUBLICATION = "publication", _("Your publication")
    TRACK_RECORD = "track-record", _("Your track record")
    PUBLICATIONS = "publications", _("Your recent publications")
    ARTICLES = "articles", _("Your by-lined articles")
    ATTESTATION = "attestation", _("The attestation of your editor")


# The criteria that a part answers, and the item of an information request that it stands for (B12).
CRITERIA = {
    Part.PATH: ("accredited_in_belgium", "national_press_card"),
    Part.PUBLICATION: ("professional_website", "not_outreach"),
    Part.TRACK_RECORD: ("track_record",),
    Part.PUBLICATIONS: ("recent_publications",),
    Part.ARTICLES: ("by_lined_articles",),
    Part.ATTESTATION: ("original_attestation",),
}
PART_OF_ITEM = {
    Item.BELGIAN_ACCREDITATION: Part.PATH,
    Item.ORGANISATION: Part.PUBLICATION,
    Item.TRACK_RECORD: Part.TRACK_RECORD,
    Item.PUBLICATIONS: Part.PUBLICATIONS,
    Item.ARTICLES: Part.ARTICLES,
}

# The criteria that an answer to each item may not bring to a stop (D20, D50-D55).
CRITERIA_OF_ITEM = {
    Item.IDENTITY: ("residence_in_belgium",),
    Item.PHOTO: ("identity_photo",),
    Item.PRESS_CARD: ("national_press_card",),
    Item.BELGIAN_ACCREDITATION: ("accredited_in_belgium", "national_press_card"),
    Item.ORGANISATION: ("not_outreach",),
    Item.ARTICLES: ("by_lined_articles",),
}


def parts_of(request: "AnnualRequest", on: date) -> list[Part]:
    """What is asked of this person; ``request`` of a draft is the one ``as_if_sent``."""
    freelance = criteria.is_freelance(request)
    needed = criteria.original_attestation(request, on) in (Verdict.NOT_MET, Verdict.MET)
    asked = {
        Part.PATH: True,
        Part.PUBLICATION: True,
        Part.TRACK_RECORD: not request.is_renewal,
        Part.PUBLICATIONS: freelance and not needed,
        Part.ARTICLES: request.is_online,
        Part.ATTESTATION: needed,
    }
    return [part for part in Part if asked[part]]
