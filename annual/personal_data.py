"""What this room holds on a person: annual requests with what belongs to them, and their record (B9)."""

from typing import Any

from django.utils.translation import gettext as _

from annual.models import AnnualRequest, Article, Attestation
from profiles.personal_data import attachment_of, card_of, case_of, hand_over_of


def article_of(article: Article) -> dict[str, Any]:
    return {
        "kind": article.kind,
        "title": article.title,
        "address": article.url,
        "by_line": article.byline,
        "published_on": article.published_on,
        "sent_on": article.sent_on,
        "replaced_at": article.removed_at,
    }


def attestation_of(arrival: Attestation) -> dict[str, Any]:
    """What arrived on paper. Who signed is another person's own data, and is withheld; so is who recorded it."""
    return {
        "arrived_on": arrival.arrived_on,
        "channel": arrival.channel,
        "signed_by": _("withheld: another person's data"),
        "original": arrival.is_original,
        "names_you": arrival.names_the_person,
        "confirms_designation": arrival.confirms_designation,
        "conforms": arrival.conforms,
        "why_not": arrival.why_not,
        "internal_note": arrival.note,
        "recorded_at": arrival.recorded_at,
        "struck_out_at": arrival.struck_at,
        "struck_out_because": arrival.struck_why,
    }


def request_of(request: AnnualRequest) -> dict[str, Any]:
    card = request.belgian_accreditation
    own = {
        "path": request.path,
        "belgian_authority": request.belgian_authority,
        "belgian_accreditation": card_of(card) if card else None,
        "published_online_only": request.online,
        "outreach_or_non_profit": request.outreach,
        "website": request.website,
        "track_record": request.track_record,
        "renews": request.renews.shown_reference if request.renews else None,
        "said_posted_at": request.posted_at,
        "valid_from": request.valid_from,
        "valid_until": request.valid_until,
    }
    rows = {
        "articles": (request.articles, article_of),
        "attachments": (request.attachments, attachment_of),
        "attestations": (request.attestations, attestation_of),
        "passes": (request.hand_overs, hand_over_of),
    }
    parts = {
        name: [told(row) for row in sorted(manager.all(), key=lambda row: row.pk)]
        for name, (manager, told) in rows.items()
    }
    return case_of(request) | own | parts


def held_on(user: Any) -> dict[str, Any]:
    """Every annual request of this person, as submitted, with every step taken on it."""
    mine = AnnualRequest.objects.of(user).select_related(
        "press_card__issuing_body", "belgian_accreditation__issuing_body", "renews"
    )
    rows = mine.prefetch_related("decisions", "notes", "articles", "attachments", "attestations", "hand_overs")
    return {"annual_requests": [request_of(request) for request in rows.order_by("created_at", "pk")]}
