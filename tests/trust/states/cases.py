"""The officers' desk: every case of the demo on its page, each step sent with mistakes, many cases at once."""

from collections.abc import Iterator
from typing import Any

from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from tests.trust import scene
from tests.trust.scene import ASKED, HOLDER
from tests.trust.states.acts import press
from tests.trust.states.applicants import HAS
from tests.trust.states.state import State

REQUESTS = ("anna", "bruno", "greta", "henri", "ines", "jonas", ASKED, HOLDER)
EVENT, YEAR = "admin:adhoc_eventregistration", "admin:annual_annualrequest"
FROM = {"approve": "submitted", "request_information": "submitted", "deny": "submitted", "close": "submitted",
        "revoke": "approved", "reopen": "denied"}  # fmt: skip
OF_STATE = {
    "submitted": lambda: scene.registration("eva", "washington-summit"),
    "approved": lambda: scene.registration("bruno", "madrid-summit"),
    "denied": lambda: scene.registration("chloe", "madrid-summit"),
}


def registration(who: str, slug: str):
    return lambda: scene.registration(who, slug).pk


def request(who: str):
    return lambda: scene.annual(who).pk


def letter(case: Any):
    return lambda: (case().pk, scene.letter_of(case()).pk)


def sent_empty(step: str):
    """The form of one step, sent as it lies; or the letter that it would send."""

    def act(page: Any, button: str = "take") -> None:
        form = f"form:has(input[name=step][value={step}])"
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        page.locator(f"details.{step}").evaluate("folded => { folded.open = true }")
        press(page, f"{form} button[value={button}]")

    return act


def looked_at(step: str):
    return lambda page: sent_empty(step)(page, "preview")


def cases() -> Iterator[State]:
    for who, slug in HAS:
        if (who, slug) == ("chloe", "brussels-summit"):
            continue  # a draft is its owner's
        yield State(f"{EVENT}_change", "officer", registration(who, slug), said=f"{who}, {slug}")
    for who in REQUESTS:
        yield State(f"{YEAR}_change", "officer", request(who), said=who)
    for step, state in FROM.items():
        case = OF_STATE[state]
        yield State(f"{EVENT}_change", "officer2", lambda case=case: case().pk, act=sent_empty(step),
                    said=f"{step} sent empty")  # fmt: skip
    for step in ("approve", "deny"):
        yield State(f"{EVENT}_change", "officer2", registration("eva", "washington-summit"), act=looked_at(step),
                    said=f"the letter of {step}")  # fmt: skip
    yield from CASES


CASES = [
    State(f"{EVENT}_story", "officer", registration("eva", "madrid-summit")),
    State(f"{YEAR}_story", "officer", request("henri")),
    State(f"{EVENT}_letter", "officer", letter(lambda: scene.registration("bruno", "madrid-summit"))),
    State(f"{YEAR}_letter", "officer", letter(lambda: scene.annual("anna"))),
    State(f"{EVENT}_changelist", "officer"),
    State(f"{EVENT}_changelist", "officer", query="?state=approved"),
    State(f"{EVENT}_changelist", "officer", query="?q=nobody", said="found nothing"),
    State(f"{EVENT}_changelist", "passoffice"),
    State(f"{YEAR}_changelist", "officer"),
    State(f"{YEAR}_changelist", "officer", query="?state=approved"),
    State(f"{EVENT}_change", "passoffice", registration("bruno", "madrid-summit"), said="at the counter"),
    State(f"{YEAR}_change", "passoffice", request("anna"), said="at the counter"),
    State(f"{YEAR}_change", "passoffice", request(HOLDER), said="at the counter, not handed over"),
    State("admin:passes", "passoffice"),
    State("admin:passes", "passoffice", query="?q=bruno"),
    State("admin:passes", "passoffice", query="?q=nobody+of+that+name", said="found nothing"),
    *(State(f"{EVENT}_several", "officer", lambda step=step: (scene.act(EventRegistration, step).pk,), said=step)
      for step in ("approve", "deny", "request_information", "assign")),
    State(f"{YEAR}_several", "officer", lambda: (scene.act(AnnualRequest, "approve").pk,)),
    State(f"{EVENT}_several", "officer", lambda: (scene.act(EventRegistration, "request_information").pk,),
          act=lambda page: press(page, "button[value=take]"), said="sent empty"),
    State(f"{EVENT}_export", "officer"),
    State(f"{YEAR}_export", "officer"),
    State(f"{YEAR}_extend", "officer"),
    State(f"{YEAR}_extend", "officer", act=lambda page: press(page, "button[value=preview]"), said="sent empty"),
]  # fmt: skip
