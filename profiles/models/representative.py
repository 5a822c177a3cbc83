"""A media representative: identity as in the document, residence, role, organisation, press card, photo."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import Countries
from django_countries.fields import CountryField
from phonenumber_field.modelfields import PhoneNumberField

from accreditation_portal.documents.models import Document
from profiles.models.bodies import IssuingBody, MediaOrganisation
from profiles.models.folding import NumberKeyField, SearchKeyField, holding_words, number_key


class Nationalities(Countries):
    """Countries, and the travel documents' own code for nobody's national."""

    override = {"XX": pgettext_lazy("nationality", "None (stateless)")}


latin_letters = RegexValidator(
    r"^[A-Z' .-]*$", _("Write this line with the letters A to Z alone, as at the foot of your document.")
)


class PersonalData(models.Model):
    """What the access check needs to know of a person (P11); kept in the profile, and as submitted in each case."""

    class Role(models.TextChoices):
        JOURNALIST = "journalist", _("Journalist")
        TV_PRODUCER = "tv_producer", _("TV producer")
        PHOTOGRAPHER = "photographer", _("Photographer")
        VIDEOGRAPHER = "videographer", _("Videographer")
        BLOGGER = "blogger", _("Blogger")
        TECHNICIAN = "technician", _("Technician")
        OTHER = "other", _("Other media function")

    class Employment(models.TextChoices):
        EMPLOYED = "employed", _("Employed by a media organisation")
        FREELANCE = "freelance", _("Freelance")

    class DocumentKind(models.TextChoices):
        ID_CARD = "id_card", _("ID card")
        PASSPORT = "passport", _("Passport")
        TRAVEL = "travel", _("Other travel document (refugee, stateless, alien's)")

    class BelgianResidence(models.TextChoices):
        NONE = "", _("No official residence in Belgium")
        ID_CARD = "id_card", _("Belgian ID card")
        RESIDENCE_CARD = "residence_card", _("Residence card")
        SPECIAL_CARD = "special_card", _("Special card of the Foreign Ministry")
        CERTIFICATE = "certificate", _("Certificate while a card is renewed")

    family_name = models.CharField(_("family name, or only name"), max_length=120, blank=True)
    given_names = models.CharField(_("given names"), max_length=120, blank=True)
    latin_family_name = models.CharField(
        _("family name in Latin letters"), max_length=120, blank=True, validators=[latin_letters]
    )
    latin_given_names = models.CharField(
        _("given names in Latin letters"), max_length=120, blank=True, validators=[latin_letters]
    )
    former_names = models.CharField(_("former names"), max_length=200, blank=True)
    professional_name = models.CharField(_("professional name"), max_length=120, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=120, blank=True)
    nationality = CountryField(_("nationality"), blank=True, countries=Nationalities)
    document_kind = models.CharField(_("identity document"), max_length=16, choices=DocumentKind, blank=True)
    document_number = models.CharField(_("number of the document"), max_length=40, blank=True)
    document_country = CountryField(_("issued by (country)"), blank=True)
    document_valid_until = models.DateField(_("valid until"), null=True, blank=True)
    document_explanation = models.CharField(_("why the document is not valid any more"), max_length=300, blank=True)
    residence_country = CountryField(_("country of residence"), blank=True)
    residence_town = models.CharField(_("town of residence"), max_length=120, blank=True)
    belgian_residence = models.CharField(
        _("official residence in Belgium"), max_length=16, choices=BelgianResidence, blank=True
    )
    belgian_residence_until = models.DateField(_("residence valid until"), null=True, blank=True)
    role = models.CharField(_("media function"), max_length=16, choices=Role, blank=True)
    other_role = models.CharField(_("which function"), max_length=120, blank=True)
    employment = models.CharField(_("employment"), max_length=16, choices=Employment, blank=True)
    phone = PhoneNumberField(_("mobile phone"), blank=True)
    organisation = models.ForeignKey(
        MediaOrganisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("media organisation")
    )
    photo = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("identity photo")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_another_function_has_a_name",
                condition=~Q(role="other") | ~Q(other_role=""),
            ),
        ]

    @property
    def full_name(self) -> str:
        """Given names and family name, as the document writes them."""
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def latin_name(self) -> str:
        """FAMILY NAME, GIVEN NAMES in the letters of the document's machine-readable zone."""
        return ", ".join(part for part in (self.latin_family_name, self.latin_given_names) if part)

    @property
    def shown_role(self):
        return self.other_role if self.role == self.Role.OTHER else self.get_role_display()


MOST_FOUND = 500  # of each way to find somebody


