"""Addresses of annual accreditation."""

from django.urls import path

from annual import views

app_name = "annual"
urlpatterns = [
    path("", views.Overview.as_view(), name="overview"),
    path("apply/", views.Apply.as_view(), name="apply"),
    path("<str:reference>/", views.Request.as_view(), name="request"),
]
