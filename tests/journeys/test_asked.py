"""What is asked only after a certain answer: there with that answer, and always where no script runs."""

from tests.factories import profiles as cast
from tests.factories.events import event
from tests.journeys.acts import log_in


def test_a_question_comes_with_the_answer_that_it_belongs_to(portal, open_context):
    cast.organisation("Radio One", standing="bona_fide")
    cast.representative("nina")
    page = open_context(javascript=True).new_page()
    log_in(page, "nina")

    page.goto("/profile/edit/work/")
    which, further = page.get_by_label("If it is another one: which?"), page.get_by_label("Second organisation")
    assert (which.is_visible(), further.is_visible()) == (False, False)
    page.get_by_label("Other media function").check()
    page.get_by_label("Freelance", exact=True).check()
    assert (which.is_visible(), further.is_visible()) == (True, True)

    kind, name = page.get_by_label("If it is not in our list: its kind"), page.locator("[name=organisation-name]")
    assert not kind.is_visible()
    name.fill("Radio Ñandú")
    assert kind.is_visible()
    name.fill("radio  ONE")  # which is offered
    assert not kind.is_visible()

    page.goto("/profile/edit/document/")
    reason = page.get_by_label("If it is not valid any more, why")
    assert not reason.is_visible()
    page.get_by_label("valid until").fill("2020-01-31")
    assert reason.is_visible()

    page.goto("/profile/edit/residence/")
    last_day, none = page.get_by_label("Residence valid until"), page.get_by_label("No official residence in Belgium")
    country = page.get_by_label("Country of residence")
    country.select_option("BE")
    none.check()
    assert not last_day.is_visible()
    page.get_by_label("Residence card").check()
    assert last_day.is_visible()
    country.select_option("FR")
    assert none.is_visible()  # what is declared already is not hidden from whoever moved
    none.check()
    assert none.is_visible()  # somebody is there
    page.get_by_label("Town of residence").fill("Lille")
    assert not none.is_visible()


def test_without_a_script_all_questions_are_there(portal, press, open_context):
    cast.representative("nina")
    meeting = event(by=press)
    page = open_context(javascript=False).new_page()
    log_in(page, "nina")

    page.goto("/profile/edit/work/")
    assert page.get_by_label("If it is another one: which?").is_visible()
    page.goto(f"/events/{meeting.slug}/register/")
    assert page.get_by_label("Which function").is_visible()