class MediaRepresentativeQuerySet(models.QuerySet):
    """Media representatives …"""

    def with_press_card(self):
        """… each with the card in use and the body that issued it, in the same query."""
        in_use = FilteredRelation("press_cards", condition=Q(press_cards__is_current=True))
        found = self.annotate(card_in_use=in_use, card_in_use_id=F("card_in_use__pk"))
        return found.select_related("card_in_use__issuing_body")

    def named(self, words: str):
        """… one of whose names holds each of these words, however it is written."""
        return holding_words(self, words)

    def found_by(self, typed: str):
        """… of that name, user name or email address, or with a press card of that number, also an older one.

        Each is looked up in its own table: no index serves a search across joined ones.
        """
        if "@" in typed:
            return self.filter(user__email__iexact=typed.strip())
        holders = PressCard.objects.filter(number_key=number_key(typed)).exclude(number_key="")
        found = [
            self.named(typed).values_list("pk", flat=True),
            self.filter(user__username__iexact=typed.strip()).values_list("pk", flat=True),
            holders.values_list("representative", flat=True),
        ]
        return self.filter(pk__in={pk for each in found for pk in each[:MOST_FOUND]})


NAMES = (
    "family_name", "given_names", "latin_family_name", "latin_given_names", "former_names", "professional_name",
)  # fmt: skip


class MediaRepresentative(PersonalData):
    """The profile of somebody who reports for the media; one for each account that is not staff's."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="representative", verbose_name=_("account")
    )
    further_organisations = models.ManyToManyField(
        MediaOrganisation, blank=True, related_name="+", verbose_name=_("further media organisations")
    )
    photo_in_preparation = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("picture being prepared"),
    )  # fmt: skip
    search_key = SearchKeyField(of=NAMES, max_length=1200)
    document_key = NumberKeyField(of=("document_number",), max_length=80)
    identity_changed_at = models.DateTimeField(_("identity changed"), null=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = MediaRepresentativeQuerySet.as_manager()

    class Meta(PersonalData.Meta):
        abstract = False
        verbose_name = _("media representative")
        verbose_name_plural = _("media representatives")
        indexes = [
            models.Index(fields=["search_key"], name="representatives_by_name"),
            models.Index(fields=["document_key", "document_country"], name="representatives_by_document"),
            models.Index(fields=["birth_date"], name="representatives_by_birth_date"),
            models.Index(
                fields=["identity_changed_at"],
                name="representatives_changed",
                condition=Q(identity_changed_at__isnull=False),
            ),
            # Reminders read the few that lapse in some weeks.
            models.Index(
                fields=["document_valid_until"],
                name="representatives_document_ends",
                condition=Q(document_valid_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def save(self, *args, update_fields=None, **kwargs):
        """The keys follow what they are made of, also where only some fields are written."""
        if update_fields is not None:
            update_fields = {*update_fields, "search_key", "document_key"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def press_card(self):
        """The card in use now, or None. Pages that show many people prefetch ``press_cards``."""
        if "card_in_use_id" in self.__dict__:  # it came along: with_press_card
            return self.__dict__.get("card_in_use")
        return next((card for card in self.press_cards.all() if card.is_current), None) if self.pk else None

    @transaction.atomic
    def use_card(self, **values) -> "PressCard | None":
        """The card with these values is the one in use from now on; without values, none is. An older row stays.

        The profile has changed then too: a page that showed the card before is stale.
        """
        person = MediaRepresentative.objects.select_for_update().get(pk=self.pk)
        current = self.press_cards.filter(is_current=True).first()
        if current and values and all(getattr(current, name) == value for name, value in values.items()):
            return current
        self.press_cards.filter(is_current=True).update(is_current=False)
        person.save(update_fields=["updated_at"])
        return self.press_cards.create(**values) if values else None


class PressCard(models.Model):
    """A press card; an older one stays with the cases that used it (S6)."""

    representative = models.ForeignKey(
        MediaRepresentative, models.PROTECT, related_name="press_cards", verbose_name=_("media representative")
    )
    number = models.CharField(_("number of the press card"), max_length=60)
    number_key = NumberKeyField(of=("number",), max_length=120)
    issuing_body = models.ForeignKey(
        IssuingBody, models.PROTECT, related_name="press_cards", verbose_name=_("issuing body")
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True)  # empty: the card bears no date
    scan = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("scan of the card")
    )
    is_current = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("press card")
        verbose_name_plural = _("press cards")
        constraints = [
            models.UniqueConstraint(
                fields=["representative"], condition=Q(is_current=True), name="one_press_card_in_use_per_person"
            ),
            models.CheckConstraint(name="a_press_card_has_a_number", condition=~Q(number="")),
        ]
        indexes = [
            models.Index(fields=["number_key"], name="press_cards_by_number"),
            models.Index(
                fields=["valid_until"], name="press_cards_by_last_day", condition=Q(valid_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
