"""Who wants to be told by e-mail of one event, or of the whole calendar."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class FollowingQuerySet(models.QuerySet):
    """Followings …"""

    def of(self, user):
        """… of this person."""
        return self.filter(user=user)

    def told_of(self, event: Event, *, also_event: bool = True):
        """… by which people are told of this event: those of the calendar, and those of the event itself."""
        concerned = Q(event=None) | Q(event=event) if also_event else Q(event=None)
        return self.filter(concerned, user__is_active=True, user__is_staff=False)


class Following(models.Model):
    """One person follows one event, or the calendar where ``event`` is empty. It goes with either of them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="followings", verbose_name=_("account")
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, related_name="followings", verbose_name=_("event")
    )  # empty: the whole calendar
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = FollowingQuerySet.as_manager()

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("followings")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "event"], condition=Q(event__isnull=False), name="one_following_per_person_and_event"
            ),
            models.UniqueConstraint(fields=["user"], condition=Q(event=None), name="one_following_of_the_calendar"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def why_told(self) -> str:
        """The sentence in the foot of each letter, in the active language."""
        if self.event is None:
            return gettext("You receive this because you follow the event calendar.")
        return gettext("You receive this because you follow the event “%(title)s”.") % {"title": self.event.title}
