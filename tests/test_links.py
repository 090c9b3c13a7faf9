"""Links: what is one and what is not, in which form it comes out, and that no text makes the search slow."""

from __future__ import annotations

import time

import pytest
import tldextract
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.policy.functions import Library
from fairwater.signals import links, links_hosts
from fairwater.signals.links import FUNCTIONS, domain_of, find, host_of, punycode, unicode_host

LIBRARY = Library.of(FUNCTIONS)


def value(name: str, given_links: tuple[str, ...] | None, text: str | None) -> object:
    return LIBRARY.functions[name].scalar(given_links, text)


FOUND = [
    # With a scheme
    ("see https://shop.example/a?b=1#c now", ["https://shop.example/a?b=1#c"]),
    ("HTTP://SHOP.Example/Path", ["http://shop.example/Path"]),
    ("http://shop.example:8080/x", ["http://shop.example:8080/x"]),
    ("http://me:secret@shop.example/x", ["http://shop.example/x"]),
    ("http://shop.example./x", ["http://shop.example/x"]),
    ("http://localhost/x", ["http://localhost/x"]),
    ("clickhttp://shop.example", ["http://shop.example"]),
    ("http://foo_bar.shop.example/", ["http://foo_bar.shop.example/"]),
    ("http://shop.example?q", ["http://shop.example?q"]),
    # The sentence around
    ("Look (https://shop.example/x).", ["https://shop.example/x"]),
    ("https://shop.example/x_(y) is fine", ["https://shop.example/x_(y)"]),
    ("https://shop.example/x!!! wow", ["https://shop.example/x"]),
    ("<https://shop.example/x>", ["https://shop.example/x"]),
    ('"https://shop.example/x"', ["https://shop.example/x"]),
    ("**https://shop.example/x**", ["https://shop.example/x"]),
    ("https://shop.example's page", ["https://shop.example"]),
    ("[shop](https://shop.example/x)", ["https://shop.example/x"]),
    ("[https://good.example](https://bad.example)", ["https://good.example", "https://bad.example"]),
    ("https://a.example/x,https://b.example/y", ["https://a.example/x", "https://b.example/y"]),
    ("https://a.example/?next=https://b.example/", ["https://a.example/?next=https://b.example/"]),
    ("「https://shop.example/x」です", ["https://shop.example/x"]),
    # Bare, and with www.
    ("go to shop.example now", ["http://shop.example"]),
    ("go to shop.example/x?y, now", ["http://shop.example/x?y"]),
    ("WWW.SHOP.EXAMPLE", ["http://www.shop.example"]),
    ("www.shop.notlistedatall", ["http://www.shop.notlistedatall"]),
    ("shop.example:8443/x", ["http://shop.example:8443/x"]),
    ("co.uk is none, shop.co.uk is one", ["http://shop.co.uk"]),
    ("t.me/name but not telegram.me", ["http://t.me/name"]),
    ("Example.Com", ["http://example.com"]),
    ("👉shop.example👈", ["http://shop.example"]),
    ("点击shop.example领取", ["http://shop.example"]),
    ("shop.example에서", ["http://shop.example"]),
    ("wait..shop.example", ["http://shop.example"]),
    ("x.y/http://shop.example/", ["http://shop.example/"]),
    # Put out of action on purpose
    ("hxxps://shop.example/x", ["https://shop.example/x"]),
    ("hXXp://shop[.]example/x", ["http://shop.example/x"]),
    ("hxxp[:]//shop(dot)example", ["http://shop.example"]),
    ("shop [dot] example/x", ["http://shop.example/x"]),
    ("shop{.}example", ["http://shop.example"]),
    # Made to look like something else
    ("http://good.example@bad.example/", ["http://bad.example/"]),
    ("http://bad.example\\@good.example", ["http://bad.example\\@good.example"]),
    ("http://%62ad.example/", ["http://bad.example/"]),
    ("http://bad。example/x", ["http://bad.example/x"]),
    ("ｂａｄ．ｅｘａｍｐｌｅ", ["http://bad.example"]),
    ("𝐛𝐚𝐝.𝐞𝐱𝐚𝐦𝐩𝐥𝐞", ["http://bad.example"]),
    ("ba\u200bd.example", ["http://bad.example"]),
    ("http://2130706433/ http://0x7f.1/ http://0177.0.0.1/", ["http://127.0.0.1/"] * 3),
    ("http://[::1]:8080/x http://[0:0::1]/", ["http://[::1]:8080/x", "http://[::1]/"]),
    # Names beyond ASCII
    ("http://bücher.example/ü", ["http://xn--bcher-kva.example/ü"]),
    ("bücher.example", ["http://xn--bcher-kva.example"]),
    ("http://faß.example", ["http://xn--fa-hia.example"]),
    ("http://例え.テスト/", ["http://xn--r8jz45g.xn--zckzah/"]),
    ("http://i❤.example/", ["http://xn--i-7iq.example/"]),
    ("pаypal.example", ["http://xn--pypal-4ve.example"]),  # the first a is Cyrillic
]

