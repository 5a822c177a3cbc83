"""Where a person sees and takes along what is held on them."""

from django.urls import path

from accreditation_portal.personal_data import views

app_name = "personal_data"
urlpatterns = [path("", views.MyData.as_view(), name="data")]
