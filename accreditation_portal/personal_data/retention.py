"""How long accounts are kept that nobody uses, and what else belongs to no room: files, last letters (B9)."""

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from accreditation_portal import office
from accreditation_portal.dates import shown_date
from accreditation_portal.documents.models import DiscardedFile, Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.personal_data import notices
from accreditation_portal.personal_data.erasure import (
    erase,
    forget_last_words,
    forget_letters_to_the_erased,
    let_go,
    tell,
)
from accreditation_portal.review.erasure import NOTHING_LEFT
from accreditation_portal.review.models import Case
from accreditation_portal.worker.due import due
from accreditation_portal.worker.forgetting import forgets

LEFT_LYING = timedelta(minutes=5)  # after the transaction that let go of a file
TOLD_AT_ONCE = 200


# Accounts -------------------------------------------------------------------------------------------------------------


def _cases(**which: Any) -> Q:
    """Whether the account has cases of any room."""
    found = Q()
    for model in apps.get_models():
        if issubclass(model, Case):
            found |= Q(Exists(model._base_manager.filter(representative__user=OuterRef("pk"), **which)))
    return found


def _not_used_since(moment: datetime) -> QuerySet:
    """Accounts of representatives that nobody logged in to since, and that no case needs."""
    people = get_user_model().objects.filter(is_staff=False, is_superuser=False, erased_at=None)
    unused = people.filter(Q(last_login__lt=moment) | Q(last_login=None, date_joined__lt=moment))
    return unused.filter(~_cases(erased_at=None))


def _told(at: datetime | None = None) -> Q:
    """Whether they were told since they were last here, and (``at``) long enough ago; a disabled one reads nothing."""
    told = OutboxMail.objects.filter(
        recipient=OuterRef("pk"),
        notice=notices.account_goes.full_name,
        queued_at__gt=Coalesce(OuterRef("last_login"), OuterRef("date_joined")),
    )
    if at is not None:
        told = told.filter(queued_at__lte=at - office.TOLD_BEFORE_AN_ACCOUNT_GOES)
    return Q(Exists(told)) | Q(is_active=False)


def _never_used(at: datetime) -> QuerySet:
    return _not_used_since(at - office.KEPT_UNUSED_ACCOUNTS).filter(~_cases())


def _left(at: datetime) -> QuerySet:
    return _not_used_since(at - office.KEPT_PROFILES).filter(_cases())


@due(every=timedelta(days=1))
def tell_that_an_account_goes(*, at: datetime) -> None:
    """Whose account will be erased unless they log in is told once, 30 days before."""
    soon = at + office.TOLD_BEFORE_AN_ACCOUNT_GOES
    for kind in (_never_used, _left):
        while True:
            with transaction.atomic():
                people = kind(soon).filter(~_told())
                rows = list(people.select_for_update(of=("self",))[:TOLD_AT_ONCE])
                for user in rows:
                    with translation.override(user.language):
                        day = shown_date(timezone.localdate(soon, office.ZONE))
                    tell(user, notices.account_goes, day=day, login_link=settings.SITE_URL + reverse("account_login"))
            if len(rows) < TOLD_AT_ONCE:
                break


@forgets(_("Accounts that were never used"), due=lambda at: _never_used(at).filter(_told(at)))
def unused_accounts(rows: list[Any], at: datetime) -> None:
    for user in rows:
        erase(user, at)


@forgets(_("Profiles that are not used any more"), due=lambda at: _left(at).filter(_told(at)))
def profiles(rows: list[Any], at: datetime) -> None:
    for user in rows:
        erase(user, at)


def _unconfirmed(at: datetime) -> QuerySet:
    return get_user_model().only_typed().filter(date_joined__lt=at - office.KEPT_UNCONFIRMED_ACCOUNTS)


@forgets(_("Accounts whose address was never confirmed"), due=_unconfirmed)
def unconfirmed_accounts(rows: list[Any], at: datetime) -> None:
    """They are deleted whole, so that user name and address are free again."""
    pks = [user.pk for user in rows]
    OutboxMail.objects.filter(recipient__in=pks).delete()
    get_user_model().objects.filter(pk__in=pks).delete()


def _come_back(at: datetime) -> QuerySet:
    """Erased, and there again: a page that was being saved at that very moment wrote into what was blanked."""
    documents = Exists(Document.objects.filter(owner=OuterRef("pk")))
    named = Q(representative__isnull=False) & ~Q(representative__search_key="")
    return get_user_model().objects.filter(_cases(erased_at=None) | documents | named, erased_at__isnull=False)


@forgets(_("What came back of somebody erased"), due=_come_back)
def remains_of_the_erased(rows: list[Any], at: datetime) -> None:
    for user in rows:
        let_go(user, at)


# Files and letters ----------------------------------------------------------------------------------------------------


def _letters_to_the_erased(at: datetime) -> QuerySet:
    """Written at the very moment of the erasure, or a last letter that went while no worker ran for days."""
    letters = OutboxMail.objects.filter(recipient__erased_at__isnull=False).exclude(**NOTHING_LEFT)
    return letters.exclude(notice=notices.erased.full_name, sent_at=None, failed_at=None)


@forgets(_("Letters to somebody erased"), due=_letters_to_the_erased)
def letters_to_the_erased(rows: list[Any], at: datetime) -> None:
    forget_letters_to_the_erased(OutboxMail.objects.filter(pk__in=[row.pk for row in rows]), at)


def _abandoned(at: datetime) -> QuerySet:
    """Kept from a form that was broken off: no row of any room holds them."""
    return Document.objects.unreferenced().filter(uploaded_at__lt=at - office.KEPT_ABANDONED_FILES)


@forgets(_("Files that belong to nothing any more"), due=_abandoned)
def abandoned_files(rows: list[Any], at: datetime) -> None:
    Document.objects.filter(pk__in=[row.pk for row in rows]).discard()


@due(every=timedelta(minutes=5))
def delete_discarded_files(*, at: datetime) -> None:
    """Files whose rows are gone are deleted, where the process died or the storage was away before it could be done."""
    DiscardedFile.objects.filter(discarded_at__lt=at - LEFT_LYING).remove()


@due(every=timedelta(minutes=1))
def forget_addresses_of_the_erased(*, at: datetime) -> None:
    """The last letter to somebody erased loses its address once it is delivered."""
    forget_last_words(at)
