"""How an officer decides with the keyboard alone, on any screen: what the journeys at the desk have in common."""

from accreditation_portal.review.states import Ground, State
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, original, press_card
from tests.factories.events import event
from tests.journeys.acts import latest_mail
from tests.journeys.keyboard import Keyboard

WORDS = "Nothing shows that you report for the media."
TAKE, TAKE_NEXT = "details[open] button[value=take]", "details[open] button[value=take_next]"


def four_who_wait(press) -> list:
    """Four people who registered for a meeting, in the order in which they did."""
    meeting = event(by=press)
    names = ("ada", "ben", "cleo", "dora")
    return [event_registration(cast.representative(name, birth_date=f"19{70 + n}-01-01"), meeting)
            for n, name in enumerate(names)]  # fmt: skip


def one_whose_original_came(officer):
    """An annual request that can be approved."""
    person = cast.representative("ella")
    press_card(person)
    request = annual_request(person)
    original(request, officer)
    return request


def to_the_decision(keys: Keyboard) -> None:
    """The link that leads over everything that is only read; it is seen while it has the focus."""
    keys.to(".to-decision")
    assert keys.page.locator(".to-decision").bounding_box()["x"] >= 0
    keys.page.keyboard.press("Enter")


def unfold(keys: Keyboard, step: str) -> None:
    keys.to(f"details.{step} > summary")
    keys.page.keyboard.press("Enter")


def judge_all_met(keys: Keyboard) -> None:
    """Each criterion is one stop of Tab; its first choice is that it is met."""
    for criterion in keys.page.locator("details[open] fieldset.judgement").all():
        keys.tick(f"#{criterion.get_attribute('id')} input[type=radio]")


def decide_four(keys: Keyboard, cases: list) -> None:
    """Approve, deny, ask and close, one after the other, without going back to the list."""
    page, (approved, denied, asked, closed) = keys.page, cases
    page.goto(f"/admin/adhoc/eventregistration/{approved.pk}/change/")
    to_the_decision(keys)
    judge_all_met(keys)
    keys.press(TAKE_NEXT)

    assert page.url.endswith(f"/{denied.pk}/change/#content-start")
    to_the_decision(keys)
    unfold(keys, "deny")
    keys.to("details.deny textarea[name=words]")
    page.keyboard.type(WORDS)
    keys.press(TAKE_NEXT)

    assert page.url.endswith(f"/{asked.pk}/change/#content-start")
    to_the_decision(keys)
    unfold(keys, "request_information")
    keys.tick("details.request_information input[name=items][value=photo]")
    keys.to("details.request_information textarea[name=words]")
    page.keyboard.type("The photo is too dark.")
    keys.press(TAKE_NEXT)

    assert page.url.endswith(f"/{closed.pk}/change/#content-start")
    to_the_decision(keys)
    unfold(keys, "close")
    keys.tick("details.close input[name=ground]")
    keys.press(TAKE)  # the last one: nothing follows


def four_are_decided(cases: list, by) -> None:
    states = (State.APPROVED, State.DENIED, State.INFORMATION_REQUESTED, State.CLOSED)
    for case, state in zip(cases, states, strict=True):
        case.refresh_from_db()
        assert case.state == state
        assert case.decisions.latest("pk").by == by
    assert cases[3].ground in Ground.values
    assert WORDS in latest_mail("adhoc.denied", to=cases[1].representative.user.email).text


def approve_annual(keys: Keyboard, request) -> None:
    keys.page.goto(f"/admin/annual/annualrequest/{request.pk}/change/")
    to_the_decision(keys)
    judge_all_met(keys)
    keys.press(TAKE)


def annual_is_approved(request, by) -> None:
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (State.APPROVED, by)
