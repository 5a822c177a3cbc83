"""All accreditations in force are extended to a day in one act: seen first, each told and recorded once (B15)."""

import html
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import State
from annual.admin import extension
from annual.models import AnnualRequest
from profiles.models import MediaRepresentative
from tests.factories import profiles as cast
from tests.factories.annual import annual_request, approve, original, today
from tests.pages.test_templates import INLINE

EXTEND = reverse("admin:annual_annualrequest_extend")
LIST = reverse("admin:annual_annualrequest_changelist")
SOON, LATER = timedelta(days=20), timedelta(days=60)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def held(user, officer, until=SOON):
    """An accreditation in force whose last day an officer has brought forward."""
    return approve(annual_request(user), officer, until=today() + until)


def words_of(response):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def send(client, act, **changes):
    values = {"until": str(today() + LATER), "note": "The post is on strike.", "words": "Wait,\r\nplease.", **changes}
    return client.post(EXTEND, {"act": act, **values})


def letters():
    return OutboxMail.objects.filter(notice="annual.extended")


def last_days(*cases):
    return [(AnnualRequest.objects.get(pk=case.pk).valid_until - today()) for case in cases]


def test_extension_is_shown_before_anything_is_done(desk, anna, stranger, bruno, officer):
    cases = [held(anna, officer), held(stranger, officer, timedelta(days=10)), held(bruno, officer, LATER)]

    page = send(desk, "preview")

    assert "2 accreditations in force end before" in words_of(page)
    assert [case.pk for case in page.context["shown"]] == [cases[1].pk, cases[0].pk]
    read = words_of(page)
    for fact in ("Anna Peeters", "John Doe", "The post is on strike.", "Wait, please.", "Extend 2 accreditations"):
        assert fact in read
    assert "Bruno Costa" not in read
    assert last_days(*cases) == [SOON, timedelta(days=10), LATER]
    assert not letters().exists()


def test_b8_each_is_extended_with_its_own_line_of_the_record_and_its_own_letter(desk, anna, stranger, officer):
    stranger.language = "fr"
    stranger.save()
    cases = [held(anna, officer), held(stranger, officer)]

    page = send(desk, "extend", number=2)

    assert "2 accreditations now hold until" in words_of(page)
    assert last_days(*cases) == [LATER, LATER]
    for case in cases:
        line = case.decisions.order_by("-pk").first()
        assert (line.step, line.by, line.note, line.words) == (
            "extend", officer, "The post is on strike.", "Wait,\nplease.",
        )  # fmt: skip
        assert line.changes == {"older": {"valid_until": (today() + SOON).isoformat()}}
        assert line.letter.recipient == case.representative.user
    mails = {mail.recipient: mail for mail in letters()}
    assert "extended" in mails[anna].subject
    assert "prolongée" in mails[stranger].subject
    for mail in mails.values():
        assert "Wait,\n" in mail.text
        assert "strike" not in mail.text


def test_extending_twice_extends_nobody_twice(desk, anna, officer):
    case = held(anna, officer)
    send(desk, "extend", number=1)

    again = send(desk, "extend", number=1)

    assert again.status_code == 409
    assert "from 1 to 0" in words_of(again)
    assert "There is nothing to extend" in words_of(again)
    assert 'value="extend"' not in again.content.decode()
    assert (letters().count(), case.decisions.filter(step="extend").count()) == (1, 1)


def test_nobody_who_was_not_counted_is_extended_unseen(desk, anna, stranger, officer):
    cases = [held(anna, officer)]
    assert send(desk, "preview").context["number"] == 1
    cases.append(held(stranger, officer))

    page = send(desk, "extend", number=1)

    assert page.status_code == 409
    assert "from 1 to 2" in words_of(page)
    assert page.context["form"]["number"].value() == 2
    assert last_days(*cases) == [SOON, SOON]
    send(desk, "extend", number=page.context["form"]["number"].value())
    assert last_days(*cases) == [LATER, LATER]


def test_only_what_is_in_force_today_is_extended(desk, anna, bruno, stranger, officer):
    revoked = held(anna, officer)
    revoked.revoke(by=officer, words="Left the newspaper.")
    over, waiting = held(bruno, officer), annual_request(stranger)
    to_come = held(cast.representative("eva"), officer)
    yesterday, tomorrow = today() - timedelta(days=1), today() + timedelta(days=1)
    AnnualRequest.objects.filter(pk=over.pk).update(valid_from=yesterday, valid_until=yesterday)
    AnnualRequest.objects.filter(pk=to_come.pk).update(valid_from=tomorrow)

    assert send(desk, "preview").context["number"] == 0
    assert "There is nothing to extend" in words_of(send(desk, "extend", number=0))

    assert not letters().exists()
    assert AnnualRequest.objects.get(pk=waiting.pk).state == State.SUBMITTED


def test_the_edges_last_day_today_and_last_day_as_asked(desk, anna, stranger, officer):
    ends_today, as_asked = held(anna, officer, timedelta(0)), held(stranger, officer, LATER)

    send(desk, "extend", number=1)

    assert last_days(ends_today, as_asked) == [LATER, LATER]
    assert letters().get().recipient == anna


