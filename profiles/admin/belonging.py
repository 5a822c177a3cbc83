"""Who belongs to a body or an organisation, under any of its names, as a filter of the list of people."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from accreditation_portal.review.references import is_number
from profiles.models import IssuingBody, MediaOrganisation, MediaRepresentative, PressCard


class BelongingFilter(admin.SimpleListFilter):
    """It offers only what was asked for by address: the page of a body or an organisation leads here."""

    model: type[Any]

    @classmethod
    def people_of(cls, pk: int) -> QuerySet:
        raise LookupError("each filter says who belongs to its model")

    @classmethod
    def names_of(cls, pk: int) -> QuerySet:
        """The row and those joined to it."""
        return cls.model.objects.filter(Q(pk=pk) | Q(same_as=pk)).values("pk")

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        wanted = request.GET.get(self.parameter_name, "")
        if not wanted:
            return []
        found = self.model.objects.filter(pk=int(wanted)).first() if is_number(wanted) else None
        return [(wanted, found.name if found else "–")]

    def queryset(self, request: Any, queryset: Any) -> Any:
        wanted = self.value()
        if not wanted:
            return queryset
        return (
            queryset.filter(pk__in=self.people_of(int(wanted)).values("pk")) if is_number(wanted) else queryset.none()
        )


class OrganisationFilter(BelongingFilter):
    title = gettext_lazy("media organisation")
    parameter_name = "organisation"
    model = MediaOrganisation

    @classmethod
    def people_of(cls, pk):
        """Those who work for it, freelancers among others too."""
        further = MediaRepresentative.further_organisations.through.objects.filter(
            mediaorganisation__in=cls.names_of(pk)
        )
        works_for = Q(organisation__in=cls.names_of(pk)) | Q(pk__in=further.values("mediarepresentative"))
        return MediaRepresentative.objects.filter(works_for)


class IssuingBodyFilter(BelongingFilter):
    title = gettext_lazy("issuing body")
    parameter_name = "issuing_body"
    model = IssuingBody

    @classmethod
    def people_of(cls, pk):
        """Those whose press card in use it issued."""
        cards = PressCard.objects.filter(is_current=True, issuing_body__in=cls.names_of(pk))
        return MediaRepresentative.objects.filter(pk__in=cards.values("representative"))
