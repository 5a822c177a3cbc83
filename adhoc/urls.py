"""The addresses of events with one's own registration, of registrations, and of the attendance."""

from django.urls import path, re_path

from adhoc import views

app_name = "adhoc"
urlpatterns = [
    # Mounted before the event calendar, whose feed and followers are no events.
    path("events/", views.CalendarWithStandings.as_view(), name="calendar"),
    re_path(
        r"^events/(?!feed/|following/)(?P<slug>[-a-zA-Z0-9_]+)/$", views.EventWithRegistration.as_view(), name="event"
    ),
    path("events/<slug:slug>/register/", views.Register.as_view(), name="register"),
    path("registrations/<str:reference>/", views.Registration.as_view(), name="registration"),
    path("registrations/<str:reference>/confirmation/", views.Confirmation.as_view(), name="confirmation"),
    path("registrations/<str:reference>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("registrations/<str:reference>/complete/", views.Complete.as_view(), name="complete"),
    path("attendance/", views.UpdateAttendance.as_view(), name="attendance"),
]
