"""Who asks to be erased is heard: they can take it back, officers execute or refuse, and nothing needed goes (B9)."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.documents.models import DiscardedFile, Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.personal_data import erasure
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.personal_data.retention import delete_discarded_files
from accreditation_portal.review.states import Ground, State
from accreditation_portal.review.steps import StepRefused
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request, ending, today
from tests.factories.events import event

pytestmark = pytest.mark.both_databases

PAGE, DATA = "/profile/data/erasure/", "/profile/data/"


def desk(wish):
    return reverse("admin:personal_data_erasurerequest_change", args=[wish.pk])


def told(user):
    return list(OutboxMail.objects.filter(recipient=user).order_by("pk").values_list("notice", flat=True))


# --- The person -------------------------------------------------------------------------------------------------------


def test_b9_a_person_asks_for_their_erasure_and_takes_it_back(client, david):
    client.force_login(david)
    assert "Ask for the erasure" in client.get(PAGE).content.decode()

    assert client.post(PAGE, {"sure": "on"}).url == DATA
    assert "The office has it." in client.get(DATA).content.decode()
    assert "with the office already" in client.get(PAGE).content.decode()
    client.post(reverse("personal_data:take_back"))

    assert ErasureRequest.objects.get().standing == "Taken back"
    assert told(david) == ["personal_data.erasure_asked", "personal_data.erasure_taken_back"]
    page = client.post(reverse("personal_data:take_back"), follow=True)
    assert "No request for erasure is waiting." in page.content.decode()


def test_an_erasure_is_asked_for_only_by_whoever_confirms_it(client, david):
    client.force_login(david)
    page = client.post(PAGE)
    assert "Tick the box to confirm" in page.content.decode()
    assert not ErasureRequest.objects.exists()


def test_two_clicks_make_one_request_and_one_letter(client, david):
    client.force_login(david)
    for _click in range(2):
        client.post(PAGE, {"sure": "on"})
    assert ErasureRequest.objects.count() == 1
    assert told(david) == ["personal_data.erasure_asked"]


def test_accounts_of_staff_are_not_erased_here(client, officer):
    client.force_login(officer)
    assert client.get(PAGE).status_code == 403
    assert "ended by a superuser" in client.get(DATA).content.decode()
    with pytest.raises(PermissionDenied):
        erasure.ask(officer)
    with pytest.raises(StepRefused):
        erasure.erase(officer, timezone.now())


def test_the_log_in_is_asked_for(client, db):
    for address in (PAGE, reverse("personal_data:take_back")):
        assert client.post(address)["Location"].startswith(reverse("account_login"))


def test_the_page_says_what_ends_first(client, anna, officer, press):
    case = event_registration(anna, event(by=press))
    client.force_login(anna)
    page = client.get(PAGE).content.decode()
    assert case.shown_reference in page
    assert "Withdraw them first" in page
    assert case.get_absolute_url() not in client.get(DATA).content.decode()

    asked = client.post(PAGE, {"sure": "on"}, follow=True).content.decode()
    assert case.get_absolute_url() in asked
    assert "Withdraw them first" in asked


# --- Officers ---------------------------------------------------------------------------------------------------------


def test_b9_an_officer_refuses_with_a_reason_that_the_person_reads(client, david, officer):
    wish = erasure.ask(david)
    client.force_login(officer)
    assert client.post(desk(wish), {"refuse": "1"}).status_code == 422
    assert client.post(desk(wish), {"refuse": "1", "reason": "An inquiry is open."}).status_code == 302

    client.force_login(david)
    assert "An inquiry is open." in client.get(DATA).content.decode()
    assert "An inquiry is open." in OutboxMail.objects.get(notice="personal_data.erasure_refused").text
    assert erasure.ask(david).is_waiting  # they may ask again


def test_b9_an_officer_erases_and_the_account_is_nobodys(client, david, officer):
    wish, at_home = erasure.ask(david), client
    at_home.force_login(david)
    desk_client = type(client)()
    desk_client.force_login(officer)
    assert desk_client.post(desk(wish), {"execute": "1"}).status_code == 422, "an erasure is never one click away"
    assert desk_client.post(desk(wish), {"execute": "1", "sure": "on"}).status_code == 302

    assert at_home.get(DATA).status_code == 302, "the session has ended"
    david.refresh_from_db()
    assert (david.username, david.is_active, david.erased_at is None) == (f"erased-{david.pk}", False, False)
    assert not david.has_usable_password()
    assert cast.account("david").pk != david.pk  # user name and address are free again


def test_b7_the_second_officer_is_told_who_was_first(client, david, officer, officer2):
    wish = erasure.ask(david)
    erasure.refuse(wish, by=officer2, reason="Not yet.")
    client.force_login(officer)
    page = client.post(desk(wish), {"execute": "1", "sure": "on"})
    assert page.status_code == 422
    assert "decided already, by officer2" in page.content.decode()
    david.refresh_from_db()
    assert david.is_active


def test_what_the_person_took_back_meanwhile_is_not_executed(client, david, officer):
    wish = erasure.ask(david)
    erasure.take_back(david)
    client.force_login(officer)
    page = client.post(desk(wish), {"execute": "1", "sure": "on"})
    assert "took the request back" in page.content.decode()
    assert "took the request back" in client.get(desk(wish)).content.decode()


def test_nobody_else_decides(client, david, press, passoffice):
    wish = erasure.ask(david)
    for user in (press, passoffice):
        client.force_login(user)
        assert client.post(desk(wish), {"execute": "1", "sure": "on"}).status_code in (403, 404)
        with pytest.raises(PermissionDenied):
            erasure.execute(wish, by=user)
    assert ErasureRequest.objects.waiting().exists()


@pytest.mark.parametrize(
    "values",
    [{"outcome": "executed"}, {"decided_at": timezone.now()}, {"reason": "No."}],
    ids=["outcome", "day", "reason"],
)
def test_the_database_wants_a_whole_decision(david, values):
    wish = erasure.ask(david)
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.filter(pk=wish.pk).update(**values)


def test_the_start_page_and_the_queue_show_what_waits(client, david, officer, django_assert_max_num_queries):
    erasure.refuse(erasure.ask(david), by=officer, reason="No.")
    erasure.ask(david)
    client.force_login(officer)
    assert "Erasures asked for" in client.get(reverse("admin:index")).content.decode()
    queue = reverse("admin:personal_data_erasurerequest_changelist")
    with django_assert_max_num_queries(9):
        assert client.get(queue, {"standing": "waiting"}).context["cl"].result_count == 1
    assert client.get(queue, {"standing": "settled"}).context["cl"].result_count == 1
    assert client.get(queue).context["cl"].result_count == 2


# --- Nothing needed goes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.SUBMITTED, State.INFORMATION_REQUESTED, State.APPROVED])
@pytest.mark.parametrize("kind", ["annual", "adhoc"])
def test_b9_nothing_is_erased_while_a_case_is_open_or_holds(client, anna, officer, press, kind, state):
    make = (
        annual_request if kind == "annual" else (lambda user, **how: event_registration(user, event(by=press), **how))
    )
    case = make(anna, at=state, officer=officer)
    wish = erasure.ask(anna)
    client.force_login(officer)
    assert case.shown_reference in client.get(desk(wish)).content.decode()
    page = client.post(desk(wish), {"execute": "1", "sure": "on"})

    assert page.status_code == 422
    assert "These end first" in page.content.decode()
    assert "Erase this person" not in page.content.decode()
    case.refresh_from_db()
    assert (case.erased_at, ErasureRequest.objects.get().is_waiting) == (None, True)

    case.close(by=officer, ground=Ground.ELSEWHERE)
    erasure.execute(wish, by=officer)
    case.refresh_from_db()
    assert case.family_name == ""


def test_b9_an_accreditation_that_has_ended_stands_in_nobodys_way(anna, officer):
    ending(annual_request(anna, at=State.APPROVED, officer=officer), today())
    assert erasure.still_needed(anna, timezone.now())
    ending(anna.representative.annualrequests.get(), today() - timezone.timedelta(days=1))
    assert erasure.still_needed(anna, timezone.now()) == []


def test_an_erasure_happens_once(david):
    erasure.erase(david, timezone.now())
    with pytest.raises(StepRefused):
        erasure.erase(david, timezone.now())


def test_a_person_beside_keeps_everything(anna, bruno, officer, press):
    meeting = event(by=press)
    mine, other = event_registration(anna, meeting), event_registration(bruno, meeting)
    mine.withdraw(by=anna)
    before = type(other).objects.filter(pk=other.pk).values().get()
    erasure.erase(anna, timezone.now())
    assert type(other).objects.filter(pk=other.pk).values().get() == before
    assert Document.objects.filter(owner=bruno).count() == 3
    assert OutboxMail.objects.filter(recipient=bruno).exclude(text="").exists()


# --- Files ------------------------------------------------------------------------------------------------------------


def test_b9_files_go_when_the_erasure_is_certain(anna, django_capture_on_commit_callbacks):
    name = anna.representative.photo.file.name
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(anna, timezone.now())
        assert default_storage.exists(name)
    assert not default_storage.exists(name)
    assert not DiscardedFile.objects.exists()


def test_b9_the_worker_deletes_the_files_of_a_process_that_died(anna):
    name, at = anna.representative.photo.file.name, timezone.now()
    erasure.erase(anna, at)  # and nothing happens after the transaction
    delete_discarded_files(at=at)
    assert default_storage.exists(name), "not yet: the transaction may still be open"
    delete_discarded_files(at=at + timezone.timedelta(minutes=6))
    assert not default_storage.exists(name)
    assert not DiscardedFile.objects.exists()


def test_a_file_that_the_storage_keeps_is_tried_again(anna, monkeypatch):
    erasure.erase(anna, timezone.now())

    def away(storage, name):
        raise OSError("away")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.delete", away)
    delete_discarded_files(at=timezone.now() + timezone.timedelta(hours=1))
    assert DiscardedFile.objects.exists()


# --- Letters ----------------------------------------------------------------------------------------------------------


def test_each_is_told_in_their_language(anna, officer):
    type(anna).objects.filter(pk=anna.pk).update(language="fr")
    anna.refresh_from_db()
    erasure.execute(erasure.ask(anna), by=officer)
    assert OutboxMail.objects.get(key=f"erased:{anna.pk}").subject == "Vos données sont effacées"


def test_an_address_that_was_only_typed_and_is_another_ones_loses_no_letter_of_theirs(david, anna, press):
    EmailAddress.objects.create(user=david, email=anna.email, verified=False)
    event_registration(anna, event(by=press))

    erasure.erase(david, timezone.now())

    letter = OutboxMail.objects.get(recipient=anna)
    assert (letter.to, letter.state, bool(letter.text)) == (anna.email, "waiting", True)


def test_b9_a_wish_that_waits_is_settled_where_retention_erases_first(client, anna, officer):
    wish = erasure.ask(anna)

    erasure.erase(anna, timezone.now())

    wish.refresh_from_db()
    assert (wish.is_waiting, wish.outcome, wish.decided_by) == (False, "lapsed", None)
    client.force_login(officer)
    page = client.get(f"/admin/personal_data/erasurerequest/{wish.pk}/change/").content.decode()
    assert "The data were erased by themselves on" in page
    assert client.get("/admin/personal_data/erasurerequest/?standing=settled").context["cl"].result_count == 1
    with pytest.raises(StepRefused, match="their time was over"):
        erasure.refuse(wish, by=officer, reason="Too late.")
