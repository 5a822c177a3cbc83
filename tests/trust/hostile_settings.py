"""The portal as it is measured, but nobody counts how often somebody comes: what is sent is judged, not how much."""

from tests.benchmarks.settings import *  # noqa: F403
from tests.benchmarks.settings import LIMITS

ACCOUNT_RATE_LIMITS = False
LIMITS = {act: {who: (1_000_000, within) for who, (_, within) in most.items()} for act, most in LIMITS.items()}
