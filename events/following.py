"""Following the calendar or one event by e-mail, and stopping it from a letter without logging in."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from events.models import Event, Following

signer = Signer(salt="events.following", sep=".")


class UnknownLink(Exception):
    """The link of a letter that was never written like this, or whose account or event is gone."""


def follow(user: Any, event: Event | None) -> None:
    """Tell this person from now on; following twice is following. Staff write the advisories, they are not told."""
    if user.is_staff:
        raise PermissionDenied
    Following.objects.get_or_create(user=user, event=event)


def stop(user: Any, event: Event | None) -> None:
    """Tell this person no longer; stopping what one does not follow changes nothing."""
    Following.objects.of(user).filter(event=event).delete()


def stop_link(following: Following) -> str:
    """The address in each letter of this following: it stops exactly this one, whoever opens it."""
    token = signer.sign(f"{following.user_id}-{following.event_id or 0}")
    return settings.SITE_URL + reverse("events:stop_following", args=[token])


def named_by(token: str) -> tuple[Any, Event | None]:
    """Whose following of what a letter's link names; it names what one follows, so that it works however often."""
    try:
        account, followed = map(int, signer.unsign(token).split("-"))
        user = get_user_model().objects.get(pk=account)
        return user, Event.objects.get(pk=followed) if followed else None
    except (BadSignature, get_user_model().DoesNotExist, Event.DoesNotExist) as unknown:
        raise UnknownLink from unknown
