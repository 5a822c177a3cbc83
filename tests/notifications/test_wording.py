"""The wording of staff: what takes the place of a file, what is refused, and of two officers the first."""

import logging
import threading

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone, translation

from accreditation_portal.notifications import catalogue, letters, outbox, wording
from accreditation_portal.notifications.models import OutboxMail, Wording
from accreditation_portal.notifications.wording import WordedMeanwhile, change, problems_of, standing_of

NOTICES = catalogue.all_notices()
DENIED, APPROVED = NOTICES["annual.denied"], NOTICES["annual.approved"]
VALUES = {
    "name": "Anna", "reference": "A-7K2M-90QX-T", "link": "https://portal.example/x/", "words": "", "criteria": [],
    "events_link": "https://portal.example/events/",
}  # fmt: skip
OURS = """Your request {reference}: denied

Dear {name},

we are sorry: your request **{reference}** is denied.

The criteria:
{criteria}

The officer writes:
> {words}

Ask the {press_association}: {press_association_link}
"""
EVERY_FILE = {f"{name}.{language}": (notice, language) for name, notice in NOTICES.items()
              for language, _name in settings.LANGUAGES}  # fmt: skip


def written(officer, text=OURS, notice=DENIED, language="en"):
    seen = {code: version.number for code, version in standing_of(notice).items()}
    return change(notice, {language: text}, seen, by=officer, at=timezone.now())


# --- What a letter says -----------------------------------------------------------------------------------------------


def test_a_letter_has_the_words_of_staff_where_there_are_some_and_of_its_file_elsewhere(officer):
    written(officer)

    assert letters.compose(DENIED, VALUES, "en").subject == "Your request A-7K2M-90QX-T: denied"
    assert letters.compose(DENIED, VALUES, "fr").subject == "Accréditation annuelle refusée\u00a0: A-7K2M-90QX-T"
    assert "<strong>A-7K2M-90QX-T</strong>" not in letters.compose(DENIED, VALUES, "en").text


def test_the_newest_words_hold_and_none_are_the_file_again(officer):
    written(officer)
    written(officer, OURS.replace("we are sorry", "we regret it"))
    assert "we regret it" in letters.compose(DENIED, VALUES, "en").text

    written(officer, "")

    assert letters.compose(DENIED, VALUES, "en").subject == "Annual accreditation denied: A-7K2M-90QX-T"
    assert [version.number for version in Wording.objects.order_by("pk")] == [1, 2, 3]


def test_words_that_the_notice_does_not_give_any_more_stop_no_letter(officer, caplog):
    Wording.objects.create(
        notice="annual.denied", language="en", number=1, text="S {gone}\n\n{gone}", at=timezone.now(), by=officer
    )
    with caplog.at_level(logging.ERROR):
        letter = letters.compose(DENIED, VALUES, "en")

    assert letter.subject == "Annual accreditation denied: A-7K2M-90QX-T"
    assert "annual.denied in en does not fit" in caplog.text


def test_a_letter_asks_once_and_many_together_ask_once_for_all(
    officer, anna, bruno, stranger, django_assert_num_queries
):
    written(officer)
    with django_assert_num_queries(1):
        letters.compose(DENIED, VALUES, "en")

    with django_assert_num_queries(3 + 1), letters.one_wording_for_all():  # three letters, and their wording
        for user in (anna, bruno, stranger):
            with letters.one_wording_for_all():
                outbox.tell(user, DENIED, VALUES)

    assert set(OutboxMail.objects.values_list("subject", flat=True)) == {"Your request A-7K2M-90QX-T: denied"}
    written(officer, OURS.replace("Your request", "Request"))
    assert letters.compose(DENIED, VALUES, "en").subject.startswith("Request A-")


# --- What is kept -----------------------------------------------------------------------------------------------------


