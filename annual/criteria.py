"""The criteria of annual accreditation, one small pure function a rule, for applicant, officer, record and letter.

Each is asked of a request and a day at the Headquarters. What the procedure leaves no room for *blocks* the sending
(D20, D21, D50-D55); everything else is sent on to an officer as it is (S15).
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accreditation_portal.dates import shown_date
from accreditation_portal.review.criteria import Checklist, Verdict
from annual.hosts import as_one_page, same_site
from profiles.models.folding import search_key
from profiles.press_card import against_annual, left_to_officer, supports_annual

if TYPE_CHECKING:
    from annual.models import AnnualRequest, Article
    from profiles.models import PressCard

ARTICLES_ASKED = 2

checklist = Checklist()


# --- Residence and path (S2, S3) --------------------------------------------------------------------------------------


def _why_residence(request: "AnnualRequest", on: date) -> list[Any]:
    if not request.belgian_residence:
        return [_("The profile names no official residence in Belgium. Accreditation for single events needs none.")]
    if _is_over(request.belgian_residence_until, on):
        return [_("The card or certificate of residence is not valid any more.")]
    if request.belgian_residence == request.BelgianResidence.CERTIFICATE:
        return [_("It is a certificate while a card is renewed.")]
    return []


@checklist.criterion("S2, S3", _("The person has an official residence in Belgium"), why=_why_residence, blocks=True)
def residence_in_belgium(request: "AnnualRequest", on: date) -> Verdict:
    """Declared with kind and last day, both paths; a certificate is judged, not refused (D15, D21)."""
    if not request.belgian_residence or _is_over(request.belgian_residence_until, on):
        return Verdict.NOT_MET
    certificate = request.belgian_residence == request.BelgianResidence.CERTIFICATE
    return Verdict.FOR_OFFICER if certificate else Verdict.MET


def _why_accredited(request: "AnnualRequest", on: date) -> list[Any]:
    if accredited_in_belgium(request, on) == Verdict.NOT_ASKED:
        return []
    card = request.belgian_accreditation
    if card is None:
        return [_("No Belgian accreditation is entered.")]
    missing = [] if card.scan_id else [_("No copy of it is attached.")]
    return [*_about_card(card, on), *missing]


@checklist.criterion(
    "S2",
    _("The person is accredited as media by the Belgian Federal Public Service Foreign Affairs or Interior"),
    why=_why_accredited,
    blocks=True,
)
def accredited_in_belgium(request: "AnnualRequest", on: date) -> Verdict:
    """Path A: either service suffices; authority, number and last day are kept as a press card is (D18)."""
    if request.path != request.Path.BELGIAN_ACCREDITATION:
        return Verdict.NOT_ASKED
    card = request.belgian_accreditation
    if card is None or not request.belgian_authority:
        return Verdict.NOT_MET
    verdict = supports_annual(card, on)
    return Verdict.FOR_OFFICER if verdict == Verdict.MET and not card.scan_id else verdict


def _why_card(request: "AnnualRequest", on: date) -> list[Any]:
    if national_press_card(request, on) == Verdict.NOT_ASKED:
        return []
    if not request.path:
        return [_("Neither path is chosen: a Belgian accreditation, or a press card.")]
    return _about_card(request.press_card, on) if request.press_card else [_("The profile names no press card.")]


@checklist.criterion(
    "S3",
    _(
        "The person holds a valid press card issued by a recognised national professional body (government, "
        "professional association, union) of a member country"
    ),
    why=_why_card,
    blocks=True,
)
def national_press_card(request: "AnnualRequest", on: date) -> Verdict:
    """Path B: valid on the day, of a recognised body of a country that is a member on the day (D8, D9, D19)."""
    if request.path == request.Path.BELGIAN_ACCREDITATION:
        return Verdict.NOT_ASKED
    if not request.path or request.press_card is None:
        return Verdict.NOT_MET
    return supports_annual(request.press_card, on)


@checklist.criterion("S7", _("The identity photo meets the rule"), blocks=True)
def identity_photo(request: "AnnualRequest", on: date) -> Verdict:
    """A photo that is kept has passed the rule when it was uploaded (D10)."""
    return Verdict.MET if request.photo_id else Verdict.NOT_MET


# --- Attestation, or publications (S8, S11) ---------------------------------------------------------------------------


def _why_attestation(request: "AnnualRequest", on: date) -> list[Any]:
    found = original_attestation(request, on)
    if found == Verdict.NOT_MET and request.conforming_arrivals:
        return [_("The original that has arrived is of another organisation.")]
    if found == Verdict.NOT_MET:
        return [_("The original on paper has not been recorded as received and conforming.")]
    if found in (Verdict.NOT_ASKED, Verdict.FOR_OFFICER):
        return [_("A freelance journalist with a valid press card may do without; publications are reviewed instead.")]
    return []


@checklist.criterion("S8", _("The editor's original attestation is there, or is not needed"), why=_why_attestation)
def original_attestation(request: "AnnualRequest", on: date) -> Verdict:
    """Only a conforming original counts, no scan (D28, D34); a freelancer with a valid card needs none (D42)."""
    if request.has_conforming_original:
        return Verdict.MET
    card = request.press_card
    if not is_freelance(request) or card is None:
        return Verdict.NOT_MET
    valid = supports_annual(card, on)
    return Verdict.NOT_ASKED if valid == Verdict.MET else valid


def _why_publications(request: "AnnualRequest", on: date) -> list[Any]:
    if recent_publications(request, on) != Verdict.NOT_MET:
        return []
    return [_("No recent publication is named.")]


@checklist.criterion(
    "S11", _("Recent publications on international affairs, reviewed by an officer"), why=_why_publications
)
def recent_publications(request: "AnnualRequest", on: date) -> Verdict:
    """Of freelancers who need no attestation: an officer reviews them and records it (D44)."""
    if not is_freelance(request) or original_attestation(request, on) not in (Verdict.NOT_ASKED, Verdict.FOR_OFFICER):
        return Verdict.NOT_ASKED
    return Verdict.FOR_OFFICER if request.works("publication") else Verdict.NOT_MET


# --- Online media (S12) -----------------------------------------------------------------------------------------------


def _why_website(request: "AnnualRequest", on: date) -> list[Any]:
    return [_("No website is named.")] if professional_website(request, on) == Verdict.NOT_MET else []


@checklist.criterion(
    "S12", _("A professional website that belongs to a recognised media organisation"), why=_why_website
)
def professional_website(request: "AnnualRequest", on: date) -> Verdict:
    """Website and owner are collected and checked by an officer (D47)."""
    if not request.is_online:
        return Verdict.NOT_ASKED
    return Verdict.FOR_OFFICER if request.site else Verdict.NOT_MET


@checklist.criterion(
    "S12", _("A significant amount of original news, commentary or analysis, international issues included")
)
def original_content(request: "AnnualRequest", on: date) -> Verdict:
    """An officer reads the website (D48, D49)."""
    return Verdict.FOR_OFFICER if request.is_online else Verdict.NOT_ASKED


def _why_articles(request: "AnnualRequest", on: date) -> list[Any]:
    if not request.is_online:
        return []
    articles = request.works("article")
    reasons = [reason for article in articles for reason in _of_article(request, article, on)]
    if len(_distinct(articles)) < ARTICLES_ASKED:
        reasons.insert(0, _("Two different articles are needed; there are fewer."))
    return reasons


@checklist.criterion(
    "S12",
    _("Two by-lined articles, written within the past month and posted on that website"),
    why=_why_articles,
    blocks=True,
)
def by_lined_articles(request: "AnnualRequest", on: date) -> Verdict:
    """Two distinct ones of the month before each was sent (D50, D51); host and by-line are an officer's (D52, D53)."""
    if not request.is_online:
        return Verdict.NOT_ASKED
    recent = [
        article for article in request.works("article") if is_of_past_month(article.published_on, _sent(article, on))
    ]
    return Verdict.FOR_OFFICER if len(_distinct(recent)) >= ARTICLES_ASKED else Verdict.NOT_MET


