"""Officers judge issuing bodies and media organisations once for all their people, and join what is the same."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import BadRequest
from django.db import IntegrityError
from django.db.models import ManyToOneRel, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.references import is_number
from accreditation_portal.review.timeline import shown_moment
from profiles.admin.belonging import BelongingFilter, IssuingBodyFilter, OrganisationFilter
from profiles.admin.judging import JudgeForm, history_in_words
from profiles.models import IssuingBody, MediaOrganisation, MediaRepresentative, search_key
from profiles.models.bodies import Curated

MOST_NEAR = 5


class NamedAutocomplete(AutocompleteSelect):
    """Django's, which has no name for a screen reader while nothing is chosen."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": _("Same as")}

    def create_option(self, name, value, label, *args, **kwargs):
        return super().create_option(name, value, label or "–", *args, **kwargs)


class EmptyOrNot(admin.SimpleListFilter):
    """Whether a field names something."""

    field = ""
    words: tuple[Any, Any]  # if it does; if it does not

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, Any]]:
        return list(zip(("yes", "no"), self.words, strict=True))

    def queryset(self, request: Any, queryset: Any) -> Any:
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(**{f"{self.field}__isnull": self.value() == "no"})


class ProposedFilter(EmptyOrNot):
    title = gettext_lazy("origin")
    parameter_name, field = "proposed", "proposed_by"
    words = (gettext_lazy("Proposed by a media representative"), gettext_lazy("Entered by the office"))


class JoinedFilter(EmptyOrNot):
    title = gettext_lazy("name")
    parameter_name, field = "joined", "same_as"
    words = (gettext_lazy("Another name of a known one"), gettext_lazy("Its own name"))


