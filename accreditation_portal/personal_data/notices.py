"""What is told about data and their erasure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accreditation_portal.notifications.notices import THE_ACCOUNT, Notice, Placeholder

PLACEHOLDERS = {
    "data_link": Placeholder(_("the address of the page about one’s data")),
    "login_link": Placeholder(_("the address of the log-in")),
    "day": Placeholder(_("the day on which the account will be erased")),
}


def _notice(name: str, purpose: Any, *placeholders: str, key: str = "") -> Notice:
    return Notice("personal_data", name, ("name", *placeholders), purpose, placeholders, THE_ACCOUNT, key)


erasure_asked = _notice("erasure_asked", _("The person asked for the erasure of their data."), "data_link")
erasure_taken_back = _notice("erasure_taken_back", _("The person took the request for erasure back."), "data_link")
erasure_refused = _notice("erasure_refused", _("The office refuses the erasure."), "words", "data_link")
erased = _notice("erased", _("The data of the person are erased; the last letter to them."), key="erased:ACCOUNT")
account_goes = _notice(
    "account_goes", _("An account that nobody uses will be erased, unless its owner logs in."), "day", "login_link"
)