def _why_outreach(request: "AnnualRequest", on: date) -> list[Any]:
    if not request.is_online:
        return []
    organisation = _organisation(request)
    if organisation is not None and organisation.is_outreach:
        return [_("The office has recorded it as outreach, advocacy or run by a non-profit organisation.")]
    if request.outreach is None:
        return [_("The question about outreach and non-profit organisations is not answered.")]
    return [_("You declared it yourself, or the applicant did.")] if request.outreach else []


@checklist.criterion(
    "S12",
    _("No communications outreach or advocacy, not run by a non-governmental or non-profit organisation"),
    why=_why_outreach,
    blocks=True,
)
def not_outreach(request: "AnnualRequest", on: date) -> Verdict:
    """Declaring it stops the sending (D54, D55); where officers found the organisation bona fide, one judges it."""
    if not request.is_online:
        return Verdict.NOT_ASKED
    organisation = _organisation(request)
    if request.outreach is None or (organisation is not None and organisation.is_outreach):
        return Verdict.NOT_MET
    if not request.outreach:
        return Verdict.MET
    known = organisation is not None and organisation.standing == organisation.Standing.BONA_FIDE
    return Verdict.FOR_OFFICER if known else Verdict.NOT_MET


# --- The person and the organisation (S13, S14) -----------------------------------------------------------------------


