"""Pages of media representatives: profile, account, annual accreditation, events, registrations."""

from collections.abc import Iterator

from tests.trust import scene
from tests.trust.scene import ASKED, HOLDER, LEAVING, NEW, PROTECTED, WHOLE
from tests.trust.states.acts import SEND, in_the_studio, opened, press, sent, then, unticked, without_the_studio
from tests.trust.states.state import State
from tests.trust.states.visitors import EVENTS

PEOPLE = ("anna", "bruno", "chloe", "david", "eva", "greta", "henri", "ines", "jonas", ASKED, HOLDER)
PARTS = ("identity", "document", "residence", "work")


def applicants() -> Iterator[State]:
    yield from PROFILE
    yield from ACCOUNT
    for who in ("anna", "chloe", "david", "eva"):
        yield State("pages:home", who)
    for who in PEOPLE:
        yield State("profiles:profile", who)
        yield State("annual:overview", who)
        yield State("adhoc:attendance", who)
    for who in ("anna", "chloe", "david", "eva", ASKED):
        yield State("adhoc:calendar", who)
        yield from (State("adhoc:event", who, (slug,)) for slug in EVENTS)
    yield from ANNUAL
    yield from EVENT


PROFILE = [
    *(State(f"profiles:{part}", who) for part in PARTS for who in ("david", "eva")),
    State("profiles:identity", NEW, act=sent(
        family_name="Đorđević", given_names="Nina", birth_date="1988-02-29", birth_place="Niš", nationality="RS",
    ), said="in Latin letters"),
    State("profiles:identity", "eva", act=opened, said="unfolded"),
    State("profiles:identity", NEW, act=sent(birth_date="3000-01-01", family_name="李"), said="with mistakes"),
    State("profiles:document", NEW, act=sent(document_valid_until="2001-01-01", document_number="?"),
          said="with mistakes"),
    State("profiles:residence", NEW, act=sent(
        residence_country="BE", phone="1", belgian_residence="id_card",
    ), said="with mistakes"),
    State("profiles:work", NEW, act=sent(role="other", employment="freelance", further_1__name="A"),
          said="with mistakes"),
    *(State("profiles:press_card", who) for who in ("david", "eva", WHOLE)),
    State("profiles:press_card", NEW, act=sent(body__name="Union", valid_until="never", scan="wrong"),
          said="with mistakes"),
    *(State("profiles:photo", who) for who in ("david", "eva")),
    State("profiles:photo", NEW, act=sent("main form:has([name=photo]) button[type=submit]", photo="wrong"),
          said="refused"),
    State("profiles:photo", NEW, act=in_the_studio, said="in the studio"),
    State("profiles:photo", NEW, act=without_the_studio, said="prepared"),
    State("profiles:prepare_photo", "david"),
    State("profiles:prepare_photo", NEW, said="with a picture"),
    State("personal_data:data", "eva"),
    State("personal_data:data", LEAVING, said="erasure is asked for"),
    State("personal_data:erasure", "eva"),
    State("personal_data:erasure", "eva", act=sent(), said="sent empty"),
    State("events:following", "david"),
    State("events:following", ASKED),
]  # fmt: skip

ACCOUNT = [
    State("account_email", "eva"),
    State("account_email", "eva", act=sent(email="no address"), said="with a mistake"),
    State("account_change_password", "eva"),
    State("account_change_password", "eva", act=sent(oldpassword="1", password1="2", password2="3"),
          said="with mistakes"),
    State("account_reauthenticate", "eva"),
    State("account_reauthenticate", "eva", act=sent(password="wrong"), said="refused"),
    State("account_logout", "eva"),
    State("usersessions_list", "eva"),
    State("pages:unsent", "eva", scene.unsent),
    State("mfa_index", "eva"),
    State("mfa_index", PROTECTED),
    State("mfa_reauthenticate", PROTECTED),
    State("mfa_reauthenticate", PROTECTED, act=sent(code="000000"), said="refused"),
    State("mfa_reauthenticate_webauthn", PROTECTED),
    State("mfa_activate_totp", "eva"),
    State("mfa_activate_totp", "eva", act=sent(code="000000"), said="refused"),
    State("mfa_deactivate_totp", PROTECTED),
    State("mfa_view_recovery_codes", PROTECTED),
    State("mfa_generate_recovery_codes", PROTECTED),
    State("mfa_list_webauthn", "eva"),
    State("mfa_list_webauthn", PROTECTED),
    State("mfa_add_webauthn", "eva"),
    State("mfa_edit_webauthn", PROTECTED, scene.passkey),
    State("mfa_edit_webauthn", PROTECTED, scene.passkey, act=sent(name=""), said="sent empty"),
    State("mfa_remove_webauthn", PROTECTED, scene.passkey),
]  # fmt: skip

