"""Articles of online media (S12) and recent publications of freelancers (S11): the same questions for each."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accreditation_portal.dates import shown_date
from accreditation_portal.review.files import Files, FilesField
from annual.criteria import ARTICLES_ASKED, is_of_past_month, month_before
from annual.forms.piece import PieceForm
from annual.hosts import as_one_page, registrable_domain
from annual.models import AnnualRequest, Article
from annual.parts import Part
from profiles.forms.lines import DayField, hold_to_one_line
from profiles.forms.parts import bare_helper

ASKED = ("title", "url", "byline", "published_on")


class WorkForm(forms.Form):
    """One article: all four answers or none. The address is looked at, and never fetched."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    url = forms.URLField(label=_("Web address"), max_length=500, required=False, assume_scheme="https")
    byline = forms.CharField(
        label=_("By-line"), max_length=200, required=False, help_text=_("The name under which it appeared.")
    )
    published_on = DayField(label=_("Day of publication"), required=False)

    def __init__(self, *args: Any, today: Any, **kwargs: Any):
        self.today = today
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        hold_to_one_line(self)
        beside = Div(Div("byline", css_class="col-md-6"), Div("published_on", css_class="col-md-6"), css_class="row")
        self.helper = bare_helper("title", "url", beside)

    def clean_url(self) -> str:
        address = self.cleaned_data["url"]
        if address and not registrable_domain(address):
            raise forms.ValidationError(_("This is no address of a public website."))
        return address

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("This day lies in the future: look at the year."), code="future")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        typed = {name for name in ASKED if cleaned.get(name) or name in self.errors}
        for name in ASKED if typed else ():
            if name not in typed:
                self.add_error(name, _("This is missing for the article."))
        return cleaned

    @property
    def values(self) -> dict[str, Any] | None:
        """The article that was entered, if it was and nothing is wrong with it."""
        filled = not self.errors and self.cleaned_data.get("url")
        return {name: self.cleaned_data[name] for name in ASKED} if filled else None


WorkFormSet = forms.formset_factory(WorkForm, extra=0, max_num=6, validate_max=True, absolute_max=12)


class WorksForm(PieceForm):
    """A list of articles of one kind, with room for copies: some pages open to subscribers only."""

    kind: str
    least: int
    most_empty: int  # rows that are shown where nothing is entered

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for kind in self.file_kinds:
            self.fields[kind] = FilesField(
                label=_("Copies (optional)"),
                required=False,
                help_text=_("For articles behind a paywall: PDF, JPEG or PNG, up to 10 MB each, at most 5 files."),
            )
        self.helper.layout = Layout(*map(Files, self.file_kinds))

    def has_changed(self) -> bool:
        return super().has_changed() or self.entered_as_shown() != self.shown()

    def shown(self) -> Any:
        return [tuple(getattr(article, name) for name in ASKED) for article in self.case.works(self.kind)]

    def entered_as_shown(self) -> Any:
        return [tuple(entered[name] for name in ASKED) for entered in self.entered]

    @cached_property
    def rows(self) -> Any:
        """A row for each article that stands, and empty ones up to the number that is shown."""
        known = [{name: getattr(article, name) for name in ASKED} for article in self.case.works(self.kind)]
        empty = [{} for _number in range(max(self.most_empty - len(known), 0))]
        more = {"prefix": self.kind, "form_kwargs": {"today": self.today}}
        return WorkFormSet(self.data, **more) if self.is_bound else WorkFormSet(initial=[*known, *empty], **more)

    @cached_property
    def entered(self) -> list[dict[str, Any]]:
        """Every article that was entered, whatever is said of it as one of several."""
        return [row.values for row in self.rows if row.values]

    @property
    def faulty(self) -> list[forms.BaseForm]:
        inside = [row for row in self.rows if row.errors] if self.is_bound else []
        return [*super().faulty, *inside]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.judge_files(self.case, cleaned)
        self.rows.is_valid()
        self.entered  # noqa: B018 - before anything is said of the rows together
        for sentence in self.rows.non_form_errors():
            self.add_error(None, sentence)
        if self.sending and not any(row.errors for row in self.rows):
            self._require_enough()
        return cleaned

    def _require_enough(self) -> None:
        distinct = {as_one_page(entered["url"]) for entered in self.entered}
        if len(distinct) < self.least:
            sentence = ngettext(
                "Enter at least %(count)s publication.", "Enter %(count)s different articles.", self.least
            )
            self.add_error(None, sentence % {"count": self.least})

    def keep_words(self, case: AnnualRequest) -> dict[str, Any]:
        """Keep every row that is right; of what was sent before and is not there any more, the older row stays."""
        if not self.rows.management_form.is_valid():
            return {}
        wanted, older = list(self.entered), []
        for number, article in enumerate(case.articles.in_use().filter(kind=self.kind).order_by("pk")):
            values = {name: getattr(article, name) for name in ASKED}
            if values in wanted:
                wanted.remove(values)
            elif article.sent_on:
                older.append(f"{article.title} ({article.url})")
                article.removed_at = timezone.now()
                article.save(update_fields=["removed_at"])
            elif not self._is_being_mended(number, values):
                article.delete()
        sent_on = self.today if case.submitted_at else None
        for values in wanted:
            case.articles.create(kind=self.kind, sent_on=sent_on, **values)
        return {"articles": older} if older else {}

    def _is_being_mended(self, number: int, values: dict[str, Any]) -> bool:
        """Whether the row in this article's place, or of its address, is wrong now: then what was kept of it stays."""
        wrong = {at: row.data.get(row.add_prefix("url")) for at, row in enumerate(self.rows) if row.errors}
        return number in wrong or values["url"] in wrong.values()


class ArticlesForm(WorksForm):
    """Two distinct articles of the month before they are sent (D50, D51)."""

    part = Part.ARTICLES
    kind, least, most_empty = Article.Kind.ARTICLE.value, ARTICLES_ASKED, ARTICLES_ASKED
    file_kinds = ("article_copy",)

    def _require_enough(self) -> None:
        super()._require_enough()
        sent = [{name: getattr(a, name) for name in ASKED} for a in self.case.works(self.kind) if a.sent_on]
        for row in list(self.rows):
            if row.values and row.values not in sent and not is_of_past_month(row.values["published_on"], self.today):
                first = {"first": shown_date(month_before(self.today))}
                row.add_error(
                    "published_on",
                    _("Only articles of the past month count: today that is from %(first)s on.") % first,
                )


class PublicationsForm(WorksForm):
    """Recent publications on international affairs, which an officer reviews (D44)."""

    part = Part.PUBLICATIONS
    kind, least, most_empty = Article.Kind.PUBLICATION.value, 1, 3
    file_kinds = ("publication_copy",)
