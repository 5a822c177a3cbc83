"""No walk, whoever takes which step in whatever order, leads out of the table of the design."""

from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review.states import Ground, Item, State
from accreditation_portal.review.steps import StepRefused
from adhoc.models import EventRegistration
from annual.models import AnnualRequest, Attestation
from annual.models.drafts import draft_of
from profiles.models import MediaOrganisation, MediaRepresentative
from tests.factories.annual import all_met, original, today
from tests.review.acts import KINDS, TABLE, TABLES

ACTORS = ("representative", "officer", "stranger", "press officer", "Pass Office")
STATES = {"draft", *(target for _who, _sources, target in TABLE.values())}
# How often an open step is drawn beside the others: nothing follows a withdrawal, and much an approval.
OFTEN = {"approve": 10, "withdraw": 1, "replace": 1}
# Taken by the approval of another request alone, so never on a walk of one.
NOT_BY_ITSELF = {"replace"}
OFFICERS_DECISION = {"approved", "denied", "revoked"}

# What each step is taken with: what suffices, and what does not.
DETAILS = {
    "request_information": [
        lambda case: {"items": [Item.PHOTO, Item.ORGANISATION], "words": "The photo is blurred."},
        lambda case: {"items": []},
    ],
    "close": [lambda case: {"ground": Ground.ELSEWHERE}, lambda case: {"ground": ""}],
    "reopen": [lambda case: {"note": "The editor called."}, lambda case: {"note": "  "}],
    "extend": [
        lambda case: {"note": "The post is late.", "until": (case.valid_until or today()) + timedelta(days=30)},
        lambda case: {"note": "The post is late.", "until": today()},
        lambda case: {"note": "", "until": (case.valid_until or today()) + timedelta(days=30)},
    ],
}
DETAILS_OF_AN_ANNUAL_APPROVAL = [
    lambda case: {"judged": all_met(case)},
    lambda case: {"judged": {}},
    lambda case: {"judged": all_met(case), "until": today() - timedelta(days=1)},
]
NOTHING = [lambda case: {}]


# --- What happens between two steps -----------------------------------------------------------------------------------


def the_original_arrives(case, officer):
    original(case, officer)


def its_arrival_was_a_mistake(case, officer):
    for arrival in Attestation.objects.standing().filter(case=case):
        arrival.strike_out(by=officer, why="It was another person's.")


def the_organisation_is_not_bona_fide(case, officer):
    judge_every_organisation(MediaOrganisation.Standing.NOT_BONA_FIDE, officer)


def the_organisation_is_bona_fide(case, officer):
    judge_every_organisation(MediaOrganisation.Standing.BONA_FIDE, officer)


def the_name_changes(case, officer):
    profile = MediaRepresentative.objects.get(pk=case.representative_id)
    profile.family_name, profile.identity_changed_at = profile.family_name + "s", timezone.now()
    profile.save()


def another_request_is_begun(case, officer):
    draft_of(case.representative, timezone.now())


def another_registration_is_begun(case, officer):
    EventRegistration.objects.draft_of(case.representative, case.event)


def judge_every_organisation(standing, officer):
    MediaOrganisation.objects.update(standing=standing, standing_by=officer, standing_at=timezone.now())


OF_BOTH = [the_organisation_is_not_bona_fide, the_organisation_is_bona_fide, the_name_changes]
MEANWHILE = {
    "annual": [*OF_BOTH, the_original_arrives, its_arrival_was_a_mistake, another_request_is_begun],
    "adhoc": [*OF_BOTH, another_registration_is_begun],
}


# --- The walk ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def people(anna, stranger, officer, press, passoffice):
    return {
        "representative": anna,
        "officer": officer,
        "stranger": stranger,
        "press officer": press,
        "Pass Office": passoffice,
    }


