"""What staff write in place of the letters' files: every letter with who changed it, and one in both languages."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accreditation_portal.notifications import catalogue, wording
from accreditation_portal.notifications.letters import source_of
from accreditation_portal.notifications.models import Wording
from accreditation_portal.notifications.notices import Notice
from accreditation_portal.notifications.on_page import shown
from accreditation_portal.review import diagram, references
from accreditation_portal.review.preview import letter_in_words, states_of
from accreditation_portal.review.timeline import short_moment

MOST_RECENT_CASES = 10
MOST_VERSIONS = 50


class WordingForm(forms.Form):
    """One letter in every language of the portal, and the case on which it is looked at."""

    reference = forms.CharField(
        label=gettext_lazy("Case for the preview"),
        required=False,
        help_text=gettext_lazy("The reference of a case that this letter fits; without one, the most recent."),
        widget=forms.TextInput(attrs={"list": "recent-cases", "autocomplete": "off", "class": "reference"}),
    )
    is_full = forms.BooleanField(
        label=gettext_lazy("Also show the paragraphs that this case leaves out"), required=False
    )

    def __init__(self, data: Any, *, notice: Notice, cases: Any, standing: dict[str, Wording], begun: Any = None):
        """``cases``: those that the officer may read and the letter fits, or None where no case is behind it;
        ``begun``: an earlier version to begin from."""
        super().__init__(data, label_suffix="")
        self.use_required_attribute = False
        self.notice, self.cases, self.case = notice, cases, None
        for code, name in settings.LANGUAGES:
            version = begun if begun and begun.language == code else standing.get(code)
            self.fields[f"text_{code}"] = forms.CharField(
                label=capfirst(name),
                initial=(version and version.text) or source_of(notice, code).strip(),
                required=False,
                strip=False,
                max_length=wording.LONGEST,
                widget=forms.Textarea(attrs={"rows": 24, "lang": code, "spellcheck": "true"}),
            )
            number = standing[code].number if code in standing else 0
            self.fields[f"seen_{code}"] = forms.IntegerField(
                initial=number, required=False, min_value=0, widget=forms.HiddenInput
            )

    def clean(self):
        for code in wording_languages():
            if f"text_{code}" in self.cleaned_data:
                for problem in wording.problems_of(self.notice, code, self.cleaned_data[f"text_{code}"]):
                    self.add_error(f"text_{code}", problem)
        return self.cleaned_data

    def clean_reference(self):
        typed = self.cleaned_data["reference"]
        if self.cases is None:
            return typed
        found = self.cases if not typed else self.cases.filter(reference=references.normalised(typed) or "")
        self.case = found.first()
        if typed and self.case is None:
            raise forms.ValidationError(_("There is no case of this reference that you may read and this letter fits."))
        return typed

    @property
    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code in wording_languages()}

    @property
    def seen(self) -> dict[str, int]:
        return {code: self.cleaned_data.get(f"seen_{code}") or 0 for code in wording_languages()}

    def looks(self) -> dict[str, Any]:
        """The letter in each language, as it would be mailed with the texts as they are typed."""
        letters = {
            code: letter_in_words(self.notice, code, text, self.case, is_full=self.cleaned_data["is_full"])
            for code, text in self.texts.items()
        }
        return {code: {"letter": letter, "html": shown(letter.html)} for code, letter in letters.items()}

    def begin_from(self, versions: dict[str, Wording]) -> None:
        """After another officer's change: what was typed stays, and the next save begins from what holds now."""
        typed = wording.touched(self.notice, self.texts, self.seen)
        data = dict(self.data.items())
        for code, version in versions.items():
            data[f"seen_{code}"] = str(version.number)
            if code not in typed:
                data[f"text_{code}"] = version.text or source_of(self.notice, code).strip()
        self.data = data


