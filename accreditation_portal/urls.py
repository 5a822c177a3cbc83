"""Where each room is mounted, by name. A page that shows two rooms belongs to the upper one, so adhoc comes first."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("accreditation_portal.pages.urls")),
    path("accounts/", include("allauth.urls")),
    path("profile/data/", include("accreditation_portal.personal_data.urls")),
    path("profile/", include("profiles.urls")),
    path("annual/", include("annual.urls")),
    path("", include("adhoc.urls")),
    path("events/", include("events.urls")),
    path("documents/", include("accreditation_portal.documents.urls")),
    path("admin/", admin.site.urls),
]

if settings.EMAIL_PROVIDER:
    urlpatterns.append(path("anymail/", include("accreditation_portal.notifications.urls")))
if settings.DEBUG:
    urlpatterns.append(path("mailbox/", include("accreditation_portal.mailbox.urls")))
    urlpatterns.append(path("design/", include("accreditation_portal.design.urls")))

handler500 = "accreditation_portal.pages.views.server_error"
