"""What the tests of the paper original share: addresses, a filled-in form, a page as it is read."""

import html
import re

from django.urls import reverse

from tests.factories.annual import today

ADD, LIST = reverse("admin:annual_attestation_add"), reverse("admin:annual_attestation_changelist")
FOUND = {
    "arrived_on": "", "channel": "post", "signatory": "Erika Editor", "function": "Editor-in-chief",
    "is_original": "on", "names_the_person": "on", "confirms_designation": "on", "conforms": "yes", "seen": "0",
}  # fmt: skip


def words_of(response):
    """The page as it is read, without marks and line ends."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def look_up(client, typed):
    return client.get(ADD, {"reference": typed})


def address(case):
    return f"{ADD}?reference={case.shown_reference}"


def record(client, case, **changes):
    return client.post(address(case), {**FOUND, "arrived_on": str(today()), **changes})


def strike_out(arrival):
    return reverse("admin:annual_attestation_strike_out", args=[arrival.pk])
