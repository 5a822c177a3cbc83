"""The pages on which annual accreditation is asked for, as the tests send and read them."""

import html
from datetime import timedelta

from django.urls import reverse

from tests.factories.annual import today

APPLY, CHECK = reverse("annual:apply"), reverse("annual:check")
SITE = "https://www.observer.example.com/"


def part(name):
    return reverse("annual:part", args=[name])


def read(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def rows(kind, *articles):
    """The rows of a list of articles as the page sends them."""
    data = {f"{kind}-TOTAL_FORMS": max(len(articles), 2), f"{kind}-INITIAL_FORMS": 0}
    for number, (title, url, day) in enumerate(articles):
        data |= {
            f"{kind}-{number}-title": title, f"{kind}-{number}-url": url, f"{kind}-{number}-byline": "Anna Peeters",
            f"{kind}-{number}-published_on": f"{day:%Y-%m-%d}",
        }  # fmt: skip
    return data


def article(number=1, days=3, host="www.observer.example.com"):
    return f"Report {number}", f"https://{host}/{number}", today() - timedelta(days=days)
