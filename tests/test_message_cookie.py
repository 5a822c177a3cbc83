"""What a page has still to say travels in a cookie of this host alone."""

from django.urls import reverse


def test_messages_travel_in_a_cookie_of_this_host_over_tls(client, anna, settings):
    settings.MESSAGE_STORAGE = "accreditation_portal.message_cookie.Messages"
    settings.SESSION_COOKIE_SECURE = True
    client.force_login(anna)

    client.post(reverse("account_logout"), secure=True)

    cookie = client.cookies["__Host-messages"]
    assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
    assert "You are logged out" in client.get("/", secure=True).content.decode()
    assert client.cookies["__Host-messages"].value == ""
    assert "messages" not in client.cookies
