"""Officers are told which letters did not arrive, list them, and clear an address that they have checked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.addresses import Why
from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.notifications.outbox import send_again
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event

LETTERS = "admin:notifications_outboxmail"
ADDRESSES = "admin:notifications_failingaddress"


@pytest.fixture
def case(anna, press):
    return event_registration(anna, event(by=press))


@pytest.fixture
def lost(case):
    OutboxMail.objects.filter(about=case.reference).update(failed_at=timezone.now(), last_error="550 unknown")
    return OutboxMail.objects.get(about=case.reference)


@pytest.fixture
def address(lost):
    FailingAddress.objects.mark(lost, Why.REFUSED, "550 unknown", timezone.now())
    return FailingAddress.objects.get()


@pytest.fixture
def account_mail(anna):
    return OutboxMail.objects.create(
        recipient=anna, to=anna.email, subject="Confirm", text="https://secret.example/key", sent_at=timezone.now()
    )


def lines_of(client):
    panels = client.get(reverse("admin:index")).context["panels"]
    return {str(line.label): line.number for panel in panels for line in panel.lines if panel.title == "Letters"}


def listed(client, **choices):
    return {row.pk for row in client.get(reverse(f"{LETTERS}_changelist"), choices).context["cl"].result_list}


def test_the_start_page_counts_what_did_not_arrive_and_leads_to_it(client, officer, lost, address):
    client.force_login(officer)

    numbers = lines_of(client)

    assert {label: number.count for label, number in numbers.items()} == {
        "Letters that did not arrive": 1,
        "Addresses that fail": 1,
    }
    assert client.get(numbers["Letters that did not arrive"].url).context["cl"].result_count == 1
    assert client.get(numbers["Addresses that fail"].url).context["cl"].result_count == 1


def test_what_was_sent_again_or_is_long_past_waits_no_more(client, officer, lost):
    client.force_login(officer)
    send_again(lost, by=officer, seen=0)
    assert lines_of(client) == {}

    OutboxMail.objects.filter(repeats__isnull=False).update(failed_at=timezone.now())
    assert lines_of(client)["Letters that did not arrive"].count == 1
    OutboxMail.objects.update(queued_at=timezone.now() - timedelta(days=31))
    assert lines_of(client) == {}


def test_who_does_not_read_letters_is_told_nothing(client, press, passoffice, lost, address):
    for user in (press, passoffice):
        client.force_login(user)
        assert lines_of(client) == {}


@pytest.mark.both_databases
def test_the_list_narrows_by_state_and_kind(client, officer, lost, account_mail, bruno):
    now = timezone.now()
    values = {"recipient": bruno, "to": bruno.email, "notice": "x.y", "subject": "S", "text": "T"}
    waiting = OutboxMail.objects.create(**values)
    bounced = OutboxMail.objects.create(**values, sent_at=now, outcome="bounced", outcome_at=now)
    delivered = OutboxMail.objects.create(**values, sent_at=now, outcome="delivered", outcome_at=now)
    client.force_login(officer)

    assert listed(client) == {lost.pk, account_mail.pk, waiting.pk, bounced.pk, delivered.pk}
    for state, wanted in {
        "open": {lost, bounced}, "lost": {lost, bounced}, "waiting": {waiting}, "sent": {account_mail},
        "failed": {lost}, "bounced": {bounced}, "delivered": {delivered}, "complained": set(),
    }.items():  # fmt: skip
        assert listed(client, state=state) == {each.pk for each in wanted}, state
    assert listed(client, kind="accounts") == {account_mail.pk}
    assert account_mail.pk not in listed(client, kind="cases")
    assert listed(client, state="nonsense", kind="nonsense") == listed(client)


@pytest.mark.both_databases
def test_letters_are_found_by_reference_and_by_address(client, officer, case, lost, anna, bruno, account_mail):
    client.force_login(officer)

    assert listed(client, q=case.shown_reference.lower()) == {lost.pk}
    assert listed(client, q=anna.email.upper()) == {lost.pk, account_mail.pk}
    assert listed(client, q=bruno.email) == set()
    assert listed(client, q="nobody") == set()
    assert len(listed(client, q=" ")) == 2


def test_the_text_of_an_account_mail_is_shown_to_nobody(client, lost, account_mail, officer):
    cast.account("root", is_staff=True, is_superuser=True)
    for name in ("officer", "root"):
        client.force_login(cast.User.objects.get(username=name))
        pages = [
            client.get(reverse(f"{LETTERS}_changelist")).content.decode(),
            client.get(reverse(f"{LETTERS}_change", args=[account_mail.pk])).content.decode(),
        ]
        assert all("Confirm" in page and "secret.example" not in page for page in pages)
        assert "shown to nobody here" in pages[1]


def test_a_letter_leads_to_its_case_and_is_not_typed_over(client, officer, case, lost, anna):
    request = annual_request(anna)
    client.force_login(officer)

    page = client.get(reverse(f"{LETTERS}_change", args=[lost.pk])).content.decode()

    assert lost.text.splitlines()[0] in page
    assert reverse("admin:adhoc_eventregistration_change", args=[case.pk]) + "#letters" in page
    annual = OutboxMail.objects.get(about=request.reference)
    page = client.get(reverse(f"{LETTERS}_change", args=[annual.pk])).content.decode()
    assert reverse("admin:annual_annualrequest_change", args=[request.pk]) in page
    assert client.post(reverse(f"{LETTERS}_change", args=[lost.pk]), {"subject": "x"}).status_code == 403
    for nothing in ("999999", "x"):
        assert client.get(reverse(f"{LETTERS}_change", args=[nothing])).status_code == 404


def test_a_letter_about_no_case_leads_nowhere(client, officer, anna):
    told = OutboxMail.objects.create(recipient=anna, to=anna.email, notice="x.y", subject="S", text="Text")
    gone = OutboxMail.objects.create(recipient=anna, to=anna.email, notice="x.y", about="E7K2M90QXT", subject="S")
    client.force_login(officer)

    for letter in (told, gone):
        assert client.get(reverse(f"{LETTERS}_change", args=[letter.pk])).context["case"] is None
    assert client.get(reverse(f"{LETTERS}_changelist")).status_code == 200


@pytest.mark.both_databases
def test_the_list_costs_the_same_however_many_letters_there_are(client, officer, lost, django_assert_max_num_queries):
    rows = [
        OutboxMail(recipient=lost.recipient, to=lost.to, notice="x.y", about=lost.about, subject=f"S{number}", text="T")
        for number in range(60)
    ]
    OutboxMail.objects.bulk_create(rows)
    client.force_login(officer)

    with django_assert_max_num_queries(12):
        client.get(reverse(f"{LETTERS}_changelist"))


@pytest.mark.both_databases
def test_an_officer_who_has_checked_clears_the_address_once(client, officer, officer2, address, anna):
    client.force_login(officer)
    page = client.get(reverse(f"{ADDRESSES}_change", args=[address.pk])).content.decode()
    assert reverse("admin:profiles_mediarepresentative_change", args=[anna.representative.pk]) in page
    assert "550 unknown" in page

    client.post(reverse(f"{ADDRESSES}_clear", args=[address.pk]))
    client.force_login(officer2)
    client.post(reverse(f"{ADDRESSES}_clear", args=[address.pk]))

    address.refresh_from_db()
    assert address.cleared_by == officer
    page = client.get(reverse(f"{ADDRESSES}_change", args=[address.pk])).content.decode()
    assert f"by {officer.shown_name}" in page
    assert not client.get(reverse(f"{ADDRESSES}_changelist")).context["cl"].result_count
    assert client.get(reverse(f"{ADDRESSES}_changelist"), {"cleared": "yes"}).context["cl"].result_count == 1


@pytest.mark.both_databases
def test_an_address_that_a_letter_reached_says_so_and_is_not_typed_over(client, officer, address):
    FailingAddress.objects.clear(address.address)
    client.force_login(officer)

    assert "a letter arrived" in client.get(reverse(f"{ADDRESSES}_change", args=[address.pk])).content.decode()
    assert client.post(reverse(f"{ADDRESSES}_change", args=[address.pk]), {"why": "x"}).status_code == 403


def test_only_who_may_clears_and_by_a_button_alone(client, officer, press, address):
    client.force_login(officer)
    assert client.get(reverse(f"{ADDRESSES}_clear", args=[address.pk])).status_code == 403
    client.force_login(press)
    assert client.post(reverse(f"{ADDRESSES}_clear", args=[address.pk])).status_code == 404

    assert FailingAddress.objects.failing().exists()


def test_an_address_of_no_account_is_shown_without_a_person(client, officer, address):
    FailingAddress.objects.update(address="typo@example.org")
    client.force_login(officer)

    page = client.get(reverse(f"{ADDRESSES}_change", args=[address.pk]))

    assert page.context["person"] is None


def test_the_page_of_a_person_says_that_letters_do_not_arrive(client, officer, address, anna, bruno):
    client.force_login(officer)
    pages = [
        client.get(reverse("admin:profiles_mediarepresentative_change", args=[each.representative.pk]))
        for each in (anna, bruno)
    ]

    assert ["do not arrive since" in page.content.decode() for page in pages] == [True, False]
