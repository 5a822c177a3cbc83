"""The letters in the admin: whose words they have, both languages beside each other, a look before anything is kept."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications import catalogue, letters, wording
from accreditation_portal.notifications.models import OutboxMail, Wording
from accreditation_portal.review.states import State
from tests.factories.adhoc import event_registration
from tests.factories.events import event

LIST = reverse("admin:notifications_wording_changelist")
DENIED = catalogue.all_notices()["adhoc.denied"]


def page_of(notice=DENIED, page="change"):
    return reverse(f"admin:notifications_wording_{page}", args=[notice.full_name])


def file_of(language, notice=DENIED):
    return letters.source_of(notice, language).strip()


def form(**more):
    return {"text_en": file_of("en"), "text_fr": file_of("fr"), "seen_en": 0, "seen_fr": 0} | more


OURS = file_of("en").replace("Dear", "Good day")


def words(officer, text=OURS, language="en", notice=DENIED):
    seen = {code: version.number for code, version in wording.standing_of(notice).items()}
    return wording.change(notice, {language: text}, seen, by=officer, at=timezone.now())


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def denied(case_at, officer):
    case = case_at("adhoc", State.SUBMITTED)
    case.deny(by=officer, words="No <b>press</b> card.")
    return case


# --- The list ---------------------------------------------------------------------------------------------------------


def test_every_letter_of_every_room_is_listed_with_who_worded_it(desk, officer, django_assert_max_num_queries):
    words(officer)
    with django_assert_max_num_queries(5):  # session, account, two for permissions, and the wordings
        page = desk.get(LIST)

    for notice in catalogue.all_notices().values():
        assert f'href="{page_of(notice)}"' in page.text
        assert str(notice.purpose) in page.text
    assert re.search(r"<strong>English</strong>: officer, \d\d/\d\d/\d{4} \d\d:\d\d", page.text)
    assert page.text.count("Default, in both languages") == len(catalogue.all_notices()) - 1
    assert "Registration {reference} denied: {event}" in page.text


def test_a_text_that_fits_no_more_is_marked(desk, officer):
    Wording.objects.create(
        notice="adhoc.denied", language="fr", number=1, text="S {gone}\n\nX", at=timezone.now(), by=officer
    )

    assert "The French text does not fit this letter any more" in desk.get(LIST).text


def test_b5_the_list_is_french_for_who_reads_french(desk, officer):
    officer.language = "fr"
    officer.save()

    assert "Inscription {reference} refusée\u00a0: {event}" in desk.get(LIST).text


# --- One letter -------------------------------------------------------------------------------------------------------


def test_both_languages_the_default_and_every_placeholder_stand_on_the_page(desk, officer):
    words(officer)
    page = desk.get(page_of())

    assert page.context["form"]["text_en"].value() == OURS
    assert page.context["form"]["text_fr"].value() == file_of("fr")
    assert "Worded by officer, " in page.text
    for name, each in {**catalogue.placeholders_of(DENIED), **catalogue.placeholders_of_all()}.items():
        assert f"{{{name}}}</code>" in page.text
        assert str(each.holds) in page.text
    assert page.text.count("must stay") == len(DENIED.kept)


def test_what_is_saved_is_what_the_next_letter_says(desk, officer, case_at):
    answer = desk.post(page_of(), form(text_en=OURS), follow=True)

    assert "The letter has its new words: English." in answer.text
    case_at("adhoc", State.SUBMITTED).deny(by=officer)
    assert "Good day Anna Peeters" in OutboxMail.objects.get(notice="adhoc.denied").text


def test_saving_what_is_there_changes_nothing_and_says_so(desk):
    assert "the letter says this already" in desk.post(page_of(), form(), follow=True).text
    assert not Wording.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(desk):
    typed = OURS.replace("{reference}", "{refrence}")
    answer = desk.post(page_of(), form(text_en=typed))

    assert answer.status_code == 200
    assert "This cannot be filled in by this letter: {refrence}." in answer.text
    assert "{reference} must stay" in answer.text
    assert answer.context["form"]["text_en"].value() == typed
    assert not Wording.objects.exists()


def test_a_text_without_end_is_refused(desk):
    answer = desk.post(page_of(), form(text_en=OURS + "x" * wording.LONGEST))

    assert answer.context["form"].errors["text_en"]
    assert not Wording.objects.exists()


def test_b7_a_page_that_is_older_than_a_colleagues_words_keeps_nothing_and_loses_nothing(desk, officer2):
    theirs = file_of("fr").replace("Bonjour", "Chère ou cher")
    words(officer2)
    words(officer2, theirs, "fr")
    mine = OURS + "\n\nMine."

    answer = desk.post(page_of(), form(text_en=mine))

    assert "meanwhile officer2 changed the wording (English, " in answer.text
    assert Wording.objects.count() == 2
    shown = answer.context["form"]
    assert [shown[name].value() for name in ("text_en", "text_fr")] == [mine, theirs]  # the untouched one is theirs
    again = {name: shown[name].value() for name in ("text_en", "text_fr", "seen_en", "seen_fr")}
    desk.post(page_of(), again)
    assert {code: v.text for code, v in wording.standing_of(DENIED).items()} == {"en": mine, "fr": theirs}


@pytest.mark.both_databases
def test_earlier_texts_stay_readable_and_can_be_begun_from(desk, officer, officer2):
    (first,) = words(officer)
    words(officer2, "")
    page = desk.get(page_of())

    assert re.search(r"English · officer2 · returned to the default.*English · officer</summary>", page.text, re.DOTALL)
    assert f'href="?version={first.pk}"' in page.text
    begun = desk.get(f"{page_of()}?version={first.pk}")
    assert begun.context["form"]["text_en"].value() == OURS
    assert begun.context["form"]["seen_en"].value() == 2
    assert "It is not kept before you save." in begun.text
    for nothing in ("x", "9" * 30, first.pk + 1, first.pk + 9):
        assert desk.get(f"{page_of()}?version={nothing}").context["form"]["text_en"].value() == file_of("en")


def test_there_is_no_page_for_what_is_no_notice(desk):
    for page in ("change", "default", "history"):
        assert desk.get(reverse(f"admin:notifications_wording_{page}", args=["adhoc.nothing"])).status_code == 404


# --- A look before it is kept -----------------------------------------------------------------------------------------


def test_a_preview_shows_both_letters_about_a_case_as_they_would_be_mailed_and_keeps_nothing(desk, denied):
    letters_before = OutboxMail.objects.count()

    page = desk.post(page_of(), form(text_en=OURS, preview="1"))

    look = page.context["looks"]["en"]
    assert page.context["case"] == denied
    assert look["letter"].subject == f"Registration {denied.shown_reference} denied: Foreign ministers"
    assert "Good day Anna Peeters" in look["letter"].text
    assert "> No <b>press</b> card." in look["letter"].text
    assert "<p>No &lt;b&gt;press&lt;/b&gt; card.</p>" in page.text
    assert "Bonjour Anna Peeters" in page.context["looks"]["fr"]["html"]
    assert '<div class="mail-sheet">' in page.text
    assert "style=" not in page.text
    assert 'css/mail.css"' in page.text
    assert (Wording.objects.count(), OutboxMail.objects.count()) == (0, letters_before)
    assert page.context["form"]["text_en"].value() == OURS


def test_the_case_is_chosen_by_its_reference_among_those_that_the_letter_fits(desk, denied, bruno, press, officer):
    other = event_registration(bruno, event("other", by=press), at=State.DENIED, officer=officer)
    draft = event_registration(bruno, event("third", by=press), at=State.DRAFT)

    typed = denied.shown_reference.lower().replace("-", " ")
    chosen = desk.post(page_of(), form(preview="1", reference=typed))
    newest = desk.post(page_of(), form(preview="1"))

    assert (chosen.context["case"], newest.context["case"]) == (denied, other)
    assert f'<option value="{denied.shown_reference}">' in chosen.text
    for reference in (draft.shown_reference, "E-0000", "nonsense"):
        refused = desk.post(page_of(), form(preview="1", reference=reference))
        assert "There is no case of this reference" in refused.text
        assert refused.context["looks"] == {}


def test_nobody_looks_at_a_letter_about_themselves(desk, denied, officer):
    type(denied.representative).objects.filter(pk=denied.representative_id).update(user=officer)

    assert desk.get(page_of()).context["cases"] == []


def test_a_look_at_everything_fills_what_the_case_leaves_out(desk, denied, officer, bruno, press):
    case = event_registration(bruno, event("other", by=press))
    case.deny(by=officer)

    plain = desk.post(page_of(), form(preview="1", reference=case.shown_reference))
    full = desk.post(page_of(), form(preview="1", reference=case.shown_reference, is_full="on"))

    assert "The officer writes" not in plain.context["looks"]["en"]["letter"].text
    assert "> [what the officer writes in this case]" in full.context["looks"]["en"]["letter"].text


@pytest.mark.both_databases
@pytest.mark.parametrize("notice", catalogue.all_notices().values(), ids=catalogue.all_notices())
def test_every_letter_can_be_looked_at_with_a_case_and_without_one(desk, case_at, notice):
    texts = {f"text_{code}": file_of(code, notice) for code in ("en", "fr")}
    without = desk.post(page_of(notice), form(preview="1", **texts))
    assert without.context["case"] is None
    assert "[the full name of the media representative]" in without.context["looks"]["en"]["letter"].text

    if without.context["cases"] is None:
        return  # no case stands behind the letters of this room
    case = case_at(notice.room, State.APPROVED)
    told = {"received": "submit", "corrected": "correct", "completed": "complete", "withdrawn": "withdraw"}
    with_case = desk.post(page_of(notice), form(preview="1", **texts))
    if notice.name in told or notice.name in ("information_requested", "denied", "reopened"):
        assert with_case.context["case"] in (None, case)
    else:
        assert with_case.context["case"] == case
        assert "Dear Anna Peeters" in with_case.context["looks"]["en"]["letter"].text


def test_a_room_without_cases_shows_what_each_placeholder_holds(desk, denied, monkeypatch):
    monkeypatch.setattr("accreditation_portal.review.diagram.kinds", list)

    page = desk.post(page_of(), form(preview="1", reference="anything"))

    assert page.context["cases"] is None
    assert "[the title of the event]" in page.context["looks"]["en"]["letter"].subject


def test_the_page_of_a_letter_costs_the_same_however_many_cases_there_are(
    desk, denied, bruno, press, officer, django_assert_max_num_queries
):
    for number in range(3):
        event_registration(bruno, event(f"more-{number}", by=press), at=State.DENIED, officer=officer)

    with django_assert_max_num_queries(7):
        desk.get(page_of())


# --- Back to the default ----------------------------------------------------------------------------------------------


def test_the_return_to_the_default_is_asked_first_and_kept_as_a_version(desk, officer):
    words(officer)
    words(officer, file_of("fr") + "\n\nEncore.", "fr")
    address = page_of(page="default")

    asked = desk.get(address)
    assert "Good day" in asked.text
    assert "Dear" in asked.text
    assert Wording.objects.count() == 2

    nothing = desk.post(address, {"seen_en": 1, "seen_fr": 1})
    assert "Tick at least one language." in nothing.text
    done = desk.post(address, {"languages": ["en"], "seen_en": 1, "seen_fr": 1}, follow=True)

    assert "The letter has its new words: English." in done.text
    assert {code: bool(v.text) for code, v in wording.standing_of(DENIED).items()} == {"en": False, "fr": True}


def test_b7_a_return_that_somebody_overtook_keeps_nothing(desk, officer2):
    words(officer2)
    words(officer2, OURS + "\n\nMore.")

    answer = desk.post(page_of(page="default"), {"languages": ["en"], "seen_en": 1}, follow=True)

    assert "meanwhile officer2 changed the wording" in answer.text
    assert wording.standing_of(DENIED)["en"].number == 2


def test_what_has_its_default_needs_no_return(desk):
    assert desk.get(page_of(page="default")).url == page_of()
    assert desk.get(page_of(page="history")).url == page_of()


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["press", "passoffice", "anna"])
def test_others_do_not_even_read_the_wording(client, request, who, officer):
    words(officer)
    client.force_login(request.getfixturevalue(who))

    for address in (LIST, page_of(), page_of(page="default"), page_of(page="history")):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, form(text_en=OURS, languages=["en"])).status_code in (302, 403)
    assert Wording.objects.count() == 1
