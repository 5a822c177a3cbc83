"""The profile's addresses."""

from django.urls import path

from profiles import views
from profiles.completeness import Part

app_name = "profiles"
urlpatterns = [
    path("", views.Profile.as_view(), name="profile"),
    path("edit/", views.edit, name="edit"),
    path("edit/identity/", views.ChangePart.as_view(part=Part.IDENTITY), name="identity"),
    path("edit/document/", views.ChangePart.as_view(part=Part.DOCUMENT), name="document"),
    path("edit/residence/", views.ChangePart.as_view(part=Part.RESIDENCE), name="residence"),
    path("edit/work/", views.ChangePart.as_view(part=Part.WORK), name="work"),
    path("press-card/", views.ChangePressCard.as_view(), name="press_card"),
    path("address/works/", views.address_works, name="address_works"),
    path("sessions/<int:pk>/end/", views.EndSession.as_view(), name="end_session"),
    path("photo/", views.ChangePhoto.as_view(), name="photo"),
    path("photo/prepare/", views.PreparePhoto.as_view(), name="prepare_photo"),
    path("photo/prepare/crop/", views.crop, name="crop"),
]
