"""Whom representatives belong to: issuing bodies of press cards, and media organisations; both curated by officers."""

from difflib import SequenceMatcher

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from profiles.models.folding import SearchKeyField, holding_words, search_key

KEY_LENGTH = 500
MOST_COMPARED = 200
NEAR = 0.6  # of two search keys: the share that is alike


class CuratedQuerySet(models.QuerySet):
    """Bodies or organisations …"""

    def standing_alone(self):
        """… that are not another name of a different one."""
        return self.filter(same_as=None)

    def known_as(self, name: str):
        """… that have this name, however it is written."""
        return self.filter(search_key=search_key(name)[:KEY_LENGTH])

    def named(self, words: str):
        """… that have each of these words in their name, and the other names that officers joined to those."""
        found = holding_words(self, words).values_list("pk", flat=True)[:MOST_COMPARED]
        known = set(found)
        known |= set(self.filter(pk__in=known).exclude(same_as=None).values_list("same_as", flat=True))
        return self.filter(Q(pk__in=known) | Q(same_as__in=known))

    def like(self, name: str, most: int = 5) -> list:
        """… whose names are near this one, nearest first; each once, under the name that officers judge."""
        key = search_key(name)
        words = [word for word in key.split() if len(word) > 2] or key.split()
        starts = Q()
        for word in words[:8]:
            starts |= Q(search_key__contains=word[:4])
        if not starts:
            return []
        nearness = {}
        for found in self.filter(starts).select_related("same_as").order_by("pk")[:MOST_COMPARED]:
            near = SequenceMatcher(None, key, found.search_key).ratio()
            if near >= NEAR or set(words) <= set(found.search_key.split()):
                nearness[found.itself] = max(near, nearness.get(found.itself, 0))
        return sorted(nearness, key=lambda found: (-nearness[found], found.pk))[:most]


class IssuingBodyQuerySet(CuratedQuerySet):
    """Issuing bodies …"""

    def enter(self, rows):
        """Enter the bodies of these rows (country, name, kind, standing, website); one that is there stays as it is."""
        for row in rows:
            self.get_or_create(
                country=row["country"], search_key=search_key(row["name"])[:KEY_LENGTH], defaults=dict(row)
            )


class Curated(models.Model):
    """Something that people may propose and an officer judges once for all its people (S6, S13).

    A proposal that exists already is joined by an officer: ``same_as`` names the one it is, and its own name stays.
    """

    name = models.CharField(_("name"), max_length=200)
    search_key = SearchKeyField(of=("name",), db_index=True)
    website = models.URLField(_("website"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("proposed by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    standing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("standing judged by"),
    )  # fmt: skip
    standing_at = models.DateTimeField(_("standing judged"), null=True, blank=True, editable=False)
    standing_note = models.TextField(_("why"), blank=True)
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="aliases", verbose_name=_("same as")
    )

    objects = CuratedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_standing_says_who_and_when",
                condition=Q(standing_by=None, standing_at=None)
                | Q(standing_by__isnull=False, standing_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def itself(self):
        """The one that officers judge: this one, or the one it was joined to."""
        return self.same_as or self


class IssuingBody(Curated):
    """A national professional body that issues press cards (S3, S6)."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("Government")
        ASSOCIATION = "association", _("Professional association")
        UNION = "union", _("Union")
        OTHER = "other", _("Other recognised national professional body")

    class Standing(models.TextChoices):
        RECOGNISED = "recognised", pgettext_lazy("issuing body", "Recognised")
        NOT_RECOGNISED = "not_recognised", pgettext_lazy("issuing body", "Not recognised")
        TO_BE_VERIFIED = "to_be_verified", pgettext_lazy("issuing body", "To be verified")

    country = CountryField(_("country"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    standing = models.CharField(_("standing"), max_length=16, choices=Standing, default=Standing.TO_BE_VERIFIED)

    objects = IssuingBodyQuerySet.as_manager()

    class Meta(Curated.Meta):
        abstract = False
        verbose_name = _("issuing body")
        verbose_name_plural = _("issuing bodies")
        constraints = [
            *Curated.Meta.constraints,
            models.UniqueConstraint(fields=["country", "search_key"], name="one_issuing_body_per_country_and_name"),
        ]


class MediaOrganisation(Curated):
    """Whom a representative reports for (S13)."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("News agency")
        BROADCAST = "broadcast", _("Television or radio")
        PRINT = "print", _("Newspaper or magazine")
        ONLINE = "online", _("Published online only")
        PRODUCTION = "production", _("Production company")
        OTHER = "other", pgettext_lazy("media organisation", "Other")

    class Standing(models.TextChoices):
        UNVERIFIED = "unverified", pgettext_lazy("media organisation", "Unverified")
        BONA_FIDE = "bona_fide", pgettext_lazy("media organisation", "Bona fide")
        NOT_BONA_FIDE = "not_bona_fide", pgettext_lazy("media organisation", "Not bona fide")

    country = CountryField(_("country"), blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    is_outreach = models.BooleanField(
        _("does outreach or advocacy, or is run by a non-governmental or non-profit organisation"), default=False
    )
    standing = models.CharField(_("standing"), max_length=16, choices=Standing, default=Standing.UNVERIFIED)

    class Meta(Curated.Meta):
        abstract = False
        verbose_name = _("media organisation")
        verbose_name_plural = _("media organisations")
        constraints = [
            *Curated.Meta.constraints,
            models.UniqueConstraint(fields=["search_key"], name="one_media_organisation_per_name"),
        ]


def same_organisation(one: MediaOrganisation | None, other: MediaOrganisation | None) -> bool:
    """Whether both are one, also where an officer joined one name to the other; or none."""
    return (one and one.itself) == (other and other.itself)
