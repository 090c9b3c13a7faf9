"""The links of an event, as given or as found in its text, come in; addresses, hosts and registrable domains come out.

Where the service gives `links` they are taken as they are; where it does not, they are found in the text: with
http(s)://, defanged (hxxp://, `[.]`, `(dot)`), beginning with `www.`, or bare with a suffix of the public suffix list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from fairwater.events.types import BOOL, DOMAIN, INT, STR, Type, list_of
from fairwater.policy.functions import Cost, Determinism, Function
from fairwater.signals import links_hosts
from fairwater.signals._linkscan import scan
from fairwater.signals.links_hosts import Host, punycode, unicode_host

__all__ = ["FUNCTIONS", "Links", "domain_of", "find", "host_of", "punycode", "unicode_host"]

MAX_LINKS = 100
"""Links of one event that are looked at; further ones are not counted."""

MAX_URL = 2_048
"""Longest address kept, in characters; the rest is cut."""

MAX_MAPPED = 10_000
"""Characters of hosts beyond ASCII that are mapped in one text: a microsecond each. Further such hosts are no links."""

MAX_DOUBTFUL = 5_000
"""Bare hosts of one text that may turn out to be none. After that only links with http:// are looked for."""

SCHEMES = ("http://", "http://", "https://")

DEFANGED = re.compile(r" ?[\[({] ?(?:(\.|dot)|(:(?://)?)) ?[\])}] ?", re.IGNORECASE)
COMMON = re.compile(r"https?://([A-Za-z0-9.\-]+)(?:[/?#]|\Z)")
URL = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?[/\\]{2}([^/?#\\]*)")


class Links(NamedTuple):
    """The links of one event. `urls` holds each; `hosts` and `domains` only those known, in order, each once."""

    urls: tuple[str, ...]
    hosts: tuple[str, ...]
    domains: tuple[str, ...]
    first: Host | None
    has_ip: bool


NONE = Links((), (), (), None, False)


def find(text: str) -> Links:
    """The first `MAX_LINKS` links in `text`, in linear time.

    An address is the scheme (http:// where none stood), the host in normal form, and the rest as it was.
    """
    places = scan(text)
    if places is None:
        text = DEFANGED.sub(_refanged, text)
        places = scan(text, False) or []
    if not places:
        return NONE
    urls: list[str] = []
    hosts: list[Host] = []
    mappable = MAX_MAPPED
    doubtful = MAX_DOUBTFUL
    for schemed, start, host_end, end in places:
        written = text[start:host_end]
        if not written.isascii():
            mappable -= len(written)
            if mappable < 0:
                continue
        if schemed:
            host = links_hosts.schemed_host(written)
        elif doubtful > 0:
            host = links_hosts.bare_host(written, end > host_end)
        else:
            continue
        if host is None:
            doubtful -= 1
            continue
        name = f"[{host.name}]" if ":" in host.name else host.name
        urls.append((SCHEMES[schemed] + name + text[host_end:end])[:MAX_URL])
        hosts.append(host)
        if len(urls) == MAX_LINKS:
            break
    return _links(tuple(urls), hosts) if urls else NONE


def given(links: tuple[str, ...]) -> Links:
    """Links as the service extracted them. One whose host cannot be read still counts as a link."""
    urls = tuple(url[:MAX_URL] for url in links[:MAX_LINKS])
    return _links(urls, [_host(url) for url in urls]) if urls else NONE


def host_of(url: str) -> str | None:
    """Host of an address or host, in normal form (see `links_hosts`); None when it has none."""
    host = _host(url)
    return None if host is None else host.name


def domain_of(url: str) -> str | None:
    """Registrable domain of an address or host: `https://www.shop.example/x` gives `shop.example`; None when none."""
    host = _host(url)
    return None if host is None else host.domain


def _host(url: str) -> Host | None:
    """Host of an address with or without a scheme."""
    common = COMMON.match(url)
    if common:
        return links_hosts.host(common[1])
    url = url.strip()[:MAX_URL]
    matched = URL.match(url)
    if matched:
        authority = matched[2]
    elif ":" in url and not url[url.index(":") + 1 : url.index(":") + 2].isdigit() and "[" not in url:
        return None  # mailto:, data:, javascript: ...
    else:
        authority = re.split(r"[/?#\\]", url, maxsplit=1)[0]
    authority = authority.rpartition("@")[2]
    # The port goes; an IPv6 address has colons of its own.
    written = authority.partition("]")[0] + "]" if authority.startswith("[") else authority.partition(":")[0]
    return links_hosts.host(written) if written else None


def _links(urls: tuple[str, ...], hosts: Sequence[Host | None]) -> Links:
    first = hosts[0]
    if len(hosts) == 1:
        if first is None:
            return Links(urls, (), (), None, False)
        return Links(urls, (first.name,), (first.domain,) if first.domain else (), first, first.is_ip)
    known = [host for host in hosts if host is not None]
    names = tuple(dict.fromkeys(host.name for host in known))
    domains = tuple(dict.fromkeys(host.domain for host in known if host.domain is not None))
    return Links(urls, names, domains, first, any(host.is_ip for host in known))


def _refanged(matched: re.Match[str]) -> str:
    return "." if matched[1] else matched[2]


# Several properties are asked of the same event one after the other. One entry, told by identity, is enough; it is
# replaced as a whole, so that two threads at worst compute the same thing twice.
_last: tuple[object, object, Links | None] = (None, None, None)


def of_event(links: tuple[str, ...] | None, text: str | None) -> Links | None:
    """The links of an event; None (unknown) when it has neither the field nor a text."""
    global _last  # noqa: PLW0603
    last = _last
    if last[0] is links and last[1] is text:
        return last[2]
    if links is not None:
        found: Links | None = given(links)
    else:
        found = None if text is None else find(text)
    _last = (links, text, found)
    return found


def _reader(read: Callable[[Links], object]) -> Callable[[tuple[str, ...] | None, str | None], object]:
    """A property's `scalar` from what to read off the links of the event."""

    def scalar(links: tuple[str, ...] | None, text: str | None) -> object:
        found = of_event(links, text)
        return None if found is None else read(found)

    return scalar


def _property(
    name: str, returns: Type, read: Callable[[Links], object], *, doc: str, example: str, seen: str
) -> Function:
    return Function(
        name=name,
        form="property",
        params=(),
        returns=returns,
        scalar=_reader(read),
        cost=Cost.CHEAP,
        determinism=Determinism.UNICODE,
        doc=doc,
        example=example,
        inputs=("links", "text"),
        explain=seen,
    )


FUNCTIONS: tuple[Function, ...] = (
    _property(
        "link.url",
        STR,
        lambda found: found.urls[0] if found.urls else None,
        doc="Address of the first link: as given in `links`, or as found in the text with the host in normal form.",
        example='link.url.endswith(".apk")',
        seen="the address of its first link",
    ),
    _property(
        "link.urls",
        list_of(STR),
        lambda found: found.urls,
        doc=f"Addresses of all links, in order, at most {MAX_LINKS} of at most {MAX_URL} characters.",
        example='any(u.endswith(".apk") for u in link.urls)',
        seen="the addresses of its links",
    ),
    _property(
        "link.host",
        STR,
        lambda found: found.first.name if found.first is not None else None,
        doc="Host of the first link: lower-case, punycode, no port.",
        example='link.host == "login.example"',
        seen="the host of its first link",
    ),
    _property(
        "link.hosts",
        list_of(STR),
        lambda found: found.hosts,
        doc="Hosts of all links, in order, each once.",
        example='any(h in listed("scam-domains") for h in link.hosts)',
        seen="the hosts of its links",
    ),
    _property(
        "link.domain",
        DOMAIN,
        lambda found: found.first.domain if found.first is not None else None,
        doc="Registrable domain of the first link by the public suffix list. An IP address stands for itself.",
        example='link.domain in listed("scam-domains")',
        seen="the domain of its first link",
    ),
    _property(
        "link.domains",
        list_of(DOMAIN),
        lambda found: found.domains,
        doc="Registrable domains of all links, in order, each once.",
        example='any(d in listed("scam-domains") for d in link.domains)',
        seen="the domains of its links",
    ),
    _property(
        "link.count",
        INT,
        lambda found: len(found.urls),
        doc=f"How many links there are, counted up to {MAX_LINKS}. 0 when there is none.",
        example="link.count >= 5",
        seen="how many links it holds",
    ),
    _property(
        "link.is_punycode",
        BOOL,
        lambda found: any(host.startswith("xn--") or ".xn--" in host for host in found.hosts),
        doc="Whether the host of any link holds letters beyond ASCII (an internationalised name).",
        example="link.is_punycode and account.age < days(7)",
        seen="whether a link has an internationalised name",
    ),
    _property(
        "link.has_ip",
        BOOL,
        lambda found: found.has_ip,
        doc="Whether the host of any link is an IP address.",
        example="link.has_ip",
        seen="whether a link leads to a bare IP address",
    ),
)
