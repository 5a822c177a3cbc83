"""Which addresses lie on one site, and which are one page; nothing is fetched (S12)."""

import pytest

from annual.hosts import as_one_page, host_of, registrable_domain, same_site


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.example.com/a", "www.example.com"),
        ("HTTPS://WWW.Example.COM/A", "www.example.com"),
        ("  https://example.com/a ", "example.com"),
        ("https://example.com./a", "example.com"),
        ("https://reader:secret@news.example.com:8443/a", "news.example.com"),
        ("https://bücher.de/", "xn--bcher-kva.de"),
        ("https://BÜCHER.de/", "xn--bcher-kva.de"),
        ("https://xn--bcher-kva.de/", "xn--bcher-kva.de"),
        ("https://例え.jp/", "xn--r8jz45g.jp"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
        ("example.com/a", ""),
        ("", ""),
        ("not an address", ""),
        ("https:///a", ""),
        ("https://a..b/", ""),
        pytest.param(f"https://{'a' * 64}.com/", "", id="a-label-too-long"),
        ("https://[2001:db8/", ""),
    ],
)
def test_the_host_of_an_address_is_lower_case_and_ascii(address, host):
    assert host_of(address) == host


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://example.com", "example.com"),
        ("https://live.news.example.com/a", "example.com"),
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("https://example.com.au/", "example.com.au"),
        ("https://blog.bücher.de/", "xn--bcher-kva.de"),
        ("https://anna.github.io/", "anna.github.io"),
        ("https://co.uk/", ""),
        ("https://com/", ""),
        ("https://localhost/a", ""),
        ("https://192.0.2.1/a", ""),
        ("https://[2001:db8::1]/", ""),
        ("example.com", ""),
        ("", ""),
    ],
)
def test_d52_what_somebody_registered_is_one_label_more_than_the_public_suffix(address, domain):
    assert registrable_domain(address) == domain


@pytest.mark.parametrize(
    ("address", "site", "same"),
    [
        pytest.param("https://www.example.com/a", "https://www.example.com", True, id="same-host"),
        pytest.param("https://live.example.com/a", "https://www.example.com", True, id="other-subdomain"),
        pytest.param("https://example.com/a", "http://www.example.com:8080/", True, id="scheme-and-port"),
        pytest.param("https://EXAMPLE.com/a", "https://example.COM", True, id="capitals"),
        pytest.param("https://example.com./a", "https://example.com", True, id="final-dot"),
        pytest.param("https://news.example.co.uk/a", "https://example.co.uk", True, id="co.uk"),
        pytest.param("https://other.co.uk/a", "https://example.co.uk", False, id="other-co.uk"),
        pytest.param("https://blog.bücher.de/a", "https://xn--bcher-kva.de", True, id="idn"),
        pytest.param("https://anna.github.io/a", "https://bruno.github.io", False, id="other-person-of-one-host"),
        pytest.param("https://example.com.evil.org/a", "https://example.com", False, id="site-as-a-subdomain"),
        pytest.param("https://notexample.com/a", "https://example.com", False, id="site-as-the-end-of-a-name"),
        pytest.param("https://example.com@evil.org/a", "https://example.com", False, id="site-as-a-user"),
        pytest.param("https://evil.org/example.com", "https://example.com", False, id="site-in-the-path"),
        pytest.param("https://example.org/a", "https://example.com", False, id="other-suffix"),
        pytest.param("https://192.0.2.1/a", "https://198.51.2.1/", False, id="numbers-that-end-alike"),
        pytest.param("https://localhost/a", "https://localhost/", False, id="not-public"),
        pytest.param("https://co.uk/a", "https://co.uk/", False, id="suffix-alone"),
        pytest.param("", "", False, id="nothing"),
    ],
)
def test_d52_two_addresses_are_of_one_site_where_one_party_registered_both(address, site, same):
    assert same_site(address, site) == same_site(site, address) == same


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://www.example.com/a/", "example.com/a"),
        ("http://example.com/a#comments", "example.com/a"),
        ("HTTPS://WWW.EXAMPLE.com/A", "example.com/A"),
        ("https://example.com/a/?id=7#top", "example.com/a?id=7"),
        ("https://example.com", "example.com"),
        ("https://example.com/", "example.com"),
        ("https://www.bücher.de/a", "xn--bcher-kva.de/a"),
        ("https://news.example.com/a", "news.example.com/a"),
        ("https://example.com:443/a", "example.com/a"),
        ("https://wwww.example.com/a", "wwww.example.com/a"),
    ],
)
def test_d50_a_page_is_its_host_path_and_query(address, page):
    assert as_one_page(address) == page
    assert as_one_page(f" {address} ") == page
