"""Whether an address lies on an organisation's own site: by the registrable domain, without fetching anything (S12)."""

from functools import lru_cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


def host_of(address: str) -> str:
    """The host of a web address in lower case and in ASCII, or nothing where it is none."""
    try:
        host = urlsplit(address.strip()).hostname or ""
        return host.rstrip(".").encode("idna").decode()
    except (UnicodeError, ValueError):
        return ""


def registrable_domain(address: str) -> str:
    """What somebody registered: ``news.example.co.uk`` is ``example.co.uk``; nothing where the host is not public."""
    host = host_of(address)
    if host.rpartition(".")[2].isdigit():  # an IP address: its last two numbers are nobody's domain
        return ""
    return _suffixes().privatesuffix(host) or ""


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