def test_b8_who_changed_what_when_is_kept_and_cannot_be_changed(officer, officer2):
    written(officer)
    change(DENIED, {"en": OURS + "\nMore.", "fr": letters.source_of(DENIED, "fr")}, {"en": 1}, by=officer2,
           at=timezone.now())  # fmt: skip

    lines = Wording.objects.order_by("pk").values_list("notice", "language", "number", "by__username")
    assert list(lines) == [("annual.denied", "en", 1, "officer"), ("annual.denied", "en", 2, "officer2")]
    for act in (lambda: Wording.objects.update(text="x"), lambda: Wording.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()


@pytest.mark.parametrize(
    "wrong", [{"number": 1}, {"number": 0}, {"number": 3, "language": "nl"}], ids=["twice", "zero", "language"]
)
def test_the_database_keeps_one_wording_of_a_number_in_a_language_of_the_portal(officer, wrong):
    written(officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.create(**{"notice": "annual.denied", "language": "en", "text": "", "at": timezone.now(),
                                  "by": officer} | wrong)  # fmt: skip


def test_what_the_file_says_anyway_is_not_kept_and_nothing_changed_is_no_version(officer):
    windows = letters.source_of(DENIED, "en").replace("\n", "\r\n") + "  \r\n"

    assert written(officer, windows) == []
    written(officer)
    assert written(officer, OURS + "\n\n") == []
    assert [version.text for version in written(officer, windows)] == [""]


def test_control_characters_and_turned_words_are_not_kept(officer):
    (version,) = written(officer, OURS.replace("Dear", "\u202eDear\x07"))

    assert version.text == OURS.strip()


def test_b7_of_two_officers_who_began_from_the_same_text_the_second_is_told(officer, officer2):
    written(officer)

    with pytest.raises(WordedMeanwhile) as told:
        change(DENIED, {"en": OURS + "\nTheirs."}, {}, by=officer2, at=timezone.now())

    assert (told.value.latest.by, told.value.latest.number) == (officer, 1)
    assert Wording.objects.count() == 1


def test_b7_who_changed_another_language_takes_nothing_from_a_colleague(officer, officer2):
    written(officer)

    french = OURS.replace("Dear", "Bonjour")
    change(DENIED, {"en": letters.source_of(DENIED, "en"), "fr": french}, {}, by=officer2, at=timezone.now())

    assert {code: version.number for code, version in standing_of(DENIED).items()} == {"en": 1, "fr": 1}
    assert standing_of(DENIED)["en"].text == OURS.strip()


@pytest.mark.parametrize("seen", [7, 10**30])
def test_a_version_that_never_was_makes_none_of_its_own(officer, seen):
    (version,) = change(DENIED, {"en": OURS}, {"en": seen}, by=officer, at=timezone.now())

    assert version.number == 1


@pytest.mark.usefixtures("transactional")
def test_b7_two_saves_at_the_same_moment_leave_one_version(officer, monkeypatch):
    both, outcomes = threading.Barrier(2), []
    looked = wording._refused_if_newer

    def meet(*arguments):
        found = looked(*arguments)
        both.wait(10)
        return found

    monkeypatch.setattr(wording, "_refused_if_newer", meet)

    def save(text):
        try:
            outcomes.append(len(change(DENIED, {"en": text}, {}, by=officer, at=timezone.now())))
        except WordedMeanwhile as meanwhile:
            outcomes.append(meanwhile.latest.number)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(OURS + f"\n\n{number}",)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert outcomes == [1, 1]  # one version made, and one officer shown it
    assert Wording.objects.count() == 1


# --- What is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("notice", "language"), EVERY_FILE.values(), ids=EVERY_FILE)
def test_every_default_is_what_staff_could_have_written(notice, language):
    assert problems_of(notice, language, letters.source_of(notice, language)) == []


def test_a_text_of_staff_is_good(db):
    assert problems_of(DENIED, "en", OURS) == []
    assert problems_of(DENIED, "en", OURS + "\n[Look](https://www.example.org/a?b=1&c=2) at [it]({link}).") == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: "", "it is empty"),
        (lambda text: "\n" + text, "it is empty"),
        (lambda text: "Denied {reference} " + "x" * 180 + text, "more than 180 characters"),
        (lambda text: "**" + text.replace("\n", "**\n", 1), "plain text"),
        (lambda text: text.partition("\n")[0], "there is no text"),
        (lambda text: text + "{password}", "cannot be filled in by this letter: {password}"),
        (lambda text: text + "{Name} { words } {}", "cannot be filled in by this letter: {Name}, { words }, {}"),
        (lambda text: text + "{name", "A brace stands alone in “{name”"),
        (lambda text: text + "name}", "A brace stands alone in “name}”"),
        (lambda text: text + "\n\n[x](http://www.example.org/)", "this one does not: http://www.example.org/"),
        (lambda text: text + "\n\n[x]({name})", "this one does not: {name}"),
        (lambda text: text + "\n\n[x](https://a.example/{link})", "this one does not: https://a.example/{link}"),
        (lambda text: text + "\n\n[x](https://)", "this one does not: https://"),
        (lambda text: text + "\n\n[x](https://portal.example@evil.example/)", "this one does not: https://portal"),
        (lambda text: text + '\n\n[x]({link} "title")', "this one does not: {link}"),
        (lambda text: text + "\n\n[{link}]({link})", "Between [ and ] stand words"),
        (lambda text: text + "\n\n[x](javascript:alert(1))", "and this is none"),
        (lambda text: text + "\n\n[x](no address)", "and this is none"),
        (lambda text: text + "\n\nzqz0zqz", "cannot be written here"),
        (lambda text: text.replace("{reference}", ""), "{reference} must stay"),
        (lambda text: text.replace("> {words}", ""), "{words} must stay"),
        (lambda text: text.replace("{press_association_link}", ""), "{press_association_link} must stay"),
        (lambda text: text.replace("\n\nAsk", " "), "{press_association} stands only beside something that may be"),
    ],
)
def test_a_text_that_would_not_do_is_refused_with_the_reason(change, says):
    assert says in " / ".join(problems_of(DENIED, "en", change(OURS)))


def test_everything_that_is_wrong_is_said_at_once():
    assert len(problems_of(DENIED, "en", "\n{x} { [a](b)")) == 9


@pytest.mark.parametrize("gone", ["bring", "valid_from", "valid_until", "pass_office", "criteria", "words"])
def test_s10_an_approval_goes_on_saying_until_when_where_and_with_what(gone):
    for language, _name in settings.LANGUAGES:
        text = letters.source_of(APPROVED, language).replace(f"{{{gone}}}", "")
        assert any(f"{{{gone}}} must stay" in problem for problem in problems_of(APPROVED, language, text))


def test_a_line_of_a_list_goes_alone():
    listed = OURS.replace("The criteria:\n{criteria}", "- {criteria}\n- {press_association}: {press_association_link}")
    listed = listed.replace("Ask the {press_association}: {press_association_link}", "")

    assert problems_of(DENIED, "en", listed) == []


def test_reasons_are_given_in_the_readers_language():
    with translation.override("fr"):
        assert "La première ligne est l’objet, et elle est vide." in problems_of(DENIED, "en", "\nX")
