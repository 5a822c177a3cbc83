"""`python -m tests.trust.hostile_strings`: hostile strings in every text field of every form, while the portal runs.

The forms are found on the pages of everybody, so that a new one is among them; afterwards whatever shows what was kept
is looked at: nothing that was typed is more than text.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.trust.corpora import strings
from tests.trust.page_forms import FREE, Form, forms_of
from tests.trust.running import LONGEST, STAFF, cast, running
from tests.trust.sent import Reply, encoded

PLAUSIBLE = {
    "email": "somebody@example.org", "url": "https://example.org/", "tel": "+32 2 707 41 11", "number": "1",
    "date": "2026-12-01", "time": "12:00", "datetime-local": "2026-12-01T12:00", "password": "a-long-one-2026",
}  # fmt: skip
STEP = 37  # between the strings of fields beside each other
AT_ONCE = 2  # forms, as many as there are web processes
GONE = (302, 404, 409, 410)  # after these the page may be another one


@dataclass
class Place:
    """One form on a page of one person; ``shown`` until an answer may have changed it."""

    guest: object
    path: str
    key: tuple
    shown: Form | None = field(default=None, repr=False)

    def form(self) -> Form | None:
        if self.shown is None:
            page = self.guest.ask("GET", self.path)
            found = forms_of(page.text, self.path) if page.status == 200 else []
            self.shown = next((one for one in found if key_of(self.key[0], one) == self.key), None)
        return self.shown


def key_of(name: str, form: Form) -> tuple:
    return name, form.method, tuple(sorted({one.name for one in form.typed}))


def places_of(guests: Iterable, met: set[str], most: int = 3, names: set[str] | None = None) -> Iterator[Place]:
    """Every form with something to type in, on every page that these people get, or on those with these ``names``.

    ``met``: the names of those pages.
    """
    from tests.trust.addresses import addresses

    for guest in guests:
        for name, path in addresses(guest.user, names, most):
            page = guest.ask("GET", path)
            if page.status < 500:
                met.add(name)
            if page.status != 200 or not page.headers.get("content-type", "").startswith("text/html"):
                continue
            for form in forms_of(page.text, path):
                if form.typed:
                    yield Place(guest, path, key_of(name, form), form)


def never_met(met: set[str]) -> Iterator[str]:
    from tests.trust.addresses import LEFT_OUT, names_of

    yield from (f"Nobody reached {name}" for name in sorted({name for name, _ in names_of()} - met - set(LEFT_OUT)))


def ways_of(form: Form) -> int:
    """In how many ways each string is sent: in all fields, and where some take no free text, in the others alone."""
    return 2 if any(one.kind not in FREE for one in form.typed) else 1


def filled_in(form: Form, number: int, hostile: Sequence[str | bytes]) -> dict:
    """The form with the next strings."""
    fields: dict = form.filled()
    ways = ways_of(form)
    for place, one in enumerate(form.typed):
        if number % ways and one.kind not in FREE:
            fields[one.name] = one.value or PLAUSIBLE[one.kind]
        else:
            fields[one.name] = hostile[(number // ways + place * STEP) % len(hostile)]
    if form.buttons:
        name, value = form.buttons[number % len(form.buttons)]
        fields |= {name: value} if name else {}
    return fields


def send(place: Place, form: Form, fields: dict) -> Reply:
    if form.method == "get":
        query, _ = encoded(fields)
        return place.guest.ask("GET", f"{urlsplit(form.action).path}?{query.decode()}"[:60_000])
    body, kind = encoded(fields | {"csrfmiddlewaretoken": place.guest.token})
    return place.guest.ask("POST", form.action, body, kind)


def send_all(places: dict[tuple, list[Place]], hostile: Sequence[str | bytes], times: int, longest: float,
             counted: Counter, at_once: int = 1) -> Iterator[str]:  # fmt: skip
    """What is wrong with the answers: each field of each form gets so many strings, ``at_once`` forms side by side."""

    def sent(item: tuple[tuple, list[Place]]) -> tuple[list[str], Counter]:
        of_form: Counter = Counter()
        return list(send_each(*item, hostile, times, longest, of_form)), of_form

    with ThreadPoolExecutor(at_once) as pool:
        for faults, of_form in (map if at_once == 1 else pool.map)(sent, places.items()):
            slowest = max(counted["slowest"], of_form.pop("slowest", 0))
            counted.update(of_form)
            counted["slowest"] = slowest
            yield from faults


def send_each(key: tuple, found: list[Place], hostile: Sequence[str | bytes], times: int, longest: float,
              counted: Counter) -> Iterator[str]:  # fmt: skip
    from tests.trust.planted import in_answer

    first = next(filter(None, (place.form() for place in found)), None)
    for number in range(times * ways_of(first) if first else 0):
        place = found[number % len(found)]
        form = place.form() or next((other.shown for other in found if other.form()), None)
        if form is None:
            counted["forms that were gone"] += 1
            break
        answer = send(place, form, filled_in(form, number, hostile))
        if answer.status in GONE:
            place.shown = None
        counted["sent"] += 1
        counted[f"answered with {answer.status}"] += 1
        counted["slowest"] = max(counted["slowest"], round(answer.seconds * 1000))
        about = f"{key[0]} ({', '.join(key[2])}), string {number}"
        if answer.status >= 500:
            yield f"{about}: answered with {answer.status}"
        if answer.seconds > longest:
            yield f"{about}: answered after {answer.seconds:.1f} s"
        yield from (f"{about}: {fault}" for fault in in_answer(answer))


def what_is_shown(
    guests: Iterable, longest: float, counted: Counter, pages: list | None = None, most: int = 6
) -> Iterator[str]:
    """Every page, feed and list of everybody, after it all."""
    from tests.trust.addresses import addresses
    from tests.trust.planted import in_answer

    for guest in guests:
        for name, path in addresses(guest.user, most=most):
            answer = guest.ask("GET", path)
            counted["looked at"] += 1
            if answer.status >= 500 or answer.seconds > longest:
                yield f"{path}: {answer.status} after {answer.seconds:.1f} s"
            yield from (f"{path}: {fault}" for fault in in_answer(answer))
            if (
                pages is not None
                and answer.status == 200
                and name.endswith(("_change", "_changelist", "profile", "registration"))
            ):
                pages.append(answer.text)


def tables(officer) -> Iterator[str]:
    """Both lists with every column, in both formats."""
    from django.urls import reverse

    from adhoc.exports import columns as of_registrations
    from annual.exports import columns as of_requests
    from tests.trust.planted import in_answer

    officer.ask("GET", reverse("admin:index"))
    for kind, columns in (("adhoc_eventregistration", of_registrations()), ("annual_annualrequest", of_requests())):
        for file_format in ("csv", "xlsx"):
            fields = {"columns": [column.name for column in columns], "file_format": file_format,
                      "csrfmiddlewaretoken": officer.token}  # fmt: skip
            body, type_ = encoded(fields)
            answer = officer.ask("POST", reverse(f"admin:{kind}_export") + "?state=all", body, type_)
            if answer.status != 200 or "html" in answer.headers["content-type"]:
                yield f"{kind} as {file_format}: no table, {answer.status}"
            yield from (f"{kind} as {file_format}: {fault}" for fault in in_answer(answer))


def in_a_browser(pages: Iterable[str]) -> Iterator[str]:
    """The pages in Chromium, and without the policy that would stop a script: whether any runs or asks elsewhere."""
    from playwright.sync_api import sync_playwright

    from tests.journeys.conftest import ARGUMENTS, chromium

    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page, shown = browser.new_page(), {"text": ""}

        def answered(route):
            if route.request.url == "https://portal.example/":
                route.fulfill(body=shown["text"], content_type="text/html; charset=utf-8")
                return
            if not route.request.url.startswith(("https://portal.example/", "data:")):
                complaints.append(f"asked for {route.request.url}")
            route.abort()

        page.route("**/*", answered)
        page.on("dialog", lambda dialog: (complaints.append(f"said {dialog.message}"), dialog.dismiss()))
        for text in pages:
            shown["text"] = text
            page.goto("https://portal.example/")
        browser.close()
    yield from (f"In the browser a page {complaint}" for complaint in complaints)


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.trust.hostile_strings")
    asked.add_argument("--strings", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--people", type=int, default=300)
    asked.add_argument("--longest", type=float, default=LONGEST, help="seconds in which each is answered")
    options = asked.parse_args()
    with running(options.people) as server:
        faults = 0
        for faults, fault in enumerate(run(server, options), start=1):  # noqa: B007 - how many there were
            print(fault, flush=True)
    print(f"{faults} faults." if faults else "Hostile strings remain strings.")
    return 1 if faults else 0


def run(server, options) -> Iterator[str]:
    from accreditation_portal.notifications.models import OutboxMail
    from tests.trust import scene
    from tests.trust.guest import Guest
    from tests.trust.planted import in_letters

    scene.furnish()
    guests, few = cast(server, options.people)
    anonymous = [Guest(server.port, None, number) for number in range(1000, 1200)]
    met: set[str] = set()
    places: dict[tuple, list[Place]] = defaultdict(list)
    for place in places_of([*anonymous[:2], *few, *guests[len(few) :: 10]], met):
        places[place.key].append(place)
    # Whoever has not logged in comes from another address each time.
    for key, found in places.items():
        if found[0].guest.user is None:
            places[key] = [Place(guest, found[0].path, key) for guest in anonymous]
    yield from never_met(met)
    counted: Counter = Counter()
    hostile = strings(options.strings, options.seed)
    yield from send_all(places, hostile, len(hostile), options.longest, counted, AT_ONCE)
    pages: list[str] = []
    yield from what_is_shown([anonymous[0], *few], options.longest, counted, pages)
    officer = next(guest.user for guest in few if guest.user.username == STAFF[0])
    yield from tables(Guest(server.port, officer))  # who has just said again who it is: that lasts for a quarter hour
    yield from in_letters(OutboxMail.objects.order_by("pk").iterator())
    yield from in_a_browser(pages[:40])
    fields = sum(len(key[2]) for key in places)
    print(f"{len(hostile)} strings in {fields} fields of {len(places)} forms: {dict(counted)}")


if __name__ == "__main__":
    sys.exit(main())