ON = "main button[name=continue]:not([tabindex='-1'])"
ANNUAL = [
    *(State("annual:apply", who) for who in ("anna", "chloe", "david", "greta", HOLDER)),
    *(State("annual:part", "chloe", (part,))
      for part in ("path", "publication", "track-record", "articles", "attestation")),
    State("annual:part", "chloe", ("articles",), act=sent(
        ON, article__0__title="", article__0__url="no address", article__0__published_on="2001-01-01",
        article_copy="wrong",
    ), said="with mistakes"),
    State("annual:part", "chloe", ("publication",), act=sent(ON, website="no address"), said="with a mistake"),
    State("annual:part", "chloe", ("path",), act=sent(ON, belgian__number="", belgian__valid_until="2001-01-01"),
          said="with mistakes"),
    State("annual:part", "chloe", ("attestation",), act=sent(ON, attestation_copy="wrong"), said="with a mistake"),
    State("annual:check", "chloe"),
    State("annual:apply", WHOLE, act=then(sent(SEND), lambda page: page.wait_for_load_state()), said="begun"),
    State("annual:part", WHOLE, ("path",), act=sent(ON, path="press_card"), said="begun, on path B"),
    State("annual:part", WHOLE, ("publication",), act=sent(ON), said="sent empty"),
    State("annual:check", WHOLE),
    *(State("annual:request", who, lambda who=who: scene.annual(who).shown_reference)
      for who in ("anna", "bruno", "chloe", "greta", "henri", "ines", "jonas", ASKED, HOLDER)),
    *(State("annual:withdraw", who, lambda who=who: scene.annual(who).shown_reference)
      for who in ("anna", "bruno")),
    State("annual:complete", ASKED, lambda: scene.annual(ASKED).shown_reference),
    State("annual:complete", ASKED, lambda: scene.annual(ASKED).shown_reference, act=sent(), said="sent empty"),
]  # fmt: skip

CHECK = "main [name=check]:not([tabindex='-1'], [type=hidden])"


def _registration(who: str, slug: str):
    return lambda: scene.registration(who, slug).shown_reference


HAS = [("eva", "madrid-summit"), ("eva", "washington-summit"), ("bruno", "madrid-summit"),
       ("bruno", "leaders-meeting-london"), ("anna", "madrid-summit"), ("anna", "washington-summit"),
       ("chloe", "madrid-summit"), ("chloe", "brussels-summit"), ("ines", "washington-summit"),
       ("jonas", "washington-summit"), (ASKED, "madrid-summit"), (ASKED, "brussels-summit")]  # fmt: skip
EVENT = [
    *(State("adhoc:register", who, (slug,)) for who, slug in (
        ("david", "madrid-summit"), ("eva", "brussels-summit"), ("anna", "washington-summit"),
        ("anna", "foreign-ministers-meeting"), ("anna", "leaders-meeting-london"), ("chloe", "brussels-summit"),
        ("chloe", "madrid-summit"), ("eva", "pre-ministerial-press-conference"),
    )),
    State("adhoc:register", "jonas", ("brussels-summit",), act=opened, said="unfolded"),
    State("adhoc:register", "jonas", ("brussels-summit",), act=sent(CHECK, purpose="", identity="wrong"),
          said="with mistakes"),
    State("adhoc:register", WHOLE, ("madrid-summit",), act=sent(
        CHECK, purpose="To report on the summit.", identity="right", profession="right",
    ), said="to check"),
    *(State("adhoc:registration", who, _registration(who, slug), said=slug) for who, slug in HAS),
    State("adhoc:confirmation", "bruno", _registration("bruno", "madrid-summit")),
    *(State("adhoc:withdraw", who, _registration(who, "madrid-summit")) for who in ("eva", "bruno")),
    State("adhoc:complete", "eva", _registration("eva", "madrid-summit")),
    State("adhoc:complete", "eva", _registration("eva", "madrid-summit"), act=sent(profession="wrong"),
          said="with a mistake"),
    State("adhoc:attendance", "eva", act=unticked, said="to withdraw"),
    State("adhoc:attendance", "anna", query="?register=brussels-summit&register=madrid-summit", said="ticked"),
    State("adhoc:attendance", "eva", act=lambda page: press(page, SEND), said="unchanged"),
]  # fmt: skip