@checklist.criterion("S13, S14", _("The person is a media professional, not employed by a non-media organisation"))
def media_professional(request: "AnnualRequest", on: date) -> Verdict:
    """Verified of everybody, applying or renewing, by an officer; nothing is inherited (D56, D58, D60)."""
    return Verdict.FOR_OFFICER


def _why_bona_fide(request: "AnnualRequest", on: date) -> list[Any]:
    organisation = _organisation(request)
    if organisation is None:
        return [_("No organisation is named.")]
    return [_("%(name)s: %(standing)s") % {"name": organisation.name, "standing": organisation.get_standing_display()}]


@checklist.criterion(
    "S13", _("The person represents a bona fide media organisation"), why=_why_bona_fide, confirmed=True
)
def bona_fide_organisation(request: "AnnualRequest", on: date) -> Verdict:
    """Follows the standing that officers gave; an officer confirms it for each request, renewals too (D57, D58)."""
    organisation = _organisation(request)
    if organisation is None or organisation.standing == organisation.Standing.UNVERIFIED:
        return Verdict.FOR_OFFICER
    return Verdict.MET if organisation.standing == organisation.Standing.BONA_FIDE else Verdict.NOT_MET


def _why_track_record(request: "AnnualRequest", on: date) -> list[Any]:
    missing = track_record(request, on) == Verdict.NOT_MET
    return [_("Nothing is named or attached that proves it.")] if missing else []


@checklist.criterion(
    "S14", _("A track record of reporting on international affairs for media organisations"), why=_why_track_record
)
def track_record(request: "AnnualRequest", on: date) -> Verdict:
    """Proved by new applicants, judged by an officer; not asked of renewals (D59)."""
    if request.is_renewal:
        return Verdict.NOT_ASKED
    return Verdict.FOR_OFFICER if request.has_track_record else Verdict.NOT_MET


# --- What several of them ask -----------------------------------------------------------------------------------------


def is_freelance(request: "AnnualRequest") -> bool:
    return request.employment == request.Employment.FREELANCE


def month_before(day: date) -> date:
    """The same day of the month before; where that month has no such day, its last one."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_of_past_month(published_on: date, sent_on: date) -> bool:
    """Whether something was written within the month before it was sent, both days included (D51)."""
    return month_before(sent_on) <= published_on <= sent_on


def is_signed_by(request: "AnnualRequest", byline: str) -> bool:
    """Whether a by-line holds a family or professional name of the person, however it is written (D53)."""
    written = set(search_key(byline).split())
    names = (request.family_name, request.latin_family_name, request.former_names, request.professional_name)
    return any(set(words) <= written for name in names if (words := search_key(name).split()))


def _of_article(request: "AnnualRequest", article: "Article", on: date) -> list[Any]:
    sent_on = _sent(article, on)
    said = {"title": article.title, "first": shown_date(month_before(sent_on))}
    reasons = []
    if not is_of_past_month(article.published_on, sent_on):
        reasons.append(_("“%(title)s” was not written within the past month, that is from %(first)s on.") % said)
    if request.site and not same_site(article.url, request.site):
        reasons.append(_("“%(title)s” is posted on another website than the organisation's.") % said)
    if not is_signed_by(request, article.byline):
        reasons.append(_("The by-line of “%(title)s” does not name the person as the profile does.") % said)
    return reasons


def _distinct(articles: Iterable["Article"]) -> set[str]:
    return {as_one_page(article.url) for article in articles}


def _sent(article: "Article", on: date) -> date:
    """The day from which an article's month counts back: when it was sent, else the day that is asked about."""
    return article.sent_on or on


def _organisation(request: "AnnualRequest") -> Any:
    """The one that is judged for S12 and S13: of a freelancer's three the first."""
    return request.organisation.itself if request.organisation else None


def _about_card(card: "PressCard", on: date) -> list[Any]:
    return [*against_annual(card, on), *left_to_officer(card, on)]


def _is_over(last_day: date | None, on: date) -> bool:
    return last_day is not None and last_day < on
