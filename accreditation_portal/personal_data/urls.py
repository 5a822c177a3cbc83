"""Where a person sees and takes along what is held on them, and asks for its erasure."""

from django.urls import path

from accreditation_portal.personal_data import views

app_name = "personal_data"
urlpatterns = [
    path("", views.MyData.as_view(), name="data"),
    path("erasure/", views.AskForErasure.as_view(), name="erasure"),
    path("erasure/take-back/", views.TakeErasureBack.as_view(), name="take_back"),
]
