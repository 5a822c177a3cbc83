"""Officers judge bodies and organisations and read people; superusers keep accounts; what waits of it."""

from profiles.admin.accounts import AccountAdmin
from profiles.admin.bodies import IssuingBodyAdmin, MediaOrganisationAdmin
from profiles.admin.people import MediaRepresentativeAdmin
from profiles.admin.start_page import waiting

__all__ = ["AccountAdmin", "IssuingBodyAdmin", "MediaOrganisationAdmin", "MediaRepresentativeAdmin", "waiting"]