NOT_FOUND = [
    "",
    "no link here",
    "e.g. this, i.e. that, a.m. and p.m., etc.",
    "The end. Then more.The rest. 3.14 and v1.2.3 and 1,000.00",
    "README.md main.py notes.txt lib.rs run.sh archive.zip",
    "love it.so much, here.is more",
    "write to somebody@shop.example or @somebody@shop.example or @somebody.shop.example",
    "the end.Men at work",
    "what... ever",
    "1.2.3.4 is an address, not a link",
    "http:// https:/// http://?x http://.. http://...",
    "http://a..example/ http://999.1.1.1/ http://[::zz]/",
    "-shop.example shop-.example",
    "http://" + "a" * 64 + ".example/",
    "hello (.) (.)",
    "http://\ufffd\u2028",
    "co.uk github.io",
]


@pytest.mark.parametrize(("text", "urls"), FOUND)
def test_links_are_found_in_text(text: str, urls: list[str]) -> None:
    assert list(find(text).urls) == urls


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert find(text) == links.NONE


@pytest.mark.parametrize(
    ("written", "host", "domain"),
    [
        ("https://www.shop.example/x", "www.shop.example", "shop.example"),
        ("shop.example", "shop.example", "shop.example"),
        ("A.B.Shop.CO.UK.", "a.b.shop.co.uk", "shop.co.uk"),
        ("me.github.io", "me.github.io", "me.github.io"),
        ("x.me.github.io", "x.me.github.io", "me.github.io"),
        ("github.io", "github.io", "github.io"),
        ("x.www.ck", "x.www.ck", "www.ck"),
        ("a.b.c.ck", "a.b.c.ck", "b.c.ck"),
        ("x.unlisted", "x.unlisted", "x.unlisted"),
        ("localhost", "localhost", None),
        ("//shop.example/x", "shop.example", "shop.example"),
        ("ftp://shop.example:21/x", "shop.example", "shop.example"),
        ("http://1.2.3.4:80/", "1.2.3.4", "1.2.3.4"),
        ("http://[2001:DB8::1]/", "2001:db8::1", "2001:db8::1"),
        ("bücher.co.jp", "xn--bcher-kva.co.jp", "xn--bcher-kva.co.jp"),
        ("食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
        ("http://user@shop.example:80?x", "shop.example", "shop.example"),
        ("mailto:me@shop.example", None, None),
        ("javascript:alert(1)", None, None),
        ("http://", None, None),
        ("", None, None),
        ("http://a b.example/", None, None),
        ("x" * 300 + ".example", None, None),
        ("%00.example", None, None),
    ],
)
def test_host_and_registrable_domain(written: str, host: str | None, domain: str | None) -> None:
    assert host_of(written) == host
    assert domain_of(written) == domain


def test_no_domain_of_the_list_is_judged_otherwise_than_by_tldextract() -> None:
    extract = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
    for rule in extract.tlds:
        suffix = punycode(rule.lstrip("!").replace("*", "any"))
        assert suffix is not None
        for host in (f"one.{suffix}", f"three.two.one.{suffix}"):
            assert domain_of(host) == extract(host).top_domain_under_public_suffix, host


@given(
    st.from_regex(r"[a-z0-9]{1,8}(\.[a-z0-9]{1,6}){0,4}\.(com|co\.uk|ck|kawasaki\.jp|github\.io|zz)", fullmatch=True)
)
def test_a_domain_is_the_host_or_a_parent_and_its_own_domain(host: str) -> None:
    domain = domain_of(host)
    assert domain is not None
    assert host == domain or host.endswith("." + domain)
    assert domain_of(domain) == domain


@pytest.mark.parametrize(
    ("host", "ascii_form", "shown"),
    [
        ("Bücher.Example", "xn--bcher-kva.example", "bücher.example"),
        ("faß.example", "xn--fa-hia.example", "faß.example"),
        ("shop.example", "shop.example", "shop.example"),
        ("例え。jp", "xn--r8jz45g.jp", "例え.jp"),
    ],
)
def test_punycode_and_back(host: str, ascii_form: str, shown: str) -> None:
    encoded = punycode(host)
    assert encoded is not None
    assert encoded == ascii_form
    assert unicode_host(encoded) == shown
    assert punycode(unicode_host(encoded)) == encoded


@pytest.mark.parametrize(
    "host", ["", ".", "a..b", "a b", "a/b", "a" * 64, "x." * 127 + "toolong", "\ud800.example", "a\x00b"]
)
def test_what_cannot_be_a_host_has_no_punycode(host: str) -> None:
    assert punycode(host) is None


def test_unicode_host_leaves_what_does_not_decode() -> None:
    assert unicode_host("xn--99999999.example") == "xn--99999999.example"


PROPERTIES = ["link.url", "link.urls", "link.host", "link.hosts", "link.domain", "link.domains", "link.count"]
FLAGS = ["link.is_punycode", "link.has_ip"]


@pytest.mark.parametrize("name", [*PROPERTIES, *FLAGS])
def test_without_links_and_text_every_property_is_unknown(name: str) -> None:
    assert value(name, None, None) is None


@pytest.mark.parametrize(("given_links", "text"), [((), "shop.example"), ((), None), (None, "no link"), (None, "")])
def test_known_to_have_no_link(given_links: tuple[str, ...] | None, text: str | None) -> None:
    assert [value(name, given_links, text) for name in PROPERTIES] == [None, (), None, (), None, (), 0]
    assert [value(name, given_links, text) for name in FLAGS] == [False, False]


def test_properties_of_links_found() -> None:
    text = "https://a.shop.example/1 and https://b.shop.example/2, also http://1.2.3.4/ and xn--bcher-kva.example"
    assert value("link.url", None, text) == "https://a.shop.example/1"
    assert value("link.count", None, text) == 4
    assert value("link.host", None, text) == "a.shop.example"
    assert value("link.hosts", None, text) == ("a.shop.example", "b.shop.example", "1.2.3.4", "xn--bcher-kva.example")
    assert value("link.domain", None, text) == "shop.example"
    assert value("link.domains", None, text) == ("shop.example", "1.2.3.4", "xn--bcher-kva.example")
    assert value("link.is_punycode", None, text) is True
    assert value("link.has_ip", None, text) is True


def test_links_given_by_the_service_win_over_the_text() -> None:
    given_links = ("https://one.example/x", "two.example", "not a link")
    assert value("link.urls", given_links, "three.example") == given_links
    assert value("link.count", given_links, "three.example") == 3
    assert value("link.domains", given_links, "three.example") == ("one.example", "two.example")
    assert value("link.domain", ("not a link", "https://one.example/"), None) is None


def test_only_so_many_links_count_and_only_so_long() -> None:
    assert len(find("shop.example " * 500).urls) == links.MAX_LINKS
    assert value("link.count", ("https://shop.example/",) * 500, None) == links.MAX_LINKS
    assert len(find("https://shop.example/" + "x" * 10_000).urls[0]) == links.MAX_URL
    assert len(links.given(("https://shop.example/" + "x" * 10_000,)).urls[0]) == links.MAX_URL


def test_a_link_behind_many_doubtful_ones_is_still_found() -> None:
    assert find("x.notlisted " * 8_000 + "http://shop.example/").domains == ("shop.example",)


HOSTILE = {
    "letters": "a" * 100_000,
    "labels": "a." * 50_000,
    "words with dots": "a.b " * 25_000,
    "file names": "".join(f"a{i}.py " for i in range(12_000)),
    "hyphens": "".join(f"-{i}.com " for i in range(11_000)),
    "schemes": "http://" * 14_000,
    "empty hosts": "http://!" * 12_000,
    "slashes": "http:/" * 16_000,
    "users": "http://a@" * 11_000,
    "brackets": "(" * 100_000,
    "closing brackets": "http://a.example/" + ")" * 100_000,
    "defanged": "(.)" * 33_000,
    "defanged with spaces": " [ . ] " * 14_000,
    "long labels beyond ASCII": "".join(f"http://{'é' * 240}{i} " for i in range(400)),
    "labels beyond ASCII": "".join(f"é{i}.com " for i in range(11_000)),
    "marks": "a\u0327\u0301" * 33_000 + ".com",
    "percent": "http://" + "%c3%a9." * 14_000,
    "wide dots": "．" * 100_000,
    "links in links": "a.b/http://" * 9_000,
    "addresses": "".join(f"{i % 256}.{i // 256}.0.1 " for i in range(10_000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_makes_the_search_slow(name: str) -> None:
    """100 KB take less than 50 ms of one core; here ten times that is allowed, for other tests run beside."""
    text = HOSTILE[name]
    links_hosts.host.cache_clear()
    links_hosts.bare_host.cache_clear()
    links_hosts.suffixes()
    started = time.process_time()
    find(text)
    assert time.process_time() - started < 0.5


PIECES = """
http:// hxxps:// www. shop . example com / @ : ( ) [.] [ ] 80 é 例 。 ． ❤ - _ %41 \\ ? # , xn-- 1.2.3.4
"""
ODD = [" ", "\u200b", "\ud800"]
TEXTS = st.lists(st.sampled_from([*PIECES.split(), *ODD]) | st.characters(), max_size=25).map("".join)


@given(TEXTS)
@settings(max_examples=400)
def test_any_text_gives_well_formed_links(text: str) -> None:
    found = find(text)
    assert len(found.urls) >= len(found.hosts) >= len(found.domains)
    assert bool(found.urls) == (found.first is not None)
    for host in found.hosts:
        assert host.isascii() and host == host.lower()
        assert host_of(f"[{host}]" if ":" in host else host) == host
    for url in found.urls:
        assert url.startswith(("http://", "https://"))
        assert host_of(url) in found.hosts


@given(TEXTS, TEXTS)
def test_two_links_with_a_space_between_are_found_apart(before: str, after: str) -> None:
    text = f"{before} https://shop.example/x {after}".replace("[", "").replace("(", "").replace("{", "")
    assert "https://shop.example/x" in find(text).urls


@given(TEXTS)
def test_the_quick_look_never_misses(text: str) -> None:
    # A scheme link after the text makes the quick look say yes: then everything before it must be found as without it.
    alone = find(text).urls
    together = find(text + " \n https://zz.example/").urls
    assert together == (*alone, "https://zz.example/")


@given(st.lists(TEXTS, max_size=3).map(tuple))
def test_given_links_never_raise_and_all_count(given_links: tuple[str, ...]) -> None:
    found = links.given(given_links)
    assert len(found.urls) == len(given_links)
    assert set(found.domains) <= {domain_of(url) for url in given_links}


@given(TEXTS)
def test_asking_twice_gives_the_same(text: str) -> None:
    assert links.of_event(None, text) == find(text)
    assert links.of_event(None, text) == links.of_event(None, "".join(list(text)))
