"""Addresses of the mailbox; mounted in debug mode alone."""

from django.urls import path

from accreditation_portal.mailbox import views

app_name = "mailbox"
urlpatterns = [
    path("", views.Mailbox.as_view(), name="mailbox"),
    path("<int:pk>/", views.Mail.as_view(), name="mail"),
]
