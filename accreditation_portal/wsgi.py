"""The web server's entrance: production settings unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accreditation_portal.settings")
os.environ.setdefault("DEBUG", "false")

application = get_wsgi_application()
