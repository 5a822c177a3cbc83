"""What is told of any case, whichever room it is of: that a file of it holds malware."""

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import THE_ACCOUNT, Notice, Placeholder

PLACEHOLDERS = {
    "file": Placeholder(_("the name of the file, as the person sent it")),
    "profile_link": Placeholder(_("the address of the person’s profile")),
}

malware_found = Notice(
    "review",
    "malware_found",
    ("name", "reference", "link", "file"),
    _("The scanner found malware in a file of a case that can still be changed."),
    required=("file", "link"),
    key="malware:FILE:REFERENCE",
)
malware_found_in_profile = Notice(
    "review",
    "malware_found_in_profile",
    ("name", "file", "profile_link"),
    _("The scanner found malware in a file that belongs to no case that can still be changed."),
    required=("file", "profile_link"),
    told_to=THE_ACCOUNT,
    key="malware:FILE:",
)
