"""Days in words: « 1er novembre », in pages and letters alike (B5)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import override

from accreditation_portal.dates import shown_date

FIRST, SECOND, ELEVENTH = date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 11)


@pytest.mark.parametrize(
    ("day", "form", "english", "french"),
    [
        (FIRST, "j F Y", "1 November 2026", "1er novembre 2026"),
        (FIRST, "l j F Y", "Sunday 1 November 2026", "dimanche 1er novembre 2026"),
        (FIRST, "l j F", "Sunday 1 November", "dimanche 1er novembre"),
        (FIRST, "D j N", "Sun 1 Nov.", "dim 1er nov."),
        (FIRST, "d/m/Y", "01/11/2026", "01/11/2026"),
        (FIRST, "F Y", "November 2026", "novembre 2026"),
        (SECOND, "j F Y", "2 November 2026", "2 novembre 2026"),
        (ELEVENTH, "j F Y", "11 November 2026", "11 novembre 2026"),
    ],
)
def test_b5_only_the_first_of_a_month_has_an_ordinal_and_only_in_french(day, form, english, french):
    assert shown_date(day, form) == english
    with override("fr"):
        assert shown_date(day, form) == french


def test_b5_every_template_knows_the_filter():
    page = Template("{{ day|shown_date }} · {{ at|shown_date:'j F Y, H:i' }} · {{ none|shown_date }}")
    at = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # half past midnight in Brussels
    with override("fr"), timezone.override(ZoneInfo("Europe/Brussels")):
        assert (
            page.render(Context({"day": FIRST, "at": at, "none": None}))
            == "1er novembre 2026 · 1er novembre 2026, 00:30 · "
        )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_b5_pages_of_djangos_own_write_figures(language):
    with override(language):
        assert localize(FIRST) == "01/11/2026"
        assert localize(datetime(2026, 11, 1, 9, 5, tzinfo=UTC)) == "01/11/2026 09:05"
