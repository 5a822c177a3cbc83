"""Taking what a list shows out of the portal, as a table; each export is recorded (B8)."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accreditation_portal.review import exports
from accreditation_portal.review.admin.case_list import CaseList
from accreditation_portal.review.admin.read_only import ListAlone
from accreditation_portal.review.models import Export
from accreditation_portal.review.paginator import CappedPaginator
from accreditation_portal.review.timeline import short_moment
from accreditation_portal.staff import confirm_identity

CSV, XLSX = Export.Format.CSV, Export.Format.XLSX
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NOT_FILTERS = ("q", "o", "p", "e")


class ExportForm(forms.Form):
    """Which columns, in which format."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one column.")},
    )
    file_format = forms.ChoiceField(label=gettext_lazy("Format"), choices=Export.Format, widget=forms.RadioSelect)

    def __init__(self, data: Any, columns: Sequence[exports.Column]):
        usual = [column.name for column in columns if column.is_usual]
        super().__init__(data, initial={"columns": usual, "file_format": CSV}, label_suffix="")
        self.fields["columns"].choices = [(column.name, column.head) for column in columns]
        self.use_required_attribute = False


class Exports(CaseList):
    """A list that can be taken out as a table."""

    columns: ClassVar[Callable[[], list[exports.Column]]]  # what the kind of case offers

    def get_urls(self):
        return [
            path("export/", self.admin_site.admin_view(self.export_view), name=f"{self._address}_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        may = self.reads_all(request) and self.decides(request)
        return super().changelist_view(request, {"may_export": may, **(extra_context or {})})

    def export_view(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """Choose the columns, then the file: of what the list shows with the filters in the address."""
        if not self.reads_all(request) or not self.decides(request):
            raise PermissionDenied
        confirm_identity(request)
        try:
            cases, columns = self.narrowed(request, request.GET), type(self).columns()
        except IncorrectLookupParameters:
            return redirect(reverse(f"admin:{self._address}_changelist") + "?e=1")
        form = ExportForm(request.POST or None, columns)
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["file_format"] == CSV or not cases[exports.MOST_ROWS_OF_A_WORKBOOK :].exists():
                chosen = [column for column in columns if column.name in form.cleaned_data["columns"]]
                return self._file(request, cases, chosen, form.cleaned_data["file_format"])
            most = {"number": exports.MOST_ROWS_OF_A_WORKBOOK}
            form.add_error("file_format", _("A workbook takes %(number)s rows; choose CSV, or narrow the list.") % most)
        counted = CappedPaginator(cases, self.list_per_page)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "form": form, "title": _("Export a table"),
            "number": counted.count, "is_capped": counted.is_capped, "is_nav_sidebar_enabled": False,
            "filters": _filters(request.GET), "searched": bool(request.GET.get("q")),
            "to_list": f"{reverse(f'admin:{self._address}_changelist')}?{request.GET.urlencode()}",
        }  # fmt: skip
        return TemplateResponse(request, "admin/review/export.html", context)

    def _file(self, request: HttpRequest, cases: Any, columns: list[exports.Column], file_format: str) -> Any:
        at = timezone.now()
        export = Export.objects.create(
            kind=self.opts.label_lower, by=request.user, at=at, file_format=file_format,
            columns=[column.name for column in columns],
            filters=_filters(request.GET) | ({"searched": "yes"} if request.GET.get("q") else {}),
        )  # fmt: skip
        name = f"{self.opts.model_name}-{at:%Y%m%d-%H%M}.{file_format}"
        if file_format == XLSX:
            book = exports.as_workbook(cases, columns, export)
            return FileResponse(book, as_attachment=True, filename=name, content_type=CONTENT_TYPES[XLSX])
        answer = StreamingHttpResponse(exports.as_csv(cases, columns, export), content_type=CONTENT_TYPES[CSV])
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _filters(choices: QueryDict) -> dict[str, str]:
    """The filters of a list by their name; never what was searched for."""
    return {name: choices[name] for name in sorted(choices) if name not in NOT_FILTERS}


@admin.register(Export)
class ExportAdmin(ListAlone):
    """Who took what out of the portal; nobody changes it."""

    change_list_template = "admin/change_list.html"  # those in the folder of this app are the desk's
    list_display = ("moment", "who", "what", "shown_filters", "number", "file_format", "is_complete")
    list_select_related = ("by",)

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def moment(self, export):
        return short_moment(export.at)

    @admin.display(description=gettext_lazy("by"))
    def who(self, export):
        return export.by.shown_name

    @admin.display(description=gettext_lazy("kind of case"))
    def what(self, export):
        return export.what

    @admin.display(description=gettext_lazy("filters"))
    def shown_filters(self, export):
        pairs = (_("%(what)s: %(value)s") % {"what": name, "value": value} for name, value in export.filters.items())
        return " · ".join(pairs) or "–"

    @admin.display(description=gettext_lazy("complete"), boolean=True)
    def is_complete(self, export):
        return export.ended_at is not None
