"""The web server's entrance: production settings unless the environment says otherwise."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from accreditation_portal.warm import warm_up, with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accreditation_portal.settings")
os.environ.setdefault("DEBUG", "false")

application = with_room(get_wsgi_application())

if settings.DEBUG and settings.SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("DEBUG: switch it off where SITE_URL is https://…, or everybody can read the mails")

warm_up()
