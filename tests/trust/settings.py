"""The portal as a developer has it, its pages for faults as in production, with addresses that bring a fault about."""

from tests.settings import *  # noqa: F403

ROOT_URLCONF = "tests.trust.urls"
