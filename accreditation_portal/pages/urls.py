"""Addresses of the pages that everybody may read."""

from django.urls import path

from accreditation_portal import unsent
from accreditation_portal.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("procedures/", views.Procedures.as_view(), name="procedures"),
    path("procedures/annual/", views.AnnualProcedure.as_view(), name="procedures_annual"),
    path("procedures/events/", views.EventProcedure.as_view(), name="procedures_events"),
    path("procedures/portal/", views.Annex1.as_view(), name="annex_1"),
    path("eligibility/", views.Eligibility.as_view(), name="eligibility"),
    path("privacy/", views.Privacy.as_view(), name="privacy"),
    path("unsent/", unsent.Unsent.as_view(), name="unsent"),
    path("healthz", views.healthz, name="healthz"),
    path("i18n/setlang/", views.set_language, name="set_language"),
]
