"""What may be asked for how often: counted for the account and for the address in one statement.

Uploads and registrations are counted here. A counter that is read, then written, needs a lock, and a process that is
killed while it holds one keeps a whole newsroom out; this one is a single statement that the database carries out or
does not. Windows of time are fixed: a burst over the border of two passes twice as many at most.
"""

import ipaddress
from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accreditation_portal.limits.models import Count

ONE_MORE = (
    "INSERT INTO {table} (key, number, ends_at) VALUES {values} "
    "ON CONFLICT (key) DO UPDATE SET number = {table}.number + 1 RETURNING key, number"
)
NETWORK = 64  # bits of an IPv6 address that one household or office has


def is_within_limits(action: str, *, account: int, address: str) -> bool:
    """Count one more of this account and this IP address; False where it is one too many (settings.LIMITS).

    What is refused is counted too.
    """
    asked = sorted(_asked(action, account, address, timezone.now()))  # in one order, so that no two wait for each other
    table = connection.ops.quote_name(Count._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            ONE_MORE.format(table=table, values=", ".join(["(%s, 1, %s)"] * len(asked))),
            [value for key, ends_at, _most in asked for value in (key, _stored(ends_at))],
        )
        counted = dict(cursor.fetchall())
    return all(counted[key] <= most for key, _ends_at, most in asked)


def _asked(action: str, account: int, address: str, now: datetime) -> Iterator[tuple[str, datetime, int]]:
    """The counts that are added to: key, end of the window, and the most that is allowed in it."""
    for whose, name in (("account", str(account)), ("address", _network(address))):
        most, window = settings.LIMITS[action][whose]
        number = int(now.timestamp() // window.total_seconds())
        ends_at = datetime.fromtimestamp((number + 1) * window.total_seconds(), UTC)
        # A digest, so that no address is kept.
        yield salted_hmac("limits", f"{action}:{whose}:{name}:{number}", algorithm="sha256").hexdigest(), ends_at, most


def _network(address: str) -> str:
    found = ipaddress.ip_address(address)
    return str(ipaddress.ip_network((found, NETWORK), strict=False)) if found.version == 6 else str(found)


def _stored(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment)
