"""Accounts: of representatives, or of staff, never of both."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who logs in. The e-mail address is theirs alone, however it is capitalised."""

    email = models.EmailField(_("email address"), unique=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, default="en")
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)
    list_orders = models.JSONField(_("order of the staff's lists"), default=dict, editable=False)

    class Meta(AbstractUser.Meta):
        # Staff are few among many: whom a case can be given to is asked on every list.
        indexes = [
            models.Index(fields=["username"], condition=Q(is_staff=True), name="accounts_of_staff"),
            # Retention asks who has not been here for long, and whose last letter may go.
            models.Index(fields=["last_login", "date_joined"], name="accounts_by_use",
                         condition=Q(is_staff=False, erased_at=None)),
            models.Index(fields=["erased_at"], name="accounts_erased", condition=Q(erased_at__isnull=False)),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email_address",
                violation_error_message=_("This address cannot be used."),
            ),
            models.CheckConstraint(
                name="account_speaks_a_language_of_the_portal",
                condition=Q(language__in=[code for code, name in settings.LANGUAGES]),
            ),
            models.CheckConstraint(
                name="an_erased_account_is_nobodys",
                condition=Q(erased_at=None)
                | Q(is_active=False, is_staff=False, first_name="", last_name="", email__endswith="@erased.invalid"),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @classmethod
    def only_typed(cls) -> models.QuerySet:
        """Nobody has confirmed an address of theirs, nor ever logged in: nothing but a name that somebody typed."""
        people = cls.objects.filter(
            is_staff=False, is_superuser=False, erased_at=None, last_login=None, representative=None, documents=None
        )
        return people.exclude(emailaddress__verified=True)

    def speak(self, language: str) -> None:
        """Pages and letters are in this language from now on (B5)."""
        self.language = language
        self.save(update_fields=["language"])

    def get_session_auth_hash(self) -> str:
        """Another password ends every session; SECRET_KEY, which signs what a session holds, has no part in it here.

        Else each session would get another key while SECRET_KEY is exchanged: the list of who is logged in where
        would lose it, and whoever logs in elsewhere or looks at that list would end it.
        """
        return self._get_session_auth_hash(secret="")

    @property
    def shown_name(self) -> str:
        """The name that colleagues read: full name, else user name."""
        return self.get_full_name() or self.username
