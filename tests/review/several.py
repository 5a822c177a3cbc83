"""Choosing several cases in a list, filling in the form, pressing the button."""

from django.urls import reverse
from django.utils import timezone

from accreditation_portal.review import bulk

LIST = reverse("admin:adhoc_eventregistration_changelist")
ANNUAL = reverse("admin:annual_annualrequest_changelist")


def choose(client, action, cases, address=LIST, **more):
    """Tick these cases in the list and choose what is to be done; the page that follows."""
    chosen = {"action": action, "_selected_action": [case.pk for case in cases], "index": 0, **more}
    return client.post(f"{address}?state=all", chosen)


def begun(act, by, **given):
    at = timezone.now()
    return bulk.begin(act, list(bulk.prospects(act, by=by, at=at)), given, at)


def shown(page):
    return {"shown": page.context.get("shown", "")}


def fill(client, response, **filled):
    """Send the form of the page that ``response`` leads to, and stay on it."""
    return client.post(response.url, {**shown(client.get(response.url)), **filled})


def judged(page):
    return {name: "on" for name in page.context["form"].fields if name.startswith("judged_")}


def done(client, response, **filled):
    """Fill in the form of the page that ``response`` leads to, and press the button."""
    page = client.get(response.url)
    return client.post(response.url, {"act": "take", **shown(page), **judged(page), **filled}, follow=True)
