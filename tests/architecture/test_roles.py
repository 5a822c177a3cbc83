"""Who may do what: the groups hold exactly the design's table, and every address of the admin keeps to it."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from accreditation_portal.review.states import State
from accreditation_portal.roles import ROLES, make_roles
from profiles.models import User
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event
from tests.factories.verification import accepted, batch_of

OFFICER, PRESS, PASS_OFFICE = "Accreditation officers", "Press officers", "Pass Office"
SECURITY = "Security verification"


@pytest.fixture
def superuser(db):
    return cast.account("root", is_staff=True, is_superuser=True)


@pytest.fixture
def everybody(anna, officer, press, passoffice, superuser):
    return {"anna": anna, "officer": officer, "press": press, "passoffice": passoffice, "superuser": superuser,
            "verifier": cast.staff("verifier", SECURITY)}  # fmt: skip


def test_the_groups_hold_exactly_what_is_declared_however_often_they_are_made(db):
    make_roles(None, "default")

    for name, wanted in ROLES.items():
        held = Group.objects.get(name=name).permissions.select_related("content_type")
        assert {f"{p.content_type.app_label}.{p.codename}" for p in held} == set(wanted)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("adhoc.decide_eventregistration", {OFFICER}),
        ("review.view_export", {OFFICER}),
        ("review.change_reason", {OFFICER}),
        ("notifications.change_wording", {OFFICER}),
        ("personal_data.decide_erasurerequest", {OFFICER}),
        ("worker.view_forgotten", {OFFICER}),
        ("annual.decide_annualrequest", {OFFICER}),
        ("notifications.view_outboxmail", {OFFICER}),
        ("notifications.send_again_outboxmail", {OFFICER}),
        ("notifications.clear_failingaddress", {OFFICER}),
        ("annual.view_attestation", {OFFICER}),
        ("annual.add_attestation", {OFFICER}),
        ("adhoc.view_eventregistration", {OFFICER}),
        ("adhoc.add_lateadmission", {OFFICER}),
        ("adhoc.view_approved_eventregistration", {PASS_OFFICE}),
        ("adhoc.verify_security", {SECURITY}),
        ("annual.view_approved_annualrequest", {PASS_OFFICE}),
        ("adhoc.hand_over_pass", {PASS_OFFICE}),
        ("annual.hand_over_pass", {PASS_OFFICE}),
        ("events.view_event", {OFFICER, PRESS}),
        ("events.change_event", {PRESS}),
        ("events.publish_event", {PRESS}),
        ("profiles.change_issuingbody", {OFFICER}),
        ("profiles.change_mediaorganisation", {OFFICER}),
    ],
)
def test_an_act_belongs_to_the_roles_of_the_design(permission, roles):
    assert {name for name, wanted in ROLES.items() if permission in wanted} == roles


def test_no_role_writes_a_case_a_record_a_person_or_an_account():
    kept = ("eventregistration", "registrationdecision", "annualrequest", "annualdecision", "mediarepresentative",
            "user", "group", "outboxmail", "failingaddress", "document", "attachment", "presscard", "mediastatusline",
            "verificationbatch", "verificationfile", "verificationentry", "verificationresult")  # fmt: skip
    written = [
        permission
        for wanted in ROLES.values()
        for permission in wanted
        if permission.split(".")[1] in [f"{act}_{name}" for act in ("add", "change", "delete") for name in kept]
    ]

    assert written == []


def test_decisions_letters_and_documents_have_no_page_in_the_admin():
    hidden = ("adhoc.RegistrationDecision", "annual.AnnualDecision", "documents.Document")

    assert [name for name in hidden if apps.get_model(name) in admin.site._registry] == []


LISTS = {
    "officer": {"eventregistration", "lateadmission", "annualrequest", "attestation", "event", "mediarepresentative",
                "issuingbody", "mediaorganisation", "export", "reason", "wording", "erasurerequest", "forgotten",
                "outboxmail", "failingaddress"},
    "press": {"event"},
    "passoffice": {"eventregistration", "annualrequest"},
    "verifier": {"verificationbatch"},
}  # fmt: skip


def test_the_start_page_lists_for_each_role_its_own_and_nothing_else(client, everybody):
    for role, wanted in LISTS.items():
        client.force_login(everybody[role])
        listed = {
            model["model"]._meta.model_name
            for app in client.get(reverse("admin:index")).context["app_list"]
            for model in app["models"]
        }
        registered = {model._meta.model_name for model in admin.site._registry}
        assert listed - {"mediaadvisory", "presscard"} == wanted & registered, role


def addresses():
    """Every list and every form for a new row in the admin."""
    for model in admin.site._registry:
        for page in ("changelist", "add"):
            yield model, page, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def test_every_list_and_form_of_the_admin_opens_for_exactly_its_roles(client, everybody):
    for name, user in everybody.items():
        client.force_login(user)
        for model, page, address in addresses():
            response = client.get(address)
            if name == "anna":
                assert response.status_code in (302, 403), address
                continue
            desk, request = admin.site._registry[model], response.wsgi_request
            may = desk.has_add_permission(request) if page == "add" else desk.has_view_or_change_permission(request)
            assert response.status_code == (200 if may else 403), (name, address)
            if name != "superuser" and model._meta.app_label in ("auth", "account", "sites"):
                assert response.status_code == 403, (name, address)


def test_accounts_of_staff_are_a_superusers_alone(client, everybody):
    assert not any(permission.startswith(("profiles.add_user", "profiles.change_user", "auth."))
                   for wanted in ROLES.values() for permission in wanted)  # fmt: skip
    assert not everybody["officer"].has_perm("profiles.view_user")
    assert everybody["superuser"].has_perm("profiles.change_user")


@pytest.mark.both_databases
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_every_page_of_a_case_opens_for_exactly_its_roles(client, everybody, bruno, stranger, officer, press, page):
    meeting = event(by=press)
    cases = {
        "waiting": (event_registration(bruno, meeting), annual_request(bruno)),
        "approved": (
            event_registration(stranger, meeting, at=State.APPROVED, officer=officer),
            annual_request(stranger, at=State.APPROVED, officer=officer),
        ),
    }
    opens = {"change": 200, "delete": 403, "history": 302}[page]
    readers = {("officer", "waiting"), ("officer", "approved"), ("superuser", "waiting"), ("superuser", "approved"),
               ("passoffice", "approved")}  # fmt: skip

    for name, user in everybody.items():
        client.force_login(user)
        for kind, rows in cases.items():
            for case in rows:
                meta = case._meta
                address = reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=[case.pk])
                status = client.get(address).status_code
                if (name, kind) in readers:
                    assert status == opens, (name, address)
                elif page != "history":  # the redirect tells nothing: the case's own page answers
                    assert status in (302, 403, 404), (name, address)
                    assert client.post(address, {"step": "approve", "post": "yes"}).status_code in (302, 403, 404)
    assert {case.state for rows in cases.values() for case in rows} == {State.SUBMITTED, State.APPROVED}


@pytest.mark.both_databases
def test_the_counter_opens_for_those_who_hand_over_passes(client, everybody):
    opens = {"passoffice": 200, "superuser": 200, "officer": 403, "press": 403, "verifier": 403, "anna": 302}
    for name, user in everybody.items():
        client.force_login(user)
        assert client.get(reverse("admin:passes")).status_code == opens[name], name
        assert client.get(reverse("admin:passes"), {"q": "anna"}).status_code == opens[name], name
        start = client.get(reverse("admin:index"), follow=True).content.decode()
        assert (reverse("admin:passes") in start) is (opens[name] == 200), name


@pytest.mark.both_databases
def test_a_hand_over_is_recorded_and_struck_out_by_exactly_its_roles(client, everybody, stranger, officer, press):
    cases = (
        event_registration(stranger, event(by=press), at=State.APPROVED, officer=officer),
        annual_request(stranger, at=State.APPROVED, officer=officer),
    )
    for name, user in everybody.items():
        may = name in ("passoffice", "superuser")
        client.force_login(user)
        for case in cases:
            meta = case._meta
            address = reverse(f"admin:{meta.app_label}_{meta.model_name}_pass", args=[case.pk])
            assert client.get(address).status_code == (302 if may or name == "anna" else 403), name
            for values in ({"act": "hand_over", "seen": case.latest_hand_over_id}, {"act": "strike_out", "why": "x"}):
                standing = case.hand_overs.standing().first()
                response = client.post(address, {"hand_over": standing.pk if standing else 1, **values})
                assert response.status_code == (302 if may or name == "anna" else 403), name
                case = type(case).objects.get(pk=case.pk)
    for case in cases:
        recorded = [(each.by.username, each.struck_by.username) for each in case.hand_overs.order_by("pk")]
        assert recorded == [("passoffice", "passoffice"), ("root", "root")]


def test_every_page_of_a_batch_opens_for_who_verifies_and_the_media_status_for_officers(client, everybody, bruno):
    meeting = event("checked", by=everybody["press"], authorities_check_media=True)
    case = accepted(bruno, meeting, everybody["officer"])
    batch = batch_of(meeting, everybody["verifier"])
    pages = [
        reverse("admin:adhoc_verificationbatch_event", args=[meeting.pk]),
        reverse("admin:adhoc_verificationbatch_results", args=[meeting.pk]),
        reverse("admin:adhoc_verificationbatch_change", args=[batch.pk]),
        reverse("admin:adhoc_verificationbatch_download", args=[batch.pk]),
    ]
    closed = reverse("admin:adhoc_verificationbatch_delete", args=[batch.pk])
    status = reverse("admin:adhoc_eventregistration_media_status", args=[case.pk])

    for name, user in everybody.items():
        client.force_login(user)
        for page in pages:
            opens = name in ("verifier", "superuser")
            assert (client.get(page).status_code == 200) is opens, (name, page)
            if not opens:
                assert client.post(page, {"seen": "", "lines": ""}).status_code in (302, 403), (name, page)
        assert client.get(closed).status_code in (302, 403), name
        answer = client.post(status, {"act": "take_back", "reason": "Mine.", "seen": case.latest_decision_id})
        assert (answer.status_code == 302 and "media-status" not in answer.url and "login" not in answer.url) is (
            name in ("officer", "superuser")
        ), name
    case.refresh_from_db()
    assert case.media_status_accepted_by == everybody["officer"]
    assert batch.downloads.count() == 2


def test_the_start_page_tells_each_role_what_waits(client, everybody, bruno, stranger, officer, press):
    meeting = event("summit-of-all", by=press)
    event_registration(bruno, meeting)
    event_registration(stranger, meeting, at=State.APPROVED, officer=officer)
    cases = reverse("admin:adhoc_eventregistration_changelist")

    pages = {}
    for name, user in everybody.items():
        client.force_login(user)
        pages[name] = client.get(reverse("admin:index"), follow=True).content.decode()

    assert "Awaiting review" in pages["officer"]
    assert f"{cases}?event={meeting.pk}&amp;state=submitted" in pages["officer"]
    assert "Awaiting review" not in pages["press"]
    assert "Summit of all" in pages["press"]
    assert cases not in pages["press"]
    assert f"{cases}?event={meeting.pk}" in pages["passoffice"]
    assert "state=" not in pages["passoffice"]


@pytest.mark.both_databases
def test_every_number_of_the_start_page_is_the_length_of_its_list(client, everybody, bruno, stranger, press):
    officer, meeting = everybody["officer"], event(by=press)
    event_registration(bruno, meeting)
    event_registration(stranger, meeting, at=State.INFORMATION_REQUESTED, officer=officer)
    for name in ("officer", "passoffice"):
        client.force_login(everybody[name])
        panels = client.get(reverse("admin:index")).context["panels"]
        numbers = [line.number for panel in panels for line in panel.lines]
        numbers += [number for panel in panels for row in panel.rows for number in row.numbers]
        assert numbers
        for number in numbers:
            assert client.get(number.url).context["cl"].result_count == number.count, number.url


def test_the_start_page_costs_the_same_however_much_waits(client, officer, anna, press, django_assert_max_num_queries):
    client.force_login(officer)
    for number in range(4):
        event_registration(anna, event(f"meeting-{number}", by=press))

    with django_assert_max_num_queries(42):  # the numbers of the charts are counted and kept
        client.get(reverse("admin:index"))
    with django_assert_max_num_queries(27):
        client.get(reverse("admin:index"))


def test_staff_log_in_where_everybody_does_and_come_back_to_the_page_they_wanted(client, officer):
    wanted = reverse("admin:adhoc_eventregistration_changelist")

    asked = client.get(wanted, follow=True)
    client.force_login(officer)
    back = client.get(reverse("admin:login"), {"next": wanted})

    assert asked.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert back.url == wanted
    assert client.get(reverse("admin:login"), {"next": "https://evil.example/"}).url == reverse("admin:index")


def test_a_representative_is_refused_by_the_admin_without_a_loop(client, anna):
    client.force_login(anna)

    response = client.get(reverse("admin:index"), follow=True)

    assert response.status_code == 403
    assert len(response.redirect_chain) <= 1


def test_an_account_is_no_staff_by_being_in_a_group(client, anna):
    anna.groups.add(Group.objects.get(name=OFFICER))
    client.force_login(User.objects.get(pk=anna.pk))

    assert client.get(reverse("admin:adhoc_eventregistration_changelist"), follow=True).status_code == 403
