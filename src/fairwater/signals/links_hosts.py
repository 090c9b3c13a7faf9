"""A host as people write it comes in; its normal form and its registrable domain come out.

Normal form: lower-case ASCII, IDNA labels in punycode after UTS 46 (non-transitional), IP addresses in their usual
form, no trailing dot. Registrable domain: by the public suffix list (publicsuffix.org) that `tldextract` carries,
private suffixes (such as those of web hosts) included; never fetched from a network.
https://url.spec.whatwg.org/#host-parsing is followed where people could be misled: wide dots, percent-encoding,
addresses written as one number.
"""

from __future__ import annotations

from functools import cache, lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import unquote

import idna

MAX_HOST = 253
MAX_LABEL = 63
MAX_WRITTEN = 1024
"""Longest host looked at, in characters as written (percent-encoding makes three of one)."""

CACHED_HOSTS = 65_536

RESERVED = ("example", "test")
"""Suffixes of RFC 2606, listed as if real: documents and test cases speak of them."""

# Suffixes that are far more often the end of a file name or a word after a forgotten space than of a bare host.
# With http://, www., a port or a path they count; alone they do not.
_AMBIGUOUS = """
am as at be by cc dad day do got here how in is it java like ls man md me mk ml mov my name new no now one
pl pm ps py read rs run save sc sh so st tab to us vi you zip zero
"""
AMBIGUOUS = frozenset(_AMBIGUOUS.split())


class Host(NamedTuple):
    """A host in normal form. `domain`: None for a single label. `listed`: its suffix is on the list, not assumed."""

    name: str
    domain: str | None
    listed: bool
    is_ip: bool = False


class Suffixes(NamedTuple):
    """The public suffix list: plain rules, parents of `*.` rules, exceptions (`!`); last labels, most labels of one."""

    plain: frozenset[str]
    wild: frozenset[str]
    exceptions: frozenset[str]
    tops: frozenset[str]
    deepest: int


@cache
def suffixes() -> Suffixes:
    """The list as bundled with `tldextract`, IDNA names in punycode. Reads no network and writes no cache."""
    import tldextract  # brings an HTTP client along: only when a link is looked at

    rules = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True).tlds
    plain, wild, exceptions = set(RESERVED), set(), set()
    for rule in rules:
        if rule.startswith("*."):
            wild.add(punycode(rule[2:]) or rule[2:])
        elif rule.startswith("!"):
            exceptions.add(punycode(rule[1:]) or rule[1:])
        else:
            plain.add(punycode(rule) or rule)
    deepest = max(rule.count(".") + 1 for rule in rules)
    tops = frozenset(rule[rule.rfind(".") + 1 :] for rule in plain | wild)
    return Suffixes(frozenset(plain), frozenset(wild), frozenset(exceptions), tops, deepest)


def punycode(host: str) -> str | None:
    """`host` lower-case, in ASCII, after UTS 46; None when it cannot be a host name."""
    host = host.rstrip(".") if host.isascii() else _mapped(host)
    host = host.lower()
    if not host or len(host) > MAX_HOST:
        return None
    for label in host.split("."):
        if not label or len(label) > MAX_LABEL or not _plain(label):
            return None
    return host


def unicode_host(host: str) -> str:
    """`host` with its punycode labels decoded, for people to read; a label that does not decode stays as it is."""
    labels = []
    for label in host.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label[:4].lower() == "xn--" else label)
        except UnicodeError:
            labels.append(label)
    return ".".join(labels)


@lru_cache(CACHED_HOSTS)
def host(written: str) -> Host | None:
    """The host as written (no port, no userinfo; brackets round IPv6) in normal form; None when it can be none."""
    if len(written) > MAX_WRITTEN:
        return None
    if written[:1] == "[":
        return _ipv6(written)
    if "%" in written:
        written = unquote(written, errors="replace")
    name = punycode(written)
    if name is None:
        return None
    last = name[name.rfind(".") + 1 :]
    if last[0].isdigit() and _is_number(last):
        return _ipv4(name)
    return Host(name, *registrable(name))


def registrable(name: str) -> tuple[str | None, bool]:
    """Registrable domain of a host in normal form, and whether its suffix is listed.

    An unlisted last label is taken for a suffix (the list's own default rule). A host of several labels that is itself
    a public suffix stands for itself: a page may well be served there. A single label has no domain.
    """
    known = suffixes()
    dots = [i for i, character in enumerate(name) if character == "."]
    if not dots:
        return None, name in known.plain
    # Starts of the endings of the name that a rule may match, longest first.
    starts = [0, *(i + 1 for i in dots)]
    first = max(0, len(starts) - known.deepest - 1)
    for index in range(first, len(starts)):
        ending = name[starts[index] :]
        if ending in known.exceptions:
            return ending, True
        parent = name[starts[index + 1] :] if index + 1 < len(starts) else ""
        if ending in known.plain or parent in known.wild:
            return name[starts[max(index - 1, 0)] :], True
    return name[starts[-2] :], False


