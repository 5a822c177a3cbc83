"""The portal's settings as the tests take them: what a developer has, whatever the environment says of debugging."""

import os

os.environ.setdefault("DEBUG", "true")

from accreditation_portal.settings import *  # noqa: F403 - the environment comes first

# As every test runner has it; said here, so that addresses read before the first test know it too.
DEBUG = False

# Static files straight from where they lie: no test collects them first.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