@pytest.mark.both_databases
def test_b15_every_case_that_was_skipped_is_named_with_the_reason(desk, anna, stranger, officer, monkeypatch):
    cases = [held(anna, officer), held(stranger, officer)]
    listed = extension.extend_each

    def revoked_in_the_same_moment(queue, **arguments):
        found = list(queue)
        AnnualRequest.objects.get(pk=cases[0].pk).revoke(by=officer, words="Left the newspaper.")
        return listed(found, **arguments)

    monkeypatch.setattr(extension, "extend_each", revoked_in_the_same_moment)
    page = send(desk, "extend", number=2)

    read = words_of(page)
    assert "1 accreditation now holds until" in read
    assert f"Skipped {cases[0].shown_reference} Anna Peeters: officer took the step “Revoke”" in read
    assert "left" not in read
    assert last_days(cases[1]) == [LATER]
    assert letters().get().recipient == stranger


def test_b15_a_refusal_of_one_stops_none_of_the_others(anna, stranger, officer):
    mine, theirs = held(anna, officer), held(stranger, officer, LATER)

    outcome = extension.extend_each([theirs, mine], by=officer, until=today() + LATER, note="Post.", words="")

    assert outcome.extended == 1
    assert outcome.skipped == [(theirs, "The accreditation holds to that day already.")]
    nobody = extension.extend_each([mine], by=stranger, until=today() + 2 * LATER, note="Post.", words="")
    assert (nobody.extended, len(nobody.skipped)) == (0, 1)
    with pytest.raises(PermissionDenied):
        mine.extend(by=stranger, until=today() + 2 * LATER, note="Post.")


def test_an_officers_own_is_left_out_and_named(client, anna, officer, officer2):
    MediaRepresentative.objects.create(user=officer, family_name="Officer", latin_family_name="OFFICER")
    values = {field.attname: getattr(anna.representative, field.attname) for field in MediaRepresentative._meta.fields}
    for name in ("id", "user_id", "search_key"):
        values.pop(name)
    MediaRepresentative.objects.filter(user=officer).update(**values)
    officer.refresh_from_db()
    own, other = held(officer, officer2), held(anna, officer2)
    client.force_login(officer)

    for page in (send(client, "preview"), send(client, "extend", number=1)):
        assert f"Your own, {own.shown_reference}" in words_of(page)

    assert last_days(own, other) == [SOON, LATER]


def test_more_than_a_page_can_do_is_gone_on_with(desk, officer, monkeypatch):
    cases = [held(cast.representative(f"many{number}"), officer) for number in range(3)]
    monkeypatch.setattr(extension, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(extension, "MOST_SHOWN", 1)

    assert "The first 1 of 3." in words_of(send(desk, "preview"))
    first = send(desk, "extend", number=3)
    assert "2 accreditations now hold" in words_of(first)
    assert "1 more is left" in words_of(first)
    second = send(desk, "extend", number=first.context["form"]["number"].value())

    assert "left" not in words_of(second)
    assert last_days(*cases) == [LATER] * 3
    assert letters().count() == 3


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"until": ""}, "until", "This field is required."),
        ({"until": 0}, "until", "Name a day to come."),
        ({"until": 367}, "until", "more than a year away"),
        ({"note": "  "}, "note", "Say why they are extended; the reason is recorded."),
        ({"words": "Wait \u202eplease"}, "words", "invisible mark"),
    ],
)
def test_what_is_not_filled_in_is_refused_and_everything_typed_stays(desk, anna, officer, changes, field, sentence):
    case = held(anna, officer)
    if isinstance(days := changes.get("until"), int):
        changes = {"until": str(today() + timedelta(days=days))}

    for act in ("preview", "extend"):
        page = send(desk, act, number=1, **{"note": "Typed <b>before</b>.", **changes})
        assert any(sentence in error for error in page.context["form"].errors[field])
        assert sentence in words_of(page)
        assert "Typed &lt;b&gt;before&lt;/b&gt;." in page.content.decode() or field == "note"

    assert last_days(case) == [SOON]


def test_what_was_previewed_can_be_changed_before_it_is_done(desk, anna, officer):
    held(anna, officer)
    preview = send(desk, "preview").content.decode()

    page = send(desk, "change", number=1)

    assert 'type="hidden" name="note" value="The post is on strike."' in preview
    assert 'name="until" value="' + str(today() + LATER) in page.content.decode()
    assert "The post is on strike.</textarea>" in page.content.decode()
    assert not letters().exists()


@pytest.mark.parametrize("who", ["press", "passoffice", "anna"])
def test_nobody_but_officers_extends(client, anna, stranger, officer, who, request):
    case = held(stranger, officer)
    client.force_login(request.getfixturevalue(who))

    assert client.get(EXTEND).status_code in (302, 403)
    assert send(client, "extend", number=1).status_code in (302, 403)

    assert last_days(case) == [SOON]
    if who == "passoffice":
        assert EXTEND not in client.get(LIST).content.decode()


def test_s16_the_list_leads_there_and_who_reads_only_does_not(desk, anna, officer):
    assert EXTEND in desk.get(LIST).content.decode()
    reader = cast.account("reader", is_staff=True)
    reader.user_permissions.add(reader.user_permissions.model.objects.get(codename="view_annualrequest"))
    desk.force_login(reader)

    assert EXTEND not in desk.get(LIST).content.decode()
    assert desk.get(EXTEND).status_code == 403


def test_the_preview_costs_the_same_however_many_there_are(desk, officer, django_assert_max_num_queries):
    for number in range(4):
        original(annual_request(cast.representative(f"waiting{number}")), officer)
        held(cast.representative(f"many{number}"), officer)
    desk.get(EXTEND)

    with django_assert_max_num_queries(8):
        send(desk, "preview")


@pytest.mark.both_databases
def test_the_pages_hold_to_a_strict_content_policy(desk, anna, officer):
    held(anna, officer)

    for response in (desk.get(EXTEND), send(desk, "preview"), send(desk, "extend", number=1)):
        assert not INLINE.search(response.content.decode())