@lru_cache(CACHED_HOSTS)
def bare_host(written: str, extended: bool) -> Host | None:
    """A host without http:// in a text, or None when it is rather a word, a number, a file name or an address.

    `extended`: a port or path follows. The suffix must be listed, unless the host begins with `www.`.
    """
    written = _cut(written)
    dot = written.rfind(".")
    last = written[dot + 1 :]
    www = written[:4].lower() == "www." and dot > 4
    # Refuse by the last label alone where that can be done: texts are full of dots, and the rest costs microseconds.
    if not extended and not www and _is_no_suffix(written, dot, last):
        return None
    found = host(written)
    if found is None or (found.is_ip and not extended):
        return None
    if found.is_ip:
        return found
    name = found.name
    if not found.listed:
        return found if www and name[name.rfind(".") + 1 :].isalpha() else None
    if found.domain is None or (name == found.domain and name in suffixes().plain):
        return None
    if name[0] == "-" or "-." in name or ".-" in name:
        return None
    return found


def _is_no_suffix(written: str, dot: int, last: str) -> bool:
    """Whether a bare host that ends in the label `last`, after a dot at `dot`, is surely none or too likely a word."""
    if not last.isascii() or dot < 0:
        return False
    lower = last.lower()
    if lower not in suffixes().tops:
        return True
    if lower in AMBIGUOUS and written.find(".") == dot:
        return True
    # "the end.Men at work": a sentence that begins right after a full stop.
    return last[0].isupper() and last[1:].islower() and not written[0].isupper()


def schemed_host(written: str) -> Host | None:
    """A host after http://. Letters of a script without spaces right behind a listed suffix are the next word."""
    found = host(written)
    if (found is None or not found.listed) and not written.isascii():
        cut = _cut(written)
        shorter = host(cut) if cut != written else None
        if shorter is not None and shorter.listed:
            return shorter
    return found


def _cut(written: str) -> str:
    """`written` up to the first letter that is not ASCII in its last label, if that label begins in ASCII."""
    if written.isascii():
        return written
    start = written.rfind(".") + 1
    for index in range(start, len(written)):
        if not written[index].isascii():
            return written[:index] if index > start else written
    return written


def _mapped(written: str) -> str:
    """UTS 46 mapping, then punycode for each label that is not ASCII; "" when a character is not allowed."""
    if len(written) > MAX_HOST:
        return ""
    try:
        # Mapping rather than strict IDNA 2008: browsers open emoji and symbol domains, so people meet them.
        mapped = idna.uts46_remap(written, std3_rules=False, transitional=False).rstrip(".")
        return ".".join(
            label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
            for label in mapped.split(".")
        )
    except (idna.IDNAError, UnicodeError):
        return ""


def _plain(label: str) -> bool:
    """Whether every character may stand in a label: a-z, 0-9, hyphen, underscore."""
    return label.isalnum() or label.replace("-", "").replace("_", "").isalnum()


def _is_number(label: str) -> bool:
    """Whether a last label makes the host an IPv4 address: digits, or 0x and hexadecimal digits."""
    if label.isdigit():
        return True
    return label[:2] == "0x" and all(character in "0123456789abcdef" for character in label[2:])


def _ipv4(name: str) -> Host | None:
    """One to four numbers, decimal, octal (0...) or hexadecimal (0x...), as browsers read them; None out of range."""
    parts = name.split(".")
    if len(parts) > 4:
        return None
    numbers = []
    for part in parts:
        try:
            if part[:2] == "0x":
                numbers.append(int(part[2:] or "0", 16))
            else:
                numbers.append(int(part, 8) if len(part) > 1 and part[0] == "0" else int(part))
        except ValueError:
            return None
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= 256 ** (5 - len(numbers)):
        return None
    value = numbers[-1] + sum(number << (8 * (3 - place)) for place, number in enumerate(numbers[:-1]))
    address = str(IPv4Address(value))
    return Host(address, address, True, True)


def _ipv6(written: str) -> Host | None:
    """`[...]` as the compressed form without brackets; None when it is no address. A zone is dropped."""
    if written[-1] != "]":
        return None
    try:
        address = str(IPv6Address(written[1:-1].partition("%")[0]))
    except AddressValueError:
        return None
    return Host(address, address, True, True)
