"""Addresses of annual accreditation."""

from django.urls import path

from annual import views

app_name = "annual"
urlpatterns = [
    path("", views.Overview.as_view(), name="overview"),
    path("apply/", views.Apply.as_view(), name="apply"),
    path("apply/check/", views.Check.as_view(), name="check"),
    path("apply/<str:part>/", views.ApplyPart.as_view(), name="part"),
    path("<str:reference>/", views.Request.as_view(), name="request"),
    path("<str:reference>/complete/", views.Complete.as_view(), name="complete"),
    path("<str:reference>/withdraw/", views.Withdraw.as_view(), name="withdraw"),
    path("<str:reference>/posted/", views.Posted.as_view(), name="posted"),
    path("<str:reference>/cover-sheet.pdf", views.CoverSheet.as_view(), name="cover_sheet"),
    path("<str:reference>/attestation.txt", views.EditorsLetter.as_view(), name="editors_letter"),
]
