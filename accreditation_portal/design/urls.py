"""The address of the design; mounted in debug mode alone."""

from django.urls import path

from accreditation_portal.design import views

app_name = "design"
urlpatterns = [path("", views.Design.as_view(), name="design")]
