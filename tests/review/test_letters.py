"""The letters of a case on its page: what became of each, sent again once, and what the applicant reads."""

import threading

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.addresses import Why
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.notifications.outbox import NotSentAgain, send_again
from accreditation_portal.review.erasure import forget_letters
from accreditation_portal.review.states import State
from profiles.models import User
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event


@pytest.fixture
def case(anna, press, officer):
    """A registration with two letters: it was received, and more is asked."""
    return event_registration(anna, event(by=press), at=State.INFORMATION_REQUESTED, officer=officer)


@pytest.fixture
def letter(case):
    """The first of them, which came back."""
    first = OutboxMail.objects.filter(about=case.reference).order_by("pk").first()
    now = timezone.now()
    OutboxMail.objects.filter(pk=first.pk).update(
        sent_at=now, outcome="bounced", outcome_at=now, outcome_said="550 unknown"
    )
    first.refresh_from_db()
    FailingAddress.objects.mark(first, Why.BOUNCED, "550 unknown", now)
    return first


def page_of(case):
    return reverse("admin:adhoc_eventregistration_change", args=[case.pk])


def again(case, letter):
    return reverse("admin:adhoc_eventregistration_letter", args=[case.pk, letter.pk])


def repeats():
    return OutboxMail.objects.filter(repeats__isnull=False)


# --- The officer's page ---


def test_officers_read_the_letters_of_a_case_with_what_became_of_each(client, officer, case, letter, anna):
    client.force_login(officer)

    response = client.get(page_of(case))

    shown = response.context["letters"]
    assert [each.letter.notice for each in shown] == ["adhoc.received", "adhoc.information_requested"]
    assert [each.tone for each in shown] == ["bad", "wait"]
    page = response.content.decode()
    assert shown[0].letter.text.splitlines()[0] in page
    assert "550 unknown" in page
    assert f"Letters to {anna.email} do not arrive since" in page
    assert page.count(shown[0].letter.text.splitlines()[4]) == 1  # the record links to it
    assert f'href="#letter-{shown[1].letter.pk}"' in page
    assert again(case, letter) in page
    assert again(case, shown[1].letter) not in page  # it waits still


@pytest.mark.parametrize(
    ("fields", "fate", "said"),
    [
        ({}, "Waiting since", ""),
        ({"attempts": 3, "last_error": "451 later"}, "Waiting since", "451 later"),
        ({"sent_at": timezone.now()}, "Sent,", ""),
        ({"failed_at": timezone.now(), "last_error": "550 no"}, "Given up,", "550 no"),
        ({"sent_at": timezone.now(), "outcome": "delivered", "outcome_at": timezone.now()}, "Delivered,", ""),
        ({"sent_at": timezone.now(), "outcome": "complained", "outcome_at": timezone.now(), "outcome_said": "spam"},
         "Reported as spam,", "spam"),
        ({"sent_at": timezone.now(), "outcome": "rejected", "outcome_at": timezone.now()}, "Not sent on", ""),
    ],
)  # fmt: skip
def test_what_became_of_a_letter_is_said_in_words(client, officer, case, fields, fate, said):
    OutboxMail.objects.filter(about=case.reference).update(**fields)
    client.force_login(officer)

    [first, _second] = client.get(page_of(case)).context["letters"]

    assert first.fate.startswith(fate)
    assert first.said == said
    assert bool(first.tries) == ("attempts" in fields)


def test_a_page_with_many_letters_costs_as_much_as_one_with_few(client, officer, case, letter, anna):
    client.force_login(officer)
    client.get(page_of(case))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(case))
    for seen in range(5):
        send_again(letter, by=officer, seen=seen)
    with CaptureQueriesContext(connection) as many:
        client.get(page_of(case))

    assert len(client.get(page_of(case)).context["letters"]) == 7
    assert len(many) == len(few)


# --- Sent again ---


