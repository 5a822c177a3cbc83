"""Strings that mean something to whatever reads them next: a browser, a template, a database, a spreadsheet, a mail."""

from random import Random

MARK = "hostile-mark"  # in every element that a string would make: a page that holds one was written to

SCRIPTS = [
    "<script>alert('{m}')</script>", "<script src=//example.org/{m}.js></script>", "<img src=x onerror=alert('{m}')>",
    "\"><svg/onload=alert('{m}')>", "'><b id={m}>", "<{m}>", "</textarea><i class={m}>", "</title><i class={m}>",
    "</script><i class={m}>", "<!--<i class={m}>", "--><i class={m}>", "]]><i class={m}>",
    "<a href=javascript:alert('{m}')>x</a>",
    "javascript:alert('{m}')", "JaVaScRiPt:alert('{m}')", "java\tscript:alert('{m}')",
    "data:text/html,<script>{m}</script>",
    "vbscript:{m}", "\" onmouseover=\"{m}", "' onfocus='{m}' autofocus='", "` onload=`{m}",
    "<iframe srcdoc='<b id={m}>'>",
    "<style>@import '//{m}'</style>", "<math><mtext><{m}>", "<base href=//{m}>",
    "<meta http-equiv=refresh content=0;//{m}>",
    "&lt;script&gt;{m}&lt;/script&gt;", "&#60;script&#62;{m}", "\u003cscript\u003e{m}", "%3Cscript%3E{m}",
    "+ADw-script+AD4-{m}",
    "[{m}](javascript:alert(1))", "![x](x\" onerror=\"{m})", "<form action=//{m}><input type=submit>",
    "<object data={m}>",
    "**<i class={m}>**", "# <i class={m}>", "<DETAILS open ontoggle={m}>", "<x\0y {m}>", "<\0script>{m}</script>",
]  # fmt: skip
TEMPLATES = [
    "{{ 7*7 }}", "{{ request.user.password }}", "{% debug %}", "{% include '/etc/passwd' %}", "{% load static %}",
    "{% endblock %}", "{#",
    "{{", "%}", "%(name)s", "%(x)s", "%s", "%n", "%", "%%", "%d%d%d%d", "{0.__class__}", "{name.__class__.__mro__}",
    "{", "}", "{}", "{!r}",
    "{name}", "{reference}", "{reason}", "{0:>9999999999}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "$(id)", "`id`",
    "{{constructor.constructor('x')()}}",
]  # fmt: skip
QUERIES = [
    "' OR '1'='1", "'; DROP TABLE profiles_user; --", "\" OR \"\"=\"", "1 UNION SELECT 1,2,3", "') OR 1=1 --",
    "\\' OR 1=1", "%' AND 1=0 --",
    "_", "%%%%%%%%", "\\", "\\\\", "'", "\"", "''", "`", ";", "--", "/*", "*/", "pg_sleep(9)", "'||pg_sleep(9)--",
    "*)(uid=*))(|(uid=*",
    "*)(&", "(cn=*)", "' or count(/*)=1 or '", "{\"$gt\": \"\"}", "a:*|b:*&!", "a & | !", "<->", "NEAR/",
    "\"unbalanced", "a* OR b*", "col:x",
]  # fmt: skip
HEADERS = [
    "x\r\nBcc: mark@example.org", "x\nSubject: {m}", "x\rTo: mark@example.org", "x%0d%0aSet-Cookie: {m}=1",
    "x\r\n\r\n<b id={m}>",
    "=?utf-8?B?PGI+?=", "=?utf-8?q?=0d=0aBcc:_mark=40example.org?=", "a@example.org\r\nBcc: mark@example.org",
    "\"a@b\"@example.org",
    "<a@example.org>", "a@example.org, mark@example.org", "a@[127.0.0.1]", "x\u2028Bcc: {m}", "x\u0085Bcc: {m}",
    "\x0b\x0cx",
    "2026-11-26 ERROR forged line", "x\n2026-11-26 00:00:00,000 ERROR forged {m}", "\x1b[2J\x1b[31m{m}",
    "//example.org", "https://example.org/{m}",
    "/\\example.org", "http:///example.org", "https:example.org",
]  # fmt: skip
SIGNS = [
    "\u202egpj.exe\u202c", "\u2066\u202e", "\u200b", "\u200d\u200c", "\ufeff", "\u00ad", "\u2028", "\u2029",
    "\u0000", "a\u0000b", "\u0001\u0002\u0003", "\u007f",
    "e" + "\u0301" * 300, "Z\u0351\u036b\u0343" * 40, "\u0e47" * 200, "👩‍👩‍👧‍👦" * 20, "🏳️‍🌈", "👋🏿",
    "🇧🇪🇫🇷", "\U0001f600" * 300, "\U0010ffff", "\ufffe", "\uffff", "\ufffd",
    "ﷺ", "ﷺ" * 300, "İ", "ı", "ß", "ŉ", "ǰ", "ΐ", "K", "ſ", "ﬃ", "Ǆ", "ａｄｍｉｎ", "аdmin", "ⅷ", "①", "٣",
    "१", "السلام عليكم", "שלום", "עברית <b>",
    "ｽｸﾘﾌﾟﾄ", "漢字" * 100, "한글", "ไทย", "ༀ", "𓀀", "\u1160\u3164", "\u180e", "\u2800", " ", "   ", "\t",
    "\n", "\r\n", "\u00a0", "\u3000", ".", "-", "_", "@", "#", "?", "&",
]  # fmt: skip
FORMULAS = [
    "=cmd|' /C calc'!A0", "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", ";=1+1",
    "a;=1+1", "a\t=1+1", "=HYPERLINK(\"//{m}\")", "'=1+1",
    "\"=1+1", "=DDE(\"cmd\")", "＝1+1", "－1", "@", "=", "+", "-", ",=1+1", "\",=1+1", "\u200b=1+1",
    "=WEBSERVICE(\"//{m}\")", "|=1+1", "%=1+1",
]  # fmt: skip
PATHS = [
    "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\boot.ini", "file:///etc/passwd",
    "....//....//etc/passwd", "%2e%2e%2f", "..%c0%af",
    "CON", "NUL", ".", "..", "~", "/dev/null", "\\\\host\\share", "a/b", "a\\b", "http://169.254.169.254/latest",
    "gopher://127.0.0.1", "http://[::1]/", "http://0/",
    "https://exa mple.org", "https://" + "a" * 300 + ".org", "https://user:pass@example.org", "https://例え.jp",
    "ftp://x", "//", "https://", "mailto:x",
]  # fmt: skip
NUMBERS = [
    "0", "-0", "-1", "1e309", "-1e309", "NaN", "Infinity", "-inf", "9" * 30, "9" * 5000, "2147483648",
    "9223372036854775808", "-9223372036854775809", "1.5", "1,5", "0x10", "1_000", "٣",
    "0.1e-400", "1e5", "00", "+1", "9999-99-99", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01",
    "2026-02-30", "2026-13-01", "-2026-01-01", "31/12/9999", "1.1.1", "2026-11-26T25:61",
    "24:00", "23:59:60", "99:99", "2026-W53", "1970-01-01T00:00:00Z", "26 November 2026", "yesterday", "true",
    "false", "null", "None", "undefined", "[]", "[object Object]", "on",
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "+32 2 707 41 11",
    "+" + "9" * 40, "+000", "112", "tel:+32",
]  # fmt: skip
BYTES = [
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\xc0\xaf",
    b"\xf5\x80\x80\x80",
    b"\x80",
    b"a\xffb",
    b"\xe2\x80",
    b"\xf0\x9f\x98",
    b"\xef\xbf\xbf",
    b"%ff",
]
WORDS = [
    "a b c",
    "O'Brien-Ñuñez",
    "null",
    "admin",
    "test",
    "Robert'); DROP TABLE",
    "\\u0000",
    "\\x00",
    "&amp;&lt;&#0;&#x110000;&bogus",
    "&",
    "&&&;",
    "<",
    ">",
    "< >",
    "]]>",
]


def strings(count: int = 500, seed: int = 1) -> list[str | bytes]:
    """So many, the kinds mixed; beyond what is written down, pieces of it are put together by chance."""
    rng = Random(seed)
    kinds = [SCRIPTS, TEMPLATES, QUERIES, HEADERS, SIGNS, FORMULAS, PATHS, NUMBERS, BYTES, WORDS]
    long = [
        "a" * 100_000,
        "<" * 20_000,
        "& " * 30_000,
        "\n" * 10_000,
        "x" * 2001,
        "w" * 256,
        "é" * 121,
        "{{" * 5000,
        "'" * 5000,
        "=" * 40_000,
    ]
    written = [*long, *(one for kind in kinds for one in kind)]
    texts = [one for one in written if isinstance(one, str) and len(one) < 200]
    while len(written) < count:
        written.append(rng.choice(["", " ", "\n", ";", '"']).join(rng.sample(texts, 3)))
    rng.shuffle(written)
    return [one.replace("{m}", MARK) if isinstance(one, str) else one for one in written[:count]]
