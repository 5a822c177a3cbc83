"""Pages of people who have not logged in, and those that say what went wrong."""

from tests.factories.profiles import PASSWORD
from tests.trust import scene
from tests.trust.states.acts import sent
from tests.trust.states.state import State

GUIDED = "?plan={}&resident=yes&accredited=no&card=member&work=employed&publication=media"
UNKNOWN = 404
EVENTS = ("madrid-summit", "washington-summit", "leaders-meeting-london", "brussels-summit",
          "foreign-ministers-meeting", "pre-ministerial-press-conference")  # fmt: skip

VISITORS = [
    State("pages:home"),
    State("pages:procedures"),
    State("pages:procedures_annual"),
    State("pages:procedures_events"),
    State("pages:annex_1"),
    State("pages:eligibility"),
    State("pages:eligibility", query="?plan=event", said="half answered"),
    State("pages:eligibility", query=GUIDED.format("event"), said="answered for an event"),
    State("pages:eligibility", query=GUIDED.format("regular"), said="answered for the Headquarters"),
    State("pages:privacy"),
    State("adhoc:calendar"),
    State("adhoc:calendar", query="?q=nothing+of+that+name", said="found nothing"),
    *(State("adhoc:event", about=(slug,)) for slug in EVENTS),
    State("events:stop_following", about=scene.stop_token),
    State("events:stop_following", about=("unknown",), status=UNKNOWN),
    State("account_login"),
    State("account_login", query="?next=/profile/", said="on the way to a page"),
    State("account_login", act=sent(), said="sent empty"),
    State("account_login", act=sent(login="anna", password="wrong"), said="refused"),
    State("mfa_authenticate", about=(), act=sent(login=scene.PROTECTED, password=PASSWORD), said="a code is asked"),
    State("account_signup"),
    State("account_signup", act=sent(), said="sent empty"),
    State("account_signup", act=sent(username="anna", email="no address", password1="1", password2="2"),
          said="with mistakes"),
    State("account_inactive"),
    State("account_email_verification_sent"),
    State("account_confirm_email", about=scene.confirmation_key),
    State("account_confirm_email", about=("unknown",)),
    State("account_reset_password"),
    State("account_reset_password", act=sent(email="no address"), said="with a mistake"),
    State("account_reset_password_done"),
    State("account_reset_password_from_key", about=scene.reset_link, said="chosen anew"),
    State("account_reset_password_from_key", about=scene.reset_link, act=sent(password1="1", password2="2"),
          said="with mistakes"),
    State("account_reset_password_from_key", about=("1", "unknown"), said="worn out"),
    State("account_reset_password_from_key_done"),
    State("mailbox:mailbox"),
    State("mailbox:mail", about=lambda: scene.letter_of(scene.registration("bruno", "madrid-summit")).pk),
    *(State("fault", about=(status,), status=status) for status in (403, 429, 500, 503)),
    State("forged", status=403),
    State("events:event", about=("no-such-event",), status=UNKNOWN),
]  # fmt: skip
