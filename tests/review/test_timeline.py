"""The timeline says who acts next, since when and what is awaited; and shows each reader what is theirs (B3)."""

import pytest
from django.template import Context, Template

from accreditation_portal.review.states import State
from accreditation_portal.review.timeline import timeline_of
from tests.factories.adhoc import event_registration
from tests.factories.events import event


@pytest.fixture
def meeting(press):
    return event(by=press)


def rendered(tag, case, viewer):
    return Template("{% load review %}{% " + tag + " %}").render(Context({"case": case, "viewer": viewer}))


def test_b3_the_representative_reads_words_but_neither_note_nor_name_of_the_officer(anna, officer, meeting):
    officer.first_name, officer.last_name = "Olga", "Office"
    officer.save()
    case = event_registration(anna, meeting)
    case.deny(by=officer, note="Known to <b>lie</b>", words="The <i>answer</i> is no.")

    own, desk = rendered("timeline case viewer", case, anna), rendered("timeline case viewer", case, officer)

    assert "The &lt;i&gt;answer&lt;/i&gt; is no." in own
    assert "Known to" not in own
    assert "Olga" not in own
    assert "Known to &lt;b&gt;lie&lt;/b&gt;" in desk
    assert "Olga Office" in desk


def test_b3_a_timeline_costs_the_same_whatever_its_length(anna, officer, meeting, django_assert_max_num_queries):
    case = event_registration(anna, meeting)
    for _ in range(4):
        case.request_information(by=officer, items=["purpose"])
        case.complete(by=anna, answer="Here it is.")
    timeline_of(case, anna)  # how long answers take is counted once in ten minutes

    with django_assert_max_num_queries(3):  # the record, the passes, and how long answers take from the cache
        timeline_of(case, anna)
    with django_assert_max_num_queries(7):  # the officer's permissions and the notes too
        timeline_of(case, officer)


def test_the_badge_says_state_late_and_unanswered_in_words(anna, officer, meeting):
    case = event_registration(anna, meeting, at=State.INFORMATION_REQUESTED, officer=officer)
    case.late, case.reply_by = True, case.reply_by.replace(year=2020)

    badge = rendered("state_badge case", case, anna)

    assert all(word in badge for word in ("Information requested", "Late", "Unanswered"))
