"""The addresses of uploaded files and of the pictures of their pages."""

from django.urls import path

from accreditation_portal.documents import views

app_name = "documents"
urlpatterns = [
    path("<uuid:pk>/", views.document, name="document"),
    path("<uuid:pk>/pages/<int:number>/", views.page_picture, name="page_picture"),
]
