"""The page of one approved case at the Pass Office: one button, then the next person; nothing else is read there."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from accreditation_portal import office
from accreditation_portal.review.states import State
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event
from tests.review.acts import KINDS, take

every_kind = pytest.mark.parametrize("kind", KINDS)
COUNTER = "/admin/passes/"


@pytest.fixture
def desk(client, passoffice):
    client.force_login(passoffice)
    return client


@pytest.fixture
def clerk2(db):
    other = cast.staff("clerk2", "Pass Office")
    other.first_name, other.last_name = "Petra", "Second"
    other.save()
    return other


def address(case, page="change"):
    return reverse(f"admin:{case._meta.app_label}_{case._meta.model_name}_{page}", args=[case.pk])


def hand_over(client, case, seen=0):
    return client.post(address(case, "pass"), {"act": "hand_over", "seen": seen})


def strike_out(client, case, why, of=None):
    of = of or case.hand_overs.latest("pk")
    return client.post(address(case, "pass"), {"act": "strike_out", "hand_over": of.pk, "why": why})


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@every_kind
def test_p9_the_page_shows_what_is_compared_and_nothing_else(desk, case_at, anna, officer, kind):
    case = case_at(kind, State.APPROVED)
    type(case).objects.filter(pk=case.pk).update(professional_name="Annie P", former_names="Janssens",
                                                 document_number="X1234567", phone="+32470123456")  # fmt: skip
    case.refresh_from_db()

    page = " ".join(desk.get(address(case)).content.decode().split())

    for shown in ("Anna Peeters", "PEETERS, ANNA", case.shown_reference, "Approved", "Passport, Belgium",
                  reverse("documents:page_picture", args=[case.photo_id, 1]), "Record the hand-over of the pass",
                  "What the person was told to bring"):  # fmt: skip
        assert shown in page, shown
    for hidden in ("X1234567", "1980", "Ghent", "anna@example.org", "+32470123456", "Annie P", "Janssens",
                   "Record</h2>", officer.username + " ", "S14", "Internal note", "Brussels,"):  # fmt: skip
        assert hidden not in page, hidden
    assert page.count("autofocus") == 1
    assert page.index('name="q"') < page.index("Record the hand-over")


@every_kind
def test_one_click_records_it_and_the_counter_waits_for_the_next_person(desk, case_at, passoffice, kind):
    case = case_at(kind, State.APPROVED)

    response = hand_over(desk, case)

    assert response.url == COUNTER
    assert case.hand_overs.get().by == passoffice
    page = desk.get(COUNTER).content.decode()
    assert f"{case.shown_reference}, Anna Peeters: the hand-over of the pass is recorded." in page
    assert "autofocus" in page
    again = " ".join(desk.get(address(case)).content.decode().split())
    assert "Record the hand-over of the pass" not in again
    assert f"Handed over on {case.hand_overs.get().shown_at} by {passoffice.shown_name}" in again


@every_kind
def test_a_double_click_is_one_hand_over_and_says_so(desk, case_at, kind):
    case = case_at(kind, State.APPROVED)
    hand_over(desk, case)

    response = hand_over(desk, case)

    assert response.url == COUNTER
    assert "You have recorded this already." in said(response)[-1]
    assert case.hand_overs.count() == 1


@every_kind
def test_b7_a_second_clerk_reads_who_was_first_and_sees_the_case_again(desk, case_at, clerk2, client, kind):
    case = case_at(kind, State.APPROVED)
    first = case.hand_overs.record(case, by=clerk2)

    response = hand_over(desk, case)

    assert response.url == address(case)
    assert said(response) == [
        f"Nothing was recorded. Petra Second recorded the hand-over of the pass on {first.shown_at}."
    ]
    assert case.hand_overs.count() == 1


@every_kind
def test_a_case_revoked_while_its_page_was_open_is_refused_aloud(desk, case_at, officer, kind):
    case = case_at(kind, State.APPROVED)
    take(type(case).objects.get(pk=case.pk), "revoke", officer)

    response = hand_over(desk, case)

    assert response.url == COUNTER
    assert said(response) == ["Nothing was recorded. This case is not approved any more: do not hand over the pass."]
    assert not case.hand_overs.exists()


@every_kind
def test_the_refusal_tells_nothing_of_cases_that_never_were_approved(desk, case_at, kind):
    case = case_at(kind, State.SUBMITTED)
    nobodys = address(case, "pass").replace(str(case.pk), str(case.pk + 1000))

    answers = [said(hand_over(desk, case)), said(desk.post(nobodys, {"act": "hand_over", "seen": 0}))]

    assert answers[0][-1] == answers[1][-1]


def test_what_cannot_be_collected_any_more_has_no_button_and_is_refused(desk, case_at, press):
    case = case_at("adhoc", State.APPROVED)
    case.event.cancelled_at, case.event.cancelled_by = case.event.published_at, press
    case.event.save()

    page, response = desk.get(address(case)).content.decode(), hand_over(desk, case)

    assert "The event is cancelled: do not hand over the pass." in page
    assert "Record the hand-over" not in page
    assert said(response) == ["Nothing was recorded. The event is cancelled: do not hand over the pass."]


@every_kind
def test_a_mistake_is_struck_out_with_a_reason_and_another_pass_can_follow(desk, case_at, passoffice, kind):
    case = case_at(kind, State.APPROVED)
    hand_over(desk, case)

    refused = strike_out(desk, case, "  ")
    assert said(refused)[-1] == "Say why it is struck out; the reason is recorded."
    assert case.hand_overs.standing().exists()
    done = strike_out(desk, case, "Lost <b>on the train</b>.")
    assert done.url == f"{address(case)}#pass"
    twice = strike_out(desk, case, "Lost <b>on the train</b>.")
    assert [message for message in said(twice) if "Nothing was recorded" in message] == []

    page = desk.get(address(case)).content.decode()
    assert "Lost &lt;b&gt;on the train&lt;/b&gt;." in page
    assert "Record the hand-over of the pass" in page
    assert f'name="seen" value="{case.hand_overs.get().pk}"' in page
    hand_over(desk, case, seen=case.hand_overs.get().pk)
    assert [bool(each.struck_at) for each in case.hand_overs.order_by("pk")] == [True, False]


@every_kind
def test_a_page_of_before_a_lost_pass_does_not_hand_over_another(desk, case_at, passoffice, kind):
    case = case_at(kind, State.APPROVED)
    hand_over(desk, case)
    strike_out(desk, case, "Lost.")

    response = hand_over(desk, case)

    assert "struck it out" in said(response)[-1]
    assert not case.hand_overs.standing().exists()


@pytest.mark.both_databases
def test_a_colleagues_strike_out_is_told(desk, case_at, passoffice, clerk2):
    case = case_at("adhoc", State.APPROVED)
    hand_over(desk, case)
    case.hand_overs.get().strike_out(by=clerk2, why="The wrong person.")

    response = strike_out(desk, case, "A slip.")

    assert "Petra Second struck it out" in said(response)[-1]
    assert case.hand_overs.get().struck_why == "The wrong person."


@pytest.mark.parametrize(
    "values",
    [{}, {"act": "burn"}, {"act": "hand_over"}, {"act": "hand_over", "seen": "x"}, {"act": "hand_over", "seen": -1},
     {"act": "strike_out", "hand_over": 10**30, "why": "x"}, {"act": "strike_out", "hand_over": 4711, "why": "x"}],
)  # fmt: skip
def test_what_no_page_sends_is_a_bad_request(desk, case_at, values):
    case = case_at("adhoc", State.APPROVED)

    assert desk.post(address(case, "pass"), values).status_code == 400
    assert not case.hand_overs.exists()


def test_a_hand_over_of_another_case_is_not_struck_out_here(desk, case_at, bruno, officer, passoffice):
    case = case_at("adhoc", State.APPROVED)
    other = event_registration(bruno, case.event, at=State.APPROVED, officer=officer)
    theirs = other.hand_overs.record(other, by=passoffice)

    assert strike_out(desk, case, "A slip.", of=theirs).status_code == 400
    assert other.hand_overs.standing().exists()


@pytest.mark.both_databases
@every_kind
def test_the_list_of_the_pass_office_says_whose_pass_is_handed_over_at_one_price(
    desk, officer, passoffice, press, kind, django_assert_max_num_queries
):
    meeting = event(by=press)

    def approved(name):
        person = cast.representative(name)
        if kind == "annual":
            return annual_request(person, at=State.APPROVED, officer=officer)
        return event_registration(person, meeting, at=State.APPROVED, officer=officer)

    waiting, collected = approved("ada"), approved("ben")
    made = collected.hand_overs.record(collected, by=passoffice)
    changelist = reverse(f"admin:{waiting._meta.app_label}_{waiting._meta.model_name}_changelist")
    for number in range(5):
        more = approved(f"more{number}")
        more.hand_overs.record(more, by=passoffice)

    with django_assert_max_num_queries(13):
        page = desk.get(changelist).content.decode()
    assert page.count("not handed over") == 1
    assert f"handed over {timezone.localtime(made.at, office.ZONE):%d/%m/%Y}" in page
    narrowed = {name: [case.pk for case in desk.get(f"{changelist}?pass={name}").context["cl"].result_list]
                for name in ("waiting", "handed_over", "today", "nonsense")}  # fmt: skip
    assert narrowed["waiting"] == [waiting.pk]
    assert len(narrowed["handed_over"]) == len(narrowed["today"]) == 6
    assert len(narrowed["nonsense"]) == 7


@every_kind
def test_officers_read_it_on_the_case_and_are_warned_before_and_after_they_revoke(
    client, case_at, officer, passoffice, kind
):
    case = case_at(kind, State.APPROVED)
    client.force_login(officer)
    before = " ".join(client.get(address(case)).content.decode().split())
    assert "Not handed over yet." in before
    made = case.hand_overs.record(case, by=passoffice)

    page = " ".join(client.get(address(case)).content.decode().split())
    take(type(case).objects.get(pk=case.pk), "revoke", officer)
    after = " ".join(client.get(address(case)).content.decode().split())
    story = client.get(address(case, "story")).content.decode()

    assert f"Handed over on {made.shown_at} by {passoffice.shown_name}" in page
    assert page.count(f"The pass was handed over on {made.shown_at} by {passoffice.shown_name}: it must be") == 2
    assert 'value="hand_over"' not in page
    assert 'value="strike_out"' not in page
    assert "called back" not in before
    assert "and the case is not approved any more: it must be called back." in after
    assert "<strong>Pass handed over</strong>" in story
    assert passoffice.shown_name in story


@pytest.mark.both_databases
@every_kind
def test_a_superuser_hands_over_on_the_page_of_the_officers(client, case_at, kind):
    case = case_at(kind, State.APPROVED)
    client.force_login(cast.account("root", is_staff=True, is_superuser=True))

    assert client.get(COUNTER, {"q": case.shown_reference}).url == address(case)
    assert 'value="hand_over"' in client.get(address(case)).content.decode()
    assert hand_over(client, case).url == COUNTER
    take(type(case).objects.get(pk=case.pk), "revoke", case.hand_overs.get().by)
    assert "not approved any more" in said(hand_over(client, case, seen=99))[-1]


def test_the_page_costs_the_same_however_often_a_pass_was_lost(
    desk, case_at, passoffice, django_assert_max_num_queries
):
    case = case_at("annual", State.APPROVED)
    with django_assert_max_num_queries(16):
        desk.get(address(case))
    for _ in range(4):
        made = case.hand_overs.record(case, by=passoffice)
        made.strike_out(by=passoffice, why="Lost.")

    with django_assert_max_num_queries(16):
        desk.get(address(case))
