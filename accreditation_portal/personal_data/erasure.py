"""Erase a person: every room lets go of what it holds, and what is left can be counted and names nobody (B9)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accreditation_portal import unsent
from accreditation_portal.notifications import outbox
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.notifications.notices import Notice
from accreditation_portal.personal_data import notices
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.review.erasure import forget_letters
from accreditation_portal.review.record import ERASED
from accreditation_portal.review.steps import StepRefused
from accreditation_portal.rooms import each_room_with

PERMISSION = "personal_data.decide_erasurerequest"
LAST_WORD_WITHIN = timedelta(days=3)  # longer than the outbox tries to deliver it

Outcome = ErasureRequest.Outcome


class StillNeeded(StepRefused):
    """Something of this person is still needed; ``cases`` are those that end first."""

    def __init__(self, cases: list[Any]):
        self.cases = cases
        references = ", ".join(case.shown_reference for case in cases)
        super().__init__(
            _("Nothing is erased while a case is open or an accreditation holds. These end first: %(cases)s.")
            % {"cases": references}
        )


def still_needed(user: Any, at: datetime) -> list[Any]:
    """The cases that stand in the way of an erasure, whichever room they are of."""
    return [case for room in each_room_with("erasure") for case in room.still_needed(user, at)]


# What the person does -------------------------------------------------------------------------------------------------


@transaction.atomic
def ask(user: Any) -> ErasureRequest:
    """Keep the person's wish and tell them; two clicks make one. Accounts of staff are a superuser's to end."""
    if user.is_staff:
        raise PermissionDenied
    try:
        with transaction.atomic():
            made = ErasureRequest.objects.create(user=user)
    except IntegrityError:  # the other click was first
        return ErasureRequest.objects.waiting().get(user=user)
    tell(user, notices.erasure_asked)
    return made


@transaction.atomic
def take_back(user: Any) -> bool:
    """Take the waiting wish back; False where none waits any more."""
    if not ErasureRequest.objects.waiting().filter(user=user).update(taken_back_at=timezone.now()):
        return False
    tell(user, notices.erasure_taken_back)
    return True


# What officers do -----------------------------------------------------------------------------------------------------


@transaction.atomic
def refuse(asked: ErasureRequest, *, by: Any, reason: str) -> None:
    """Refuse, with a reason that the person reads. StepRefused: it is settled already, or no reason is given."""
    now = _locked(asked, by)
    if not reason.strip():
        raise StepRefused(_("Say why it is refused; the person reads it."))
    _decide(now, Outcome.REFUSED, by, timezone.now(), reason.strip())
    tell(now.user, notices.erasure_refused, words=reason.strip())


@transaction.atomic
def execute(asked: ErasureRequest, *, by: Any) -> None:
    """Erase the person who asked. StepRefused: it is settled already, or something of theirs is still needed."""
    now, at = _locked(asked, by), timezone.now()
    _decide(now, Outcome.EXECUTED, by, at)
    erase(now.user, at)


def _locked(asked: ErasureRequest, by: Any) -> ErasureRequest:
    if not (by.is_staff and by.has_perm(PERMISSION)):
        raise PermissionDenied
    rows = ErasureRequest.objects.select_related("user", "decided_by").select_for_update(of=("self",))
    now = rows.get(pk=asked.pk)
    if not now.is_waiting:
        raise StepRefused(now.sentence)
    return now


def _decide(asked: ErasureRequest, outcome: Any, by: Any, at: datetime, reason: str = "") -> None:
    asked.outcome, asked.decided_by, asked.decided_at, asked.reason = outcome, by, at, reason
    asked.save(update_fields=["outcome", "decided_by", "decided_at", "reason"])


# The erasure ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def erase(user: Any, at: datetime) -> None:
    """Blank everything that says who this person is, in one transaction; the files follow once it is certain.

    StillNeeded: a case is open, or an accreditation holds; the machine ends neither. The last letter is queued to the
    address as it was, and loses it once it is delivered.
    """
    now = get_user_model().objects.select_for_update().get(pk=user.pk)
    if now.erased_at is not None or now.is_staff:
        raise StepRefused(_("This account is erased already, or one of staff."))
    addresses = _addresses_of(now)
    person = getattr(now, "representative", None)
    if person is not None:  # whoever begins a case or changes the profile at this moment waits, and finds nothing
        type(person).objects.select_for_update().get(pk=person.pk)
    name = name_of(now)
    if cases := still_needed(now, at):
        raise StillNeeded(cases)
    let_go(now, at)
    unsent.forget(now)
    to_them = Q(recipient=now.pk)
    for address in addresses:
        to_them |= Q(to__iexact=address)
    forget_letters(OutboxMail.objects.filter(to_them), at)
    _forget_failing(Q(address__in=[address.lower() for address in addresses]) | Q(letter__recipient=now.pk))
    ErasureRequest.objects.filter(user=now.pk).exclude(reason="").update(reason=ERASED)
    outbox.tell(now, notices.erased, {"name": name}, key=last_word_of(now.pk))  # ``now`` is as it was before


def let_go(user: Any, at: datetime) -> None:
    """Have every room let go of this person, the upper first: what it holds lies on what is held below."""
    for room in reversed(list(each_room_with("erasure"))):
        room.erase(user, at)


def _addresses_of(user: Any) -> set[str]:
    """Every address that this account has, confirmed or not; one that was only typed may be another account's."""
    others, used = user.emailaddress_set.model.objects.exclude(user=user), type(user).objects.exclude(pk=user.pk)
    return {
        address
        for address in {user.email, *user.emailaddress_set.values_list("email", flat=True)}
        if not used.filter(email__iexact=address).exists()
        and not others.filter(verified=True, email__iexact=address).exists()
    }


def last_word_of(pk: int) -> str:
    return f"erased:{pk}"


def forget_last_words(at: datetime) -> int:
    """The last letter to somebody erased loses address and name as soon as it is delivered or given up."""
    lately = get_user_model().objects.filter(erased_at__gte=at - LAST_WORD_WITHIN).values_list("pk", flat=True)
    letters = OutboxMail.objects.filter(key__in=[last_word_of(pk) for pk in lately])
    return forget_letters_to_the_erased(letters.exclude(pk__in=letters.waiting().values("pk")), at)


def forget_letters_to_the_erased(letters: QuerySet, at: datetime) -> int:
    """Blank these, and what they told of an address: that it does not exist, for example."""
    _forget_failing(Q(letter__in=list(letters.values_list("pk", flat=True))))
    return forget_letters(letters, at)


def _forget_failing(which: Q) -> None:
    """Nobody's any more; an address that an account has now keeps what is known of it."""
    FailingAddress.objects.of_nobody().filter(which).delete()


# Words ----------------------------------------------------------------------------------------------------------------


def name_of(user: Any) -> str:
    """How a letter greets this person."""
    person = getattr(user, "representative", None)
    return (person.full_name if person else "") or user.username


def tell(user: Any, notice: Notice, *, key: str | None = None, **values: Any) -> Any:
    links = {"data_link": settings.SITE_URL + reverse("personal_data:data")}
    return outbox.tell(user, notice, {"name": name_of(user), **links, **values}, key=key)
