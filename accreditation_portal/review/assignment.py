"""Who works on a case: a note between officers, which moves no state and stops nobody."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from accreditation_portal.review.models import Case
from accreditation_portal.review.states import State

BY_PERMISSIONS = "django.contrib.auth.backends.ModelBackend"


def officers_of(kind: type[Case]) -> QuerySet:
    """The accounts that can be given a case of this kind: active staff who may decide it, by name."""
    permission = f"{kind._meta.app_label}.decide_{kind._meta.model_name}"
    staff = get_user_model().objects.with_perm(permission, backend=BY_PERMISSIONS)
    return staff.filter(is_staff=True).order_by("first_name", "last_name", "username")


def can_be_assigned(cases: QuerySet) -> QuerySet:
    """Those that were sent: a draft is nobody's work yet."""
    return cases.exclude(state=State.DRAFT)


def assign(kind: type[Case], pks: Iterable[int], *, to: Any, by: Any, instead_of: Any = ...) -> int:
    """Give cases to an officer, or with None to nobody; how many it were.

    ``instead_of``: the officer's number that the page showed, None for nobody; a case that somebody else was given
    meanwhile is left alone. Who gave what to whom is kept in the admin's log.
    """
    with transaction.atomic():
        wanted = can_be_assigned(kind.objects.filter(pk__in=list(pks))).select_for_update()
        if instead_of is not ...:
            wanted = wanted.filter(assigned_to=instead_of)
        given = list(wanted.only("pk", "reference"))
        kind.objects.filter(pk__in=[case.pk for case in given]).update(assigned_to=to)
        words = f"Assigned to {to.username}." if to else "Assigned to nobody."
        LogEntry.objects.log_actions(by.pk, given, CHANGE, words)  # type: ignore[arg-type]
    return len(given)
