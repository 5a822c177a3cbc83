"""What a page says to everybody alike is drawn once for each language, and holds nobody."""

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.urls import reverse
from django.utils import translation

from accreditation_portal import office

SENTENCE = """{% load i18n %}{% same_for_all %}{% translate "Events" %}, {{ office.WEBSITE }}{% endsame_for_all %}"""


def template(source):
    return engines["django"].from_string(source)


def test_it_is_drawn_once_in_each_language(monkeypatch, rf):
    drawn, request = template(SENTENCE), rf.get("/")
    request.user = AnonymousUser()
    monkeypatch.setattr(office, "WEBSITE", "https://first.example/")
    assert drawn.render(request=request) == "Events, https://first.example/"

    monkeypatch.setattr(office, "WEBSITE", "https://second.example/")

    assert drawn.render(request=request) == "Events, https://first.example/"
    with translation.override("fr"):
        assert drawn.render(request=request) == "Événements, https://second.example/"


def test_nothing_of_the_request_or_of_a_person_is_in_reach(rf, anna):
    named = "{{ user.username }}{{ request.path }}{% csrf_token %}{{ made_for }}{{ word }}"
    inside = template("{% load i18n %}{% same_for_all %}[" + named + "]{% endsame_for_all %}" + named)
    request = rf.get("/somewhere/")
    request.user = anna

    page = inside.render({"word": "given"}, request)

    assert page.startswith("[]anna/somewhere/")
    assert page.endswith("given")


def test_b9_whoever_comes_next_finds_the_menu_of_their_own(client, anna, bruno, officer):
    menus = {}
    for user in (anna, bruno, officer, None):
        client.logout()
        if user:
            client.force_login(user)
        menus[user and user.username] = client.get(reverse("pages:procedures")).text

    names = ("anna", "bruno", "officer")
    shown = {who: [name for name in names if f'<p class="meta">{name}</p>' in page] for who, page in menus.items()}
    assert shown == {"anna": ["anna"], "bruno": ["bruno"], "officer": ["officer"], None: []}
    desk, profile, sign_up = (reverse(name) for name in ("admin:index", "profiles:profile", "account_signup"))
    assert [who for who, page in menus.items() if f'href="{desk}"' in page] == ["officer"]
    assert [who for who, page in menus.items() if f'href="{profile}"' in page] == ["anna", "bruno"]
    assert [who for who, page in menus.items() if f'href="{sign_up}"' in page] == [None]
