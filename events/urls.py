"""The addresses of the event calendar."""

from django.urls import path

from events import feeds, views

app_name = "events"
urlpatterns = [
    path("", views.CalendarPage.as_view(), name="calendar"),
    path("feed/", feeds.AdvisoryFeed(), name="feed"),
    path("calendar.ics", feeds.whole_calendar, name="ical"),
    path("<slug:slug>/", views.EventDetail.as_view(), name="event"),
    path("<slug:slug>/event.ics", feeds.one_event, name="event_ical"),
]
