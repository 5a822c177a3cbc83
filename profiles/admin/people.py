"""Officers find and read media representatives; what is wrong they ask the person for, in a case."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal.review.admin import MOST_OTHER_CASES, MOST_PEOPLE_OF_A_SEARCH, ReviewAdmin
from accreditation_portal.review.facts import Fact, in_words
from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.references import is_number
from accreditation_portal.review.states import Item
from accreditation_portal.review.timeline import shown_moment
from profiles.admin.belonging import IssuingBodyFilter, OrganisationFilter
from profiles.admin.compared import side_by_side
from profiles.models import MediaRepresentative
from profiles.models.as_submitted import FIELDS_OF_ITEM

# Card, photo and organisations are shown as what they are.
READ = {
    Item.IDENTITY: Item.IDENTITY.label,
    Item.IDENTITY_DOCUMENT: Item.IDENTITY_DOCUMENT.label,
    Item.ORGANISATION: gettext_lazy("Work"),
}


@admin.register(MediaRepresentative)
class MediaRepresentativeAdmin(admin.ModelAdmin):
    """A person's profile as it is today, with all their cases; nothing is typed over."""

    actions = None
    change_form_template = "admin/profiles/person.html"
    change_list_template = "admin/review/change_list.html"
    list_display = ("name", "latin", "works_for", "shown_role", "country")
    list_filter = ("role", "employment", OrganisationFilter, IssuingBodyFilter)
    list_per_page = 50
    list_select_related = ("user", "organisation__same_as")
    ordering = ("search_key", "pk")
    paginator = CappedPaginator
    search_fields = ("search_key",)  # shows the box; get_search_results finds
    search_help_text = gettext_lazy("Name in any spelling, user name, email address, or number of a press card")
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request):
        names = (getattr(choice, "parameter_name", choice) for choice in self.list_filter)
        return lookup.removesuffix("__exact") in names

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    # The list -------------------------------------------------------------------------------------------------------

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        # Two steps: a search across joined tables can use no index.
        found = MediaRepresentative.objects.found_by(search_term).values_list("pk", flat=True)
        return queryset.filter(pk__in=list(found[:MOST_PEOPLE_OF_A_SEARCH])), False

    @admin.display(description=gettext_lazy("name"), ordering="search_key")
    def name(self, person):
        return person.full_name or person.user.username

    @admin.display(description=gettext_lazy("in Latin letters"), ordering="latin_family_name")
    def latin(self, person):
        return person.latin_name

    @admin.display(description=gettext_lazy("media organisation"))
    def works_for(self, person):
        return person.organisation.itself.name if person.organisation else person.get_employment_display()

    @admin.display(description=gettext_lazy("media function"), ordering="role")
    def shown_role(self, person):
        return person.shown_role

    @admin.display(description=gettext_lazy("country of residence"), ordering="residence_country")
    def country(self, person):
        return person.residence_country.name

    # One person -----------------------------------------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        people = self.get_queryset(request).select_related("user", "organisation__same_as", "photo")
        people = people.prefetch_related(
            "press_cards__issuing_body__same_as", "press_cards__scan", "further_organisations__same_as"
        )
        return people.filter(pk=int(object_id)).first() if is_number(object_id) else None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        person = self.get_object(request, unquote(object_id))
        if person is None or not self.has_view_permission(request, person):
            raise Http404
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts, "person": person, "original": person, "title": self.name(person),
            "is_nav_sidebar_enabled": False,
            "facts": [
                (_("Account"), self._account(person)),
                *((heading, _facts(person, item)) for item, heading in READ.items()),
            ],
            "cards": sorted(person.press_cards.all(), key=lambda card: (not card.is_current, -card.pk)),
            "organisations": [
                organisation for organisation in (person.organisation, *person.further_organisations.all())
                if organisation
            ],
            "cases": self._cases(request, person),
            "duplicates": side_by_side(person, reader=request.user),
        }  # fmt: skip
        return TemplateResponse(request, self.change_form_template, context)

    def history_view(self, request, object_id, extra_context=None):
        """Nothing is changed here, so there is no history."""
        raise Http404

    def _account(self, person: MediaRepresentative) -> list[Fact]:
        changed = shown_moment(person.identity_changed_at) if person.identity_changed_at else ""
        lines = {
            _("User name"): person.user.username,
            _("Email address"): person.user.email,
            _("Profile changed"): shown_moment(person.updated_at),
            _("Identity changed"): changed,
        }
        return [Fact(label, value) for label, value in lines.items() if value]

    def _cases(self, request: HttpRequest, person: MediaRepresentative) -> list[tuple[Any, str, Any]]:
        """Their cases of every kind that this reader may open, newest first of each; rooms above are found by name."""
        found = []
        for model in apps.get_models():
            desk = self.admin_site._registry.get(model)
            if not isinstance(desk, ReviewAdmin) or not desk.reads_all(request):
                continue
            cases = model._default_manager.filter(representative=person).select_related(*desk.list_select_related)
            address = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            for case in cases.order_by("-state_since", "-pk")[:MOST_OTHER_CASES]:
                found.append((desk.subject(case), reverse(address, args=[case.pk]), case))
        return found


def _facts(person: MediaRepresentative, item: Item) -> list[Fact]:
    """The fields of an item in words; empty ones are left out."""
    own = {field.name: field for field in MediaRepresentative._meta.fields if not field.is_relation}
    names = [name for name in FIELDS_OF_ITEM[item] if name in own]
    facts = [Fact(capfirst(str(own[name].verbose_name)), in_words(person, name)) for name in names]
    return [fact for fact in facts if fact.value]
