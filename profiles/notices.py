"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import Notice

second_factor_reset = Notice(
    "profiles", "second_factor_reset", ("name", "link"), _("The office took the second factor of an account away.")
)
