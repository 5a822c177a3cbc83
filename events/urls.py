"""The addresses of the event calendar."""

from django.urls import path

from events import feeds, views

app_name = "events"
urlpatterns = [
    path("", views.CalendarPage.as_view(), name="calendar"),
    path("feed/", feeds.feed, name="feed"),
    path("calendar.ics", feeds.whole_calendar, name="ical"),
    path("following/", views.Followed.as_view(), name="following"),
    path("following/stop/<str:token>/", views.stop_by_letter, name="stop_following"),
    path("<slug:slug>/", views.EventDetail.as_view(), name="event"),
    path("<slug:slug>/event.ics", feeds.one_event, name="event_ical"),
    path("<slug:slug>/feed/", feeds.feed, name="event_feed"),
]