class ReturnForm(forms.Form):
    """Which languages return to the default."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Return to the default"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one language.")},
    )

    def __init__(self, data: Any, worded: dict[str, Wording]):
        super().__init__(data, initial={"languages": list(worded)}, label_suffix="")
        self.fields["languages"].choices = [
            (code, capfirst(name)) for code, name in settings.LANGUAGES if code in worded
        ]
        for code, version in worded.items():
            self.fields[f"seen_{code}"] = forms.IntegerField(initial=version.number, widget=forms.HiddenInput)


@admin.register(Wording)
class WordingAdmin(admin.ModelAdmin):
    """The letters of all rooms; nobody adds or removes one, accreditation officers word them."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        page = self.admin_site.admin_view(self.return_view)
        return [path("<path:object_id>/default/", page, name="notifications_wording_default"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Every letter by its room: when it is sent, and whose words it has; two queries however many there are."""
        self._let_in(request)
        versions: dict[tuple[str, str], Wording] = {
            (version.notice, version.language): version for version in Wording.objects.standing().select_related("by")
        }
        rooms = [(room, [self._row(notice, versions) for notice in declared]) for room, declared in catalogue.by_room()]
        context = {"title": capfirst(self.opts.verbose_name_plural), "rooms": rooms}
        return self._page(request, "list", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One letter: what it says in each language, what it may name, how it looks, and who wrote what when."""
        self._let_in(request)
        notice = self._notice(object_id)
        standing, cases = wording.standing_of(notice), self._cases(request, notice)
        begun = self._version(notice, request.GET.get("version", ""))
        form = WordingForm(request.POST or None, notice=notice, cases=cases, standing=standing, begun=begun)
        looks: dict[str, Any] = {}
        if request.method == "POST" and form.is_valid():
            if "preview" in request.POST:
                looks = form.looks()
            elif self._saved(request, notice, form.texts, form.seen):
                return redirect("admin:notifications_wording_change", notice.full_name)
            else:
                standing = wording.standing_of(notice)
                form.begin_from(standing)
        context = {
            "title": notice.purpose, "notice": notice, "form": form, "begun": begun, "case": form.case,
            "columns": [self._column(notice, form, code, standing, looks) for code in wording_languages()],
            "placeholders": list(catalogue.placeholders_of(notice).items()),  # one of them is called "items"
            "of_all": list(catalogue.placeholders_of_all().items()),
            "cases": None if cases is None else list(cases[:MOST_RECENT_CASES]), "looks": looks,
            "history": self._history(notice), "is_worded": any(version.text for version in standing.values()),
        }  # fmt: skip
        return self._page(request, "letter", context)

    def return_view(self, request, object_id):
        """Asked first, then done: the letter has the words of its file again; those it had stay readable."""
        self._let_in(request)
        notice = self._notice(object_id)
        worded = {code: version for code, version in wording.standing_of(notice).items() if version.text}
        if not worded:
            return redirect("admin:notifications_wording_change", notice.full_name)
        form = ReturnForm(request.POST or None, worded)
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data["languages"]
            seen = {code: form.cleaned_data[f"seen_{code}"] for code in chosen}
            self._saved(request, notice, dict.fromkeys(chosen, ""), seen)
            return redirect("admin:notifications_wording_change", notice.full_name)
        columns = [
            {
                "code": code,
                "name": capfirst(name),
                "version": worded[code],
                "default": source_of(notice, code).strip(),
            }
            for code, name in settings.LANGUAGES
            if code in worded
        ]
        context = {"title": _("Return to the default"), "notice": notice, "form": form, "columns": columns}
        return self._page(request, "default", context)

    def history_view(self, request, object_id, extra_context=None):
        """The page of the letter shows who wrote what when."""
        self._let_in(request)
        return redirect("admin:notifications_wording_change", self._notice(object_id).full_name)

    # What the pages are made of ------------------------------------------------------------------------------------

    def _let_in(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def _notice(self, full_name: str) -> Notice:
        try:
            return catalogue.all_notices()[full_name]
        except KeyError:
            raise Http404 from None

    def _cases(self, request: HttpRequest, notice: Notice) -> Any:
        """The cases that this officer may read and the notice fits, the best first; None where none is behind it."""
        kind = next((kind for kind in diagram.kinds() if kind._meta.app_label == notice.room), None)
        if kind is None:
            return None
        fits = states_of(kind, notice)
        desk: Any = self.admin_site.get_model_admin(kind)
        cases = desk.get_queryset(request).filter(state__in=fits).exclude(representative__user=request.user)
        best = Case(When(state=fits[0], then=Value(0)), default=Value(1), output_field=IntegerField())
        return cases.select_related(*kind.select_for_a_step).order_by(best, "-pk")

    def _version(self, notice: Notice, number: str) -> Wording | None:
        if not references.is_number(number):
            return None
        return Wording.objects.filter(notice=notice.full_name, pk=number).exclude(text="").first()

    def _saved(self, request: HttpRequest, notice: Notice, texts: dict[str, str], seen: dict[str, int]) -> bool:
        """Whether it was kept; a message says what was, or who was faster."""
        try:
            made = wording.change(notice, texts, seen, by=request.user, at=timezone.now())
        except wording.WordedMeanwhile as meanwhile:
            latest = meanwhile.latest
            messages.error(request, _(
                "Nothing was kept: meanwhile %(who)s changed the wording (%(language)s, %(when)s). Theirs stands below "
                "under “Earlier and present wording”. What you typed is still here; save again to put it in its place."
            ) % {"who": latest.by.shown_name, "language": latest.get_language_display(),
                 "when": short_moment(latest.at)})  # fmt: skip
            return False
        if made:
            named = ", ".join(str(version.get_language_display()) for version in made)
            messages.success(request, _("The letter has its new words: %(languages)s.") % {"languages": named})
        else:
            messages.info(request, _("Nothing was changed: the letter says this already."))
        return True

    def _row(self, notice: Notice, versions: dict[tuple[str, str], Wording]) -> dict[str, Any]:
        mine = [versions.get((notice.full_name, code)) for code in wording_languages()]
        worded = [version for version in mine if version and version.text]
        return {
            "notice": notice,
            "subject": subject_of(notice, versions),
            "address": reverse("admin:notifications_wording_change", args=[notice.full_name]),
            "worded": sorted(worded, key=lambda version: version.at, reverse=True),
            "does_not_fit": [v for v in worded if wording.problems_of(notice, v.language, v.text)],
        }

    def _column(self, notice: Notice, form: WordingForm, code: str, standing: Any, looks: Any) -> dict[str, Any]:
        version = standing.get(code)
        return {
            "code": code, "text": form[f"text_{code}"], "seen": form[f"seen_{code}"],
            "version": version if version and version.text else None,
            "default": source_of(notice, code).strip(), "look": looks.get(code),
        }  # fmt: skip

    def _history(self, notice: Notice) -> list[Wording]:
        mine = Wording.objects.filter(notice=notice.full_name).select_related("by")
        return list(mine.order_by("-pk")[:MOST_VERSIONS])

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        head = {**self.admin_site.each_context(request), "opts": self.opts, "is_nav_sidebar_enabled": False}
        return TemplateResponse(request, f"admin/notifications/wording/{name}.html", head | context)


def wording_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def subject_of(notice: Notice, versions: dict[tuple[str, str], Wording]) -> str:
    """The subject as it is now, in the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    version = versions.get((notice.full_name, language))
    return ((version and version.text) or source_of(notice, language)).strip().partition("\n")[0]