@contextmanager
def undone():
    """Whatever happens inside has not happened afterwards: each walk starts from the same draft."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ways_to_take(kind, step):
    """How a step is taken: first what suffices."""
    return DETAILS_OF_AN_ANNUAL_APPROVAL if (kind, step) == ("annual", "approve") else DETAILS.get(step, NOTHING)


@cache
def moves(kind, state):
    """What can be tried: by whom, which step, taken how, from a page that shows the last decision or an older one."""
    by_its_people = [(actor, step) for step, (who, *_) in TABLES[kind].items() for actor in sorted(who)]
    opened = [move for move in by_its_people for _ in range(OFTEN.get(move[1], 4)) if state in TABLES[kind][move[1]][1]]
    by_others = [(actor, step) for _, step in opened for actor in ACTORS if actor not in TABLES[kind][step][0]]

    def well(tried):
        return [(actor, step, ways_to_take(kind, step)[0], True) for actor, step in tried]

    badly = [(actor, step, way, True) for actor, step in opened for way in ways_to_take(kind, step)[1:]]
    too_late = [(actor, step, ways_to_take(kind, step)[0], False) for actor, step in opened]
    kinds = [well(opened), well(by_its_people), well(by_others), badly + too_late, MEANWHILE[kind]]
    return [found or well(by_its_people) for found in kinds]


def move_of(number, kind, state):
    """The move that a number stands for: every other time one that the table opens, and taken well."""
    chance = Random(number)
    (found,) = chance.choices(moves(kind, state), weights=[8, 3, 3, 2, 1])
    return chance.choice(found)


def everything(case):
    """All that a step may touch: the row, its record, what belongs to it, every letter, and the other cases."""
    belongings = [case.attachments] + ([case.articles, case.attestations] if isinstance(case, AnnualRequest) else [])
    return {
        "row": type(case).objects.filter(pk=case.pk).values().get(),
        "record": list(case.decisions.order_by("pk").values_list("step", "before", "after", "by", "acting_as")),
        "belongings": [list(rows.order_by("pk").values()) for rows in belongings],
        "letters": OutboxMail.objects.count(),
        "others": list(type(case).objects.exclude(pk=case.pk).order_by("pk").values("pk", "state")),
    }


def keeps_to_the_table(row, record, table, people):
    """State, decision and every line of the record are of the table, and the lines follow one upon the other."""
    assert row["state"] in STATES

    for step, before, after, by, acting_as in record:
        who, sources, target = table[step]
        assert (acting_as in who, before in sources, after) == (True, True, target)
        assert by == people[acting_as].pk
    states = ["draft", *(after for _step, _before, after, *_who in record)]
    assert states == [*(before for _step, before, *_rest in record), row["state"]]

    is_decided = row["state"] in OFFICERS_DECISION
    assert row["decided_by_id"] == (people["officer"].pk if is_decided else None)
    assert (row["decided_at"] is not None) == is_decided


def is_taken(case, step, by, before, **details):
    """Try a step. One that is refused leaves nothing behind; one that is taken one line of the record, one letter."""
    try:
        getattr(case, step)(by=by, **details)
    except (PermissionDenied, StepRefused):
        assert everything(case) == before
        return False
    after = everything(case)
    assert (after["record"][:-1], after["record"][-1][0]) == (before["record"], step)
    assert (after["letters"], after["others"]) == (before["letters"] + 1, before["others"])
    return True


@pytest.mark.takes_long
@pytest.mark.one_database
@pytest.mark.parametrize("kind", KINDS)
def test_b8_no_walk_leads_out_of_the_table(case_at, people, kind):
    draft = case_at(kind, State.DRAFT)
    taken, refused, reached = set(), set(), set()
    if kind == "annual":
        the_original_arrives(draft, people["officer"])

    # Not shrunk: that would take minutes, and a walk is short enough to be read as it is.
    @settings(derandomize=True, max_examples=40, deadline=None, phases=[Phase.generate])
    @given(st.lists(st.integers(0, 99_999), min_size=15, max_size=25, unique=True))
    def walk(numbers):
        with undone():
            known = everything(draft)
            for number in numbers:
                case = type(draft).objects.get(pk=draft.pk)
                move = move_of(number, kind, case.state)
                if callable(move):
                    note(f"{case.state}: {move.__name__}")
                    with suppress(StepRefused):  # no attestation is awaited for a request that is settled
                        move(case, people["officer"])
                    known = everything(case)
                    continue
                actor, step, way, is_up_to_date = move
                details = {"seen": case.latest_decision_id - (not is_up_to_date), **way(case)}
                note(f"{case.state}: {actor} tries to {step} with {details}")

                if is_taken(case, step, people[actor], known, **details):
                    assert is_up_to_date
                    known = everything(case)
                    keeps_to_the_table(known["row"], known["record"], TABLES[kind], people)
                    taken.add(step)
                    reached.add(case.state)
                else:
                    refused.add(step)

    walk()

    # Else the walks were too short to say anything.
    assert taken == TABLES[kind].keys() - NOT_BY_ITSELF
    assert refused == TABLES[kind].keys()
    assert reached == STATES - {"draft"}
