"""The portal's addresses as they are in debug mode."""

from django.urls import include, path

from accreditation_portal.urls import urlpatterns as mounted_otherwise

urlpatterns = [*mounted_otherwise, path("design/", include("accreditation_portal.design.urls"))]