class CuratedAdmin(admin.ModelAdmin):
    """A standing, the reason for it, and what this is another name of; who judged and when fills itself in."""

    form = JudgeForm
    change_form_template = "admin/profiles/curated.html"
    change_list_template = "admin/review/change_list.html"
    actions = None  # each is judged by itself
    autocomplete_fields = ("same_as",)
    list_display = ("shown_name", "shown_country", "kind", "shown_standing", "is_proposed")
    list_filter = ("standing", "kind", ProposedFilter, JoinedFilter)
    list_per_page = 50
    list_select_related = ("same_as",)
    ordering = ("search_key", "pk")
    paginator = CappedPaginator
    readonly_fields = ("judged", "proposer", "entered", "other_names", "used_by", "near")
    search_fields = ("search_key",)  # shows the box; get_search_results finds
    search_help_text = gettext_lazy("Name, in any spelling")
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False

    people_filter: type[BelongingFilter]  # of the list of people: those who belong here
    judged_fields: tuple[str, ...] = ("standing", "standing_note")

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "same_as":
            kwargs["widget"] = NamedAutocomplete(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # Who may --------------------------------------------------------------------------------------------------------

    def has_delete_permission(self, request: HttpRequest, obj: Curated | None = None) -> bool:
        """A proposal that nobody and no case names goes with whoever may judge it; everything else stays."""
        if obj is None or not self.has_change_permission(request, obj) or obj.proposed_by_id is None:
            return False
        return not is_used(obj)

    def get_fieldsets(self, request: HttpRequest, obj: Curated | None = None):
        judgement = () if obj and obj.same_as_id else self.judged_fields  # else judged under the other name
        judgement += ("judged",) if obj else ()
        joining = ("same_as", *(("other_names", "near") if obj else ()))
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        sets = [
            (None, {"fields": ("name", "country", "kind", "website", *(("seen",) if may_save else ()))}),
            (gettext_lazy("Judgement"), {"fields": judgement}),
            (gettext_lazy("Same as"), {"fields": joining, "description": gettext_lazy(
                "Join a proposal to the one that it is: its people follow, and its name stays known.")}),
        ]  # fmt: skip
        return [*sets, (gettext_lazy("Use"), {"fields": ("used_by", "proposer", "entered")})] if obj else sets

    # Lists and search -----------------------------------------------------------------------------------------------

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        wanted = search_key(search_term).split()
        if search_term.strip() and not wanted:
            return queryset.none(), False
        for word in wanted:
            queryset = queryset.filter(search_key__contains=word)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.standing_alone()  # what another one can be joined to
        return queryset, False

    @admin.display(description=gettext_lazy("name"), ordering="search_key")
    def shown_name(self, row: Curated) -> Any:
        if row.same_as:
            return format_html("{} ({})", row.name, _("another name of “%(name)s”") % {"name": row.same_as.name})
        return row.name

    @admin.display(description=gettext_lazy("country"), ordering="country")
    def shown_country(self, row: Any) -> str:
        return row.country.name

    @admin.display(description=gettext_lazy("standing"), ordering="standing")
    def shown_standing(self, row: Any) -> Any:
        judged = row.itself
        return format_html('<span class="standing {}">{}</span>', judged.standing, judged.get_standing_display())

    @admin.display(description=pgettext_lazy("column", "proposed"), ordering="proposed_by")
    def is_proposed(self, row: Curated) -> str:
        return _("Yes") if row.proposed_by_id else ""

    def changelist_view(self, request, extra_context=None):
        head = {"title": capfirst(self.opts.verbose_name_plural), "is_nav_sidebar_enabled": False}
        return super().changelist_view(request, {**head, **(extra_context or {})})

    # One of them ----------------------------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        """The row, locked with the one it is to be joined to: two joins at once never make a chain."""
        if request.method == "POST":
            keys = [int(key) for key in {object_id, request.POST.get("same_as", "")} if is_number(key)]
            list(self.model.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if (target := request.POST.get("same_as")) and not is_number(target):
            raise BadRequest("no such row")
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:  # a colleague entered this name in the same moment: now the form finds it
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"history": history_in_words(obj) if obj else [], "is_nav_sidebar_enabled": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request, object_id, extra_context=None):
        """The history is on the page itself."""
        address = reverse(f"admin:profiles_{self.opts.model_name}_change", args=[unquote(object_id)])
        return redirect(f"{address}#history")

    def save_model(self, request, obj, form, change):
        if not {"standing", *form.also_judged}.isdisjoint(form.changed_data):
            obj.standing_by, obj.standing_at = request.user, timezone.now()
        obj.save()

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        turned = form.turns()
        return [*message, {"turned": turned}] if turned else message

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, message) if message else None

    # What the page says besides -------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("judged"))
    def judged(self, row: Curated) -> str:
        if row.same_as:
            words = _("under the name “%(name)s”: %(standing)s")
            return words % {"name": row.same_as.name, "standing": row.same_as.get_standing_display()}
        if not row.standing_by:
            return _("not yet")
        who = {"who": row.standing_by.shown_name, "when": shown_moment(row.standing_at)}
        return _("by %(who)s, %(when)s") % who

    @admin.display(description=gettext_lazy("proposed by"))
    def proposer(self, row: Curated) -> Any:
        if row.proposed_by is None:
            return "–"
        person = MediaRepresentative.objects.filter(user=row.proposed_by_id).first()
        if person is None:
            return row.proposed_by.username
        address = reverse("admin:profiles_mediarepresentative_change", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, person.full_name or row.proposed_by.username)

    @admin.display(description=gettext_lazy("entered"))
    def entered(self, row: Curated) -> str:
        return shown_moment(row.created_at)

    @admin.display(description=gettext_lazy("other names"))
    def other_names(self, row: Curated) -> Any:
        return self._links(row.aliases.order_by("search_key", "pk"))

    @admin.display(description=gettext_lazy("names near this one"))
    def near(self, row: Curated) -> Any:
        found = type(row)._default_manager.exclude(Q(pk=row.pk) | Q(same_as=row.pk)).like(row.name, MOST_NEAR)
        return self._links([other for other in found if other != row.itself])

    @admin.display(description=gettext_lazy("used by"))
    def used_by(self, row: Curated) -> Any:
        """How many people belong to it today, under all its names, with their list."""
        number = self.people_filter.people_of(row.pk).count()
        address = reverse("admin:profiles_mediarepresentative_changelist")
        query = f"{self.people_filter.parameter_name}={row.pk}"
        words = ngettext("%(count)s media representative", "%(count)s media representatives", number)
        return format_html('<a href="{}?{}">{}</a>', address, query, words % {"count": number})

    def _links(self, rows: Any) -> Any:
        name = f"admin:profiles_{self.opts.model_name}_change"
        return (
            format_html_join("; ", '<a href="{}">{}</a>', ((reverse(name, args=[row.pk]), row.name) for row in rows))
            or "–"
        )


def is_used(row: Curated) -> bool:
    """Whether anything in any room names this row: a person, a card, a case, another name of it."""
    relations = [field for field in row._meta.get_fields(include_hidden=True) if isinstance(field, ManyToOneRel)]
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: row.pk}).exists()
        for relation in relations
    )


class IssuingBodyForm(JudgeForm):
    unique_with = ("country",)


@admin.register(IssuingBody)
class IssuingBodyAdmin(CuratedAdmin):
    """Bodies that issue press cards (S3, S6)."""

    form = IssuingBodyForm
    people_filter = IssuingBodyFilter


class OrganisationForm(JudgeForm):
    also_judged = ("is_outreach",)


@admin.register(MediaOrganisation)
class MediaOrganisationAdmin(CuratedAdmin):
    """Organisations that representatives report for (S13); whether outreach is their work is judged here too (S12)."""

    form = OrganisationForm
    judged_fields = ("standing", "is_outreach", "standing_note")
    people_filter = OrganisationFilter
