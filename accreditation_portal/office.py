"""Who runs this portal: names, address, contacts, zone, members. Another organisation edits this file alone."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Names. The three French forms differ ("l'OTAN", "de l'OTAN", "à l'OTAN"), so a sentence takes the one it needs.
ORGANISATION = pgettext_lazy("organisation, subject", "NATO")
OF_ORGANISATION = pgettext_lazy("organisation, of", "of NATO")
AT_ORGANISATION = pgettext_lazy("organisation, at", "at NATO")
PORTAL_NAME = _("NATO media accreditation portal")
OFFICE_NAME = _("NATO Accreditation Office")
PRESS_SECTION = _("NATO Press & Media Section")
HEADQUARTERS = _("NATO Headquarters")
PASS_OFFICE = _("NATO Pass Office")

# Where originals are sent or handed in (S8). An address is written as the post reads it, in no other language.
POSTAL_ADDRESS = (
    "NATO Accreditation Office",
    "Public Diplomacy Division/Press and Media",
    "NATO Headquarters, Boulevard Léopold III",
    "1110 Evere, Belgium",
)

# Where questions go (S18), and where the organisation and the journalists' association are found (S17).
CONTACT_EMAIL = "media.accreditation@portal.example"
CONTACT_PHONE = "+32 2 707 50 41"
WEBSITE = "https://www.nato.int/"
PRESS_ASSOCIATION = "International Press Association"
PRESS_ASSOCIATION_WEBSITE = "https://www.api-ipa.org/"

# The procedure that this portal carries out (D2).
PROCEDURE_TITLE = _("Media accreditation procedures-2022")
PROCEDURE_ISSUED_ON = date(2012, 1, 23)
PROCEDURE_UPDATED_ON = date(2022, 1, 28)

# The zone of the Headquarters: the day of a submission, the office's working day.
ZONE = ZoneInfo("Europe/Brussels")
HEADQUARTERS_CITY = _("Brussels")
HEADQUARTERS_COUNTRY = "BE"

# How long holders who lose their cover may register as on time, even after the deadline (P13).
GRACE_AFTER_LOST_COVER = timedelta(days=3)

# Who accredits media in the country of the Headquarters, as their bodies are entered, and how a choice names them (S2).
ACCREDITING_AUTHORITIES = {
    "foreign_affairs": (
        "Federal Public Service Foreign Affairs (Belgium)",
        _("Federal Public Service Foreign Affairs"),
    ),
    "interior": ("Federal Public Service Interior (Belgium)", _("Federal Public Service Interior")),
}

# How long before its end an annual accreditation can be renewed, and how long after it still counts as one (B4, S14).
RENEWAL_OPENS = timedelta(days=60)
RENEWAL_STILL = timedelta(days=60)

# By how much an accreditation can be extended at once: a day further away is a slip of the year.
FURTHEST_EXTENSION = timedelta(days=366)

# How long after the end the word that it has ended is still sent: a worker that slept for days tells, a new one not.
END_IS_TOLD_FOR = timedelta(days=14)

# Whether an annual accreditation also ends with the press card or identity document that it was granted on.
ENDS_WITH_PAPERS = False

# How long a representative is given to answer a request for information, unless the officer says otherwise.
REPLY_WITHIN = timedelta(days=7)

# When reminders are sent (B4): before a deadline or a last day, or after something was asked for, in their order.
# Each leaves on its day at this hour, in the zone of the event or of the office, so that none comes at night.
REMINDERS_LEAVE_AT = time(7)
REMIND_OF_DRAFT = (timedelta(days=3),)
REMIND_OF_INFORMATION = (timedelta(days=3), timedelta(days=7))
REMIND_OF_ORIGINAL = (timedelta(days=14), timedelta(days=28))
REMIND_OF_END = (
    timedelta(days=60),
    timedelta(days=14),
)  # of an accreditation only the last: renewals open with a letter

# How long after its day a reminder of what was asked for is still sent: a worker that slept tells, a new one not.
REMINDED_FOR = timedelta(days=7)

# How long what is kept (B9): the worker acts on these, and the privacy page shows them.
KEPT_DRAFTS = timedelta(days=90)  # since somebody last worked on them
KEPT_DOCUMENTS = timedelta(days=30)  # after the event, or the end of the case
KEPT_CASES = timedelta(days=2 * 365)  # after the event, or the end of the case
KEPT_PROFILES = timedelta(days=2 * 365)  # since the last log-in
KEPT_UNUSED_ACCOUNTS = timedelta(days=365)  # since the last log-in
KEPT_UNCONFIRMED_ACCOUNTS = timedelta(days=7)
KEPT_TEXTS_OF_ACCOUNT_MAILS = timedelta(days=7)
KEPT_LETTERS_TO_FOLLOWERS = timedelta(days=30)
KEPT_FAILING_ADDRESSES = timedelta(days=30)
KEPT_ABANDONED_FILES = timedelta(days=1)
KEPT_UNSENT = timedelta(hours=1)  # what was typed into a form whose session had ended
TOLD_BEFORE_AN_ACCOUNT_GOES = timedelta(days=30)

# Member countries and the day each joined (S3, S6).
MEMBERS = {
    "BE": date(1949, 8, 24),
    "CA": date(1949, 8, 24),
    "DK": date(1949, 8, 24),
    "FR": date(1949, 8, 24),
    "IS": date(1949, 8, 24),
    "IT": date(1949, 8, 24),
    "LU": date(1949, 8, 24),
    "NL": date(1949, 8, 24),
    "NO": date(1949, 8, 24),
    "PT": date(1949, 8, 24),
    "GB": date(1949, 8, 24),
    "US": date(1949, 8, 24),
    "GR": date(1952, 2, 18),
    "TR": date(1952, 2, 18),
    "DE": date(1955, 5, 6),
    "ES": date(1982, 5, 30),
    "CZ": date(1999, 3, 12),
    "HU": date(1999, 3, 12),
    "PL": date(1999, 3, 12),
    "BG": date(2004, 3, 29),
    "EE": date(2004, 3, 29),
    "LV": date(2004, 3, 29),
    "LT": date(2004, 3, 29),
    "RO": date(2004, 3, 29),
    "SK": date(2004, 3, 29),
    "SI": date(2004, 3, 29),
    "AL": date(2009, 4, 1),
    "HR": date(2009, 4, 1),
    "ME": date(2017, 6, 5),
    "MK": date(2020, 3, 27),
    "FI": date(2023, 4, 4),
    "SE": date(2024, 3, 7),
}


def is_member(country: str, on: date) -> bool:
    """Whether ``country`` (ISO 3166 alpha-2) is a member of the organisation on that day (S3)."""
    return country in MEMBERS and MEMBERS[country] <= on
