"""Take a lost second factor away where no superuser can: run on the server, recorded, and told to the person."""

from django.core.management.base import BaseCommand, CommandError

from profiles.models import User
from profiles.second_factor import take_away

LONGEST_REASON = 300  # as in the admin


class Command(BaseCommand):
    help = (
        "Takes every second factor of an account away and ends its sessions, where no other superuser can do it in the "
        "admin. It is recorded with the reason, and the person is told by email."
    )

    def add_arguments(self, parser):
        parser.add_argument("user", help="user name or email address")
        parser.add_argument("--why", required=True, help="the reason, and how you made sure who asks; it is recorded")

    def handle(self, *args, user, why, **options):
        why = why.strip()
        if not why or len(why) > LONGEST_REASON:
            raise CommandError(f"Say why, in at most {LONGEST_REASON} characters.")
        accounts = User.objects.filter(erased_at=None, is_active=True)
        found = accounts.filter(username=user).first() or accounts.filter(email__iexact=user).first()
        if found is None:
            raise CommandError("There is no such account, or it is disabled.")
        if not take_away(found, by=None, why=why):
            raise CommandError("This account has no second factor.")
        self.stdout.write("Taken away and recorded. Every session is ended; the person is told by email.")
