"""How a person is erased from this room: the account stays as a number that nobody can use, all else goes (B9)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db.models import ProtectedError

from accreditation_portal.documents.models import Document
from accreditation_portal.review.erasure import blank_values, discard_if_unreferenced
from profiles.models import (
    AsSubmitted,
    IssuingBody,
    MediaOrganisation,
    MediaRepresentative,
    PersonalData,
    PressCard,
    User,
)

NOBODY = "@erased.invalid"  # a domain that can never exist

# What a case holds of a person beside the case's own; the organisation stays, so that its cases can be counted.
AS_SUBMITTED = {
    field.name
    for parent in (PersonalData, AsSubmitted)
    for field in parent._meta.local_fields
    if field.name != "organisation"
}
PROFILE = {field.name for field in PersonalData._meta.local_fields} | {"photo_in_preparation", "identity_changed_at"}


def still_needed(user: Any, at: datetime) -> list[Any]:
    """Nothing of a profile stands in the way of its erasure: what is needed is needed by a case."""
    return []


def erase(user: User, at: datetime) -> None:
    """Blank account and profile, delete cards, files and addresses, and end every session.

    To be called in a transaction, after the rooms above let go of cards and files.
    """
    for model in (MediaOrganisation, IssuingBody):
        model.objects.filter(proposed_by=user).update(proposed_by=None)
    for person in MediaRepresentative.objects.filter(user=user):
        person.further_organisations.clear()
        keys = {"search_key": "", "document_key": "", "updated_at": at}
        MediaRepresentative.objects.filter(pk=person.pk).update(**blank_values(MediaRepresentative, PROFILE), **keys)
        person.press_cards.all().delete()
    Document.objects.filter(owner=user).discard()
    for rows in _of_log_ins(user, at):
        rows.delete()
    User.objects.filter(pk=user.pk).update(
        username=f"erased-{user.pk}", email=f"erased-{user.pk}{NOBODY}", first_name="", last_name="",
        password=make_password(None), language=settings.LANGUAGE_CODE, list_orders={}, is_active=False,
        last_login=None, date_joined=at, erased_at=at,
    )  # fmt: skip


def let_go_of_card(card: PressCard | None) -> None:
    """Delete a card that is not in use any more and that no other case was made with."""
    if card is None or card.is_current:
        return
    scan = card.scan_id
    try:
        card.delete()
    except ProtectedError:
        return
    discard_if_unreferenced([scan] if scan else [])


def _of_log_ins(user: User, at: datetime) -> Iterator[Any]:
    """Addresses, second factors and what else the log-in keeps of an account, as far as it is installed; sessions."""
    has_sessions = _may_have_sessions(user, at)
    for relation in User._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            model = relation.related_model
            if apps.get_app_config(model._meta.app_label).name.startswith("allauth"):
                yield model._base_manager.filter(**{relation.field.name: user})
    if has_sessions:
        mine = [row.pk for row in Session.objects.iterator(chunk_size=500) if _is_of(row, user)]
        yield Session.objects.filter(pk__in=mine)


def _may_have_sessions(user: User, at: datetime) -> bool:
    """Whose a session is stands in it alone: all are read, but not for each of many who have been away for years."""
    longest = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    lately = user.last_login is not None and user.last_login > at - longest
    return lately or user.usersession_set.exists()


def _is_of(session: Session, user: User) -> bool:
    return session.get_decoded().get("_auth_user_id") == str(user.pk)