def test_a_letter_is_sent_again_to_the_address_of_today_and_says_for_whom(client, officer, case, letter, anna):
    User.objects.filter(pk=anna.pk).update(email="new@example.org")
    client.force_login(officer)
    asked = client.get(again(case, letter))
    assert "new@example.org" in asked.content.decode()
    assert not repeats().exists()

    response = client.post(again(case, letter), {"seen": "0"}, follow=True)

    repeat = repeats().get()
    assert (repeat.repeats, repeat.repeated_for, repeat.to) == (letter, officer, "new@example.org")
    assert (repeat.subject, repeat.text, repeat.html) == (letter.subject, letter.text, letter.html)
    assert (repeat.notice, repeat.about, repeat.language) == (letter.notice, letter.about, letter.language)
    assert (repeat.state, repeat.recipient) == ("waiting", anna)
    assert "goes out again, to new@example.org" in response.content.decode()
    assert f"sent again by {officer.shown_name}" in response.content.decode()


@pytest.mark.both_databases
def test_a_double_click_sends_one(client, officer, case, letter):
    client.force_login(officer)
    client.post(again(case, letter), {"seen": "0"})

    response = client.post(again(case, letter), {"seen": "0"}, follow=True)

    assert repeats().count() == 1
    assert "You have sent this letter again already" in response.content.decode()


def test_b7_a_second_officer_is_told_who_was_first_and_may_look_and_send_once_more(
    client, officer, officer2, case, letter
):
    send_again(letter, by=officer2, seen=0)
    client.force_login(officer)

    response = client.post(again(case, letter), {"seen": "0"}, follow=True)
    assert repeats().count() == 1
    assert officer2.shown_name in response.content.decode()

    assert officer2.shown_name in client.get(again(case, letter)).content.decode()
    client.post(again(case, letter), {"seen": "1"})
    assert repeats().count() == 2


@pytest.mark.parametrize("seen", ["", "x", "7"])
def test_a_page_that_shows_what_never_was_sends_nothing(client, officer, case, letter, seen):
    client.force_login(officer)

    response = client.post(again(case, letter), {"seen": seen}, follow=True)

    assert "Nothing was sent" in response.content.decode()
    assert not repeats().exists()


def test_two_clicks_at_the_same_moment_send_one(transactional, anna, officer, press):
    case = event_registration(anna, event(by=press))
    letter = OutboxMail.objects.get(about=case.reference)
    OutboxMail.objects.update(sent_at=timezone.now())
    letter.refresh_from_db()
    together, sent = threading.Barrier(3), []

    def click():
        together.wait()
        sent.append(send_again(letter, by=officer, seen=0))
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([each for each in sent if each]) == repeats().count() == 1


@pytest.mark.both_databases
def test_what_waits_is_of_an_account_or_read_by_nobody_is_not_sent_again(client, officer, case, letter, anna):
    waits = OutboxMail.objects.filter(about=case.reference).order_by("pk").last()
    account = OutboxMail.objects.create(recipient=anna, to=anna.email, subject="S", text="T", sent_at=timezone.now())
    for each in (waits, account):
        with pytest.raises(NotSentAgain):
            send_again(each, by=officer, seen=0)
    client.force_login(officer)
    assert "still waits" in client.get(again(case, waits)).content.decode()
    assert "Nothing was sent" in client.post(again(case, waits), {"seen": "0"}, follow=True).content.decode()
    assert client.get(again(case, account)).status_code == 404

    User.objects.filter(pk=anna.pk).update(is_active=False)
    with pytest.raises(NotSentAgain):
        send_again(OutboxMail.objects.select_related("recipient").get(pk=letter.pk), by=officer, seen=0)
    assert not repeats().exists()


def test_a_letter_whose_text_was_erased_with_its_case_is_not_sent_again(client, officer, case, letter):
    forget_letters(OutboxMail.objects.filter(about=case.reference), timezone.now())
    client.force_login(officer)

    page = client.get(page_of(case)).content.decode()
    assert again(case, letter) not in page
    assert '<span class="subject" lang="en">–</span>' in page
    assert "To –, written on" in page
    assert "is erased" in client.post(again(case, letter), {"seen": "0"}, follow=True).content.decode()
    client.force_login(case.representative.user)
    assert "Letters to you" not in client.get(case.get_absolute_url()).content.decode()
    assert not repeats().exists()


