"""What of annual accreditation a look tells on the start page of the staff: how long a decision takes."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accreditation_portal.review import figures
from accreditation_portal.review.charts import Chart
from annual.models import AnnualRequest


def charts(user: Any, at: datetime) -> list[Chart]:
    """Officers: the time to decision. Submissions per day are counted with those for events, in the room above."""
    if not user.has_perm("annual.view_annualrequest"):
        return []
    found, at = figures.kept("annual:officers", _count, at)
    return [figures.time_to_decision("annual-waits", _("Annual requests: time to decision"), found, at)]


def _count(at: datetime) -> dict[str, Any]:
    return figures.waits(AnnualRequest.objects.all(), at)
