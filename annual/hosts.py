"""Whether an address lies on an organisation's own site: by the registrable domain, without fetching anything (S12)."""

from contextlib import suppress
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


def host_of(address: str) -> str:
    """The host of a web address in lower case and in ASCII, or nothing where it is none."""
    try:
        parts = urlsplit(address.strip())
        if parts.scheme not in ("http", "https"):
            return ""
        return (parts.hostname or "").rstrip(".").encode("idna").decode()
    except (UnicodeError, ValueError):
        return ""


def registrable_domain(address: str) -> str:
    """What somebody registered: ``news.example.co.uk`` is ``example.co.uk``; nothing where the host is not public."""
    with suppress(ValueError):  # a number is nobody's domain
        ip_address(host_of(address).strip("[]"))
        return ""
    return _suffixes().privatesuffix(host_of(address)) or ""


def same_site(address: str, site: str) -> bool:
    """Whether both addresses lie in one registrable domain."""
    domain = registrable_domain(address)
    return bool(domain) and domain == registrable_domain(site)


def as_one_page(address: str) -> str:
    """Two spellings of one page give the same: without scheme, ``www.``, fragment, case of the host, final slash."""
    parts = urlsplit(address.strip())
    query = f"?{parts.query}" if parts.query else ""
    return host_of(address).removeprefix("www.") + parts.path.rstrip("/") + query


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