def test_a_letter_of_somebody_who_is_erased_meanwhile_is_not_sent_again(officer, case, letter, anna):
    page = OutboxMail.objects.select_related("recipient").get(pk=letter.pk)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    forget_letters(OutboxMail.objects.filter(recipient=anna), timezone.now())

    with pytest.raises(NotSentAgain):
        send_again(page, by=officer, seen=0)
    assert not repeats().exists()


def test_nobody_without_the_right_sends_again_and_nobody_what_belongs_to_another_case(
    client, officer, passoffice, press, case, letter, bruno
):
    other = event_registration(bruno, event("other", by=press))
    for user in (passoffice, press):
        client.force_login(user)
        assert client.post(again(case, letter), {"seen": "0"}).status_code in (403, 404)
    client.force_login(officer)
    assert client.post(again(other, letter), {"seen": "0"}).status_code == 404
    officer.groups.clear()
    officer.user_permissions.set(Permission.objects.filter(codename="view_eventregistration"))
    assert client.get(page_of(case)).status_code == 200
    assert again(case, letter) not in client.get(page_of(case)).content.decode()
    assert client.post(again(case, letter), {"seen": "0"}).status_code == 403
    assert not repeats().exists()


def test_the_database_holds_what_the_pages_promise(letter, officer):
    for wrong in ({"outcome": "lost"}, {"outcome": "", "outcome_at": timezone.now()}, {"sent_at": None},
                  {"repeated_for": officer}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMail.objects.filter(pk=letter.pk).update(**wrong)
    for wrong in ({"why": "bad luck"}, {"cleared_by": officer}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FailingAddress.objects.update(**wrong)


# --- The applicant ---


def test_b15_an_applicant_reads_on_the_page_of_the_case_what_was_written_to_them(client, anna, case, letter):
    client.force_login(anna)

    page = client.get(reverse("adhoc:registration", args=[case.shown_reference])).content.decode()

    for each in OutboxMail.objects.filter(about=case.reference):
        assert each.subject in page
    assert letter.text.splitlines()[4] in page
    assert "it did not arrive" in page
    assert "it still waits to be sent" in page
    assert "Our letters do not reach you" in page


def test_b15_an_annual_request_shows_its_letters_too_and_none_of_anybody_else(client, anna, officer, bruno):
    request = annual_request(anna)
    letter = OutboxMail.objects.get(about=request.reference)
    OutboxMail.objects.create(recipient=bruno, to="x@example.org", notice="annual.denied", about=request.reference,
                              subject="Of somebody else", text="T")  # fmt: skip
    client.force_login(anna)

    page = client.get(reverse("annual:request", args=[request.shown_reference])).content.decode()

    assert letter.subject in page
    assert "Of somebody else" not in page


def test_a_person_is_told_that_letters_come_back_and_may_say_that_the_address_works(client, anna, letter):
    client.force_login(anna)
    for address in (reverse("profiles:profile"), reverse("pages:home")):
        assert f"Letters to {anna.email} have come back" in client.get(address).content.decode()
    assert client.get(reverse("profiles:address_works")).status_code == 405

    for _click in range(2):
        page = client.post(reverse("profiles:address_works"), follow=True).content.decode()

    assert "have come back" not in page
    assert FailingAddress.objects.get().cleared_by == anna


def test_nobody_else_reads_or_clears_it(client, bruno, letter):
    assert "have come back" not in client.get(reverse("pages:home")).content.decode()
    assert client.post(reverse("profiles:address_works")).status_code == 302
    client.force_login(bruno)
    assert "have come back" not in client.get(reverse("pages:home")).content.decode()
    client.post(reverse("profiles:address_works"))

    assert FailingAddress.objects.failing().count() == 1


def test_who_confirms_an_address_has_got_the_letter(client, rf, anna, letter):
    address, _new = EmailAddress.objects.get_or_create(user=anna, email=anna.email)
    EmailAddress.objects.filter(pk=address.pk).update(verified=False)
    address.refresh_from_db()
    request = client.get(reverse("pages:home")).wsgi_request

    assert get_adapter().confirm_email(request, address)

    assert not FailingAddress.objects.failing().exists()
