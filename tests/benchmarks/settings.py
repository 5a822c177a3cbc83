"""The portal's own settings, with a count of queries around every answer and static files in the run's folder."""

import os

from accreditation_portal.settings import *  # noqa: F403 - the environment comes first
from accreditation_portal.settings import MIDDLEWARE

MIDDLEWARE = ["tests.benchmarks.counted.counted", *MIDDLEWARE]
STATIC_ROOT = os.environ["BENCHMARK_FOLDER"] + "/static"
