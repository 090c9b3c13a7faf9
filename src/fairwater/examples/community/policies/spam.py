"""Spam: offers nobody asked for, repeated to strangers or disguised so that filters miss them."""

from fairwater.policy import *
from policies.shared import fresh, little_known, official, speaks, target, trusted, warns, young

Spam = Policy(
    title="Spam",
    harm=other_violation_tc.other,
    ground=Terms("4.1"),
    wording="Do not push offers on people who did not ask, and do not disguise text to get past filters.",
)

# Writing that hides from filters. People also write oddly: emoji are joined with zero-width characters, Persian and
# Hindi need them, fans write with wide letters, decomposed accents (e + U+0301) come from some keyboards. So each of
# these looks at Latin letters only, and every rule below asks for more than odd writing.
hidden_letters = text.matches(
    r"[a-z][\u200b\u2060\u00ad\u200c][a-z]", r"[a-z]\u0336|[a-z]\u0323[a-z]+\w*\u0323|\u0301[a-z]?[a-z]\u0301"
)
two_alphabets = text.matches(r"[a-z][а-яёіїјѕ]+[a-z]", r"\b[а-яёіїјѕ]+[a-z]{2,}\b")
spread_letters = text.matches(r"\b[a-z] [a-z] [a-z] [a-z]\b", r"\b[a-z]\.[a-z]\.[a-z]\.[a-z]\b")
wide_letters = text.matches(r"[\uff21-\uff3a\uff41-\uff5a]{3,}")
disguised = hidden_letters or two_alphabets or spread_letters or wide_letters

# Offers that are almost never made by members to each other, also with digits or doubled letters.
offers = text.matches(
    r"c+h+[e3]+[a4]+p+ ?(f+[o0]+[l1]+|m+[e3]+d|[l1]+[i1]+k)",
    r"f+[o0]+[l1]+[o0]+w+[e3]+r+[s5]",
    r"[s5]+[l1]+[i1]+m+[i1]+n+g+ p+[i1]+[l1]+[s5]",
    r"c+[a4]+[s5]+[i1]+n+[o0]+ b+[o0]+n+u+[s5]",
    r"r+[e3]+p+[l1]+[i1]+c+[a4]+ w+[a4]+[t7]+c+h",
    r"n+[o0]+ p+r+[e3]+[s5]+c+r",
    r"f+[a4]+[s5]+[t7]+ [l1]+[o0]+[a4]+n",
    r"[i1]+n+[s5]+[t7]+[a4]+n+[t7]+ [l1]+[i1]+k+[e3]",
    r"d+[a4]+[t7]+[e3]+[s5]+ n+[e3]+[a4]+r+ y",
    r"w+[o0]+r+k+ f+r+[o0]+m+ h+[o0]+m+[e3]+ 5",
    r"c+r+y+p+[t7]+[o0]+ [s5]+[i1]+g+n",
    r"d+[i1]+p+[l1]+[o0]+m+[a4]+ [i1]+n",
    r"\badult cams\b",
)
calls = text.matches(
    r"b+u+y+ n+[o0]+w+",
    r"\b(click here|best price|limited offer|order in one|register and win|check my profile|lowest price|free trial|pay later|info in bio)\b",
    r"\btg @\w+|\bwhats ?app \+\d|\btext \+\d",
    r"-\d\d% today",
    r"\bonly \$\d",
)
reachable = link.count > 0 or text.matches(r"\btg ?@\w+|\+\d[\d ]{6,}")

DisguisedOffer = Rule(
    Spam,
    # Disguise with a way to be reached, from an account that is new or that hardly anybody follows. Odd writing without
    # a link is play; with a link from somebody well known it is style.
    when=speaks and disguised and reachable and (young or little_known) and not official and not trusted,
    then=[hide(post), review(queue="spam", severity=1)],
    because="the text is written so that word filters miss it, and gives a link or a number; the account is {account.age} old",
)
hit(
    DisguisedOffer,
    "zero-width characters inside words",
    event(
        text="Buy n\u200bow che\u200bap foll\u200bowers https://win-x2.test/a",
        account=account(id="a", age=days(2), followers=0),
    ),
)
hit(
    DisguisedOffer,
    "Cyrillic letters that look Latin",
    event(
        text="miracle slimming pіlls оrdеr tоdаy https://q3k2k.test",
        account=account(id="a", age=days(20), followers=10),
    ),
)
hit(
    DisguisedOffer,
    "s p a c e d out, with a number instead of a link",
    event(text="C a s i n o b o n u s whats app +00 555 0211", account=account(id="a", age=days(1), followers=2)),
)
miss(
    DisguisedOffer,
    "emoji of several parts use the same invisible characters",
    event(
        text="my recipe 👩\u200d🍳 is here https://cookpot.example/post/1",
        account=account(id="a", age=days(1), followers=0),
    ),
)
miss(
    DisguisedOffer,
    "a Russian sentence with a Latin brand",
    event(
        text="Купила на Pixelbarn, всё пришло https://pixelbarn.example/item/2",
        account=account(id="a", age=days(1), followers=0),
    ),
)
miss(
    DisguisedOffer,
    "happiness s t r e t c h e d out, nothing to sell",
    event(text="f i n a l l y  w e e k e n d", account=account(id="a", age=days(1), followers=0), links=[]),
)
miss(
    DisguisedOffer,
    "an accent typed as two characters",
    event(
        text="repair café\u0301 on Sunday https://eventboard.example/event/3",
        account=account(id="a", age=days(3), followers=1),
    ),
)

UnaskedOffer = Rule(
    Spam,
    # A typical offer with a way to be reached, aimed at somebody, or from an account a week old at most.
    when=speaks
    and offers
    and reachable
    and not warns
    and not trusted
    and (fresh or (little_known and is_known(target))),
    then=[hide(post), review(queue="spam", severity=1)],
    because="the text offers goods or services that are often spammed, with a link or number, from an account {account.age} old",
)
hit(
    UnaskedOffer,
    "digits for letters",
    event(
        text="ch34p f0ll0w3r5 only $9.99 👉 https://x2-lucky.test/3", account=account(id="a", age=days(3), followers=0)
    ),
)
hit(
    UnaskedOffer,
    "under a stranger's post, by a bought account",
    event(
        text="fast loans, pay later https://maple-shop.test/1",
        account=account(id="a", age=days(300), followers=40),
        reply=reply(id="p1", account="b"),
    ),
)
miss(
    UnaskedOffer,
    "a member complains about spam",
    event(text="why do I keep getting offers for cheap followers?", account=account(id="a", age=days(2), followers=1)),
)
miss(
    UnaskedOffer,
    "a well-known member writes about loans",
    event(
        text="How fast loans ruined my cousin: https://dailyherring.example/story/8",
        account=account(id="a", age=days(900), followers=800),
    ),
)

offered = count(
    per=account.id, within=hours(12), where=speaks and reachable and (offers or calls or disguised) and not warns
)

OfferFlood = Rule(
    Spam,
    # By number, whatever the age: the sixth offer within half a day. A shop that announces its sale stays below.
    when=speaks and offered >= 6 and (offers or disguised) and reachable and not warns and not trusted,
    then=[hide(post), limit(account, hours(24)), review(queue="spam", severity=2)],
    because="the account made {offered} such offers within twelve hours",
)
hit(
    OfferFlood,
    "six offers in an afternoon from an account of a year",
    repeat(
        6,
        event(
            text="instant likes, real results https://quiet-club.test/{n}",
            account=account(id="a", age=days(400), followers=300),
        ),
        every=minutes(40),
    ),
)
hit(
    OfferFlood,
    "each in another disguise",
    repeat(
        5,
        event(text="r e p l i c a watches https://a{n}.test", account=account(id="a", age=days(60), followers=100)),
        every=minutes(10),
    ),
    event(text="rеplісa wаtсhes https://b.test", account=account(id="a", age=days(60), followers=100), at=hours(2)),
)
miss(
    OfferFlood,
    "a shop's sale, posted through the day",
    repeat(
        12,
        event(
            text="20% off mugs this week, buy now at our shop https://marketlane.example/item/{n}",
            account=account(id="shop", age=days(800), followers=2000),
        ),
        every=minutes(45),
    ),
)
miss(
    OfferFlood,
    "a long thread in which somebody is asked about followers",
    repeat(
        8,
        event(
            text="you don't need more followers, you need better photos",
            account=account(id="a", age=days(100)),
            links=[],
        ),
        every=minutes(3),
    ),
)

reached = distinct(reply.account, per=account.id, within=hours(6), where=link.count > 0 and not official)
sites = distinct(link.domain, per=account.id, within=hours(6), where=link.count > 0 and is_known(reply.account))

LinkReplies = Rule(
    Spam,
    # Links under posts of five strangers, always to the same one or two sites. Helpers answer with many sites or with
    # known ones; an author who promotes their own blog is asked to slow down, no more.
    when=event.kind == "post.create"
    and is_known(reply.account)
    and link.count > 0
    and reached >= 5
    and sites <= 2
    and not official
    and not trusted,
    then=[limit(account, hours(12)), review(queue="spam", severity=1)],
    because="the account answered {reached} people within six hours with links to {sites} site(s), now {link.domain}",
)
hit(
    LinkReplies,
    "five strangers, one site",
    repeat(
        5,
        event(
            text="Check this https://win-x2.test/{n}",
            account=account(id="a", age=days(40)),
            reply=reply(id="p{n}", account="v{n}"),
        ),
        every=minutes(20),
    ),
)
hit(
    LinkReplies,
    "harmless words do not help",
    repeat(
        8,
        event(
            text="so true! more here https://velvet-club.test", account=account(id="a", age=days(400), followers=900)
        ),
        every=minutes(1),
    ),
    repeat(
        5,
        event(
            text="lovely {n} https://velvet-club.test",
            account=account(id="a", age=days(400)),
            reply=reply(id="q{n}", account="w{n}"),
        ),
        every=minutes(2),
    ),
)
miss(
    LinkReplies,
    "a helper answers nine people with the maker's own page",
    repeat(
        9,
        event(
            text="Driver is on the maker's site https://drivers.tandemprint.example/get/driver.exe",
            account=account(id="a", age=days(40)),
            reply=reply(id="p{n}", account="v{n}"),
        ),
        every=minutes(10),
    ),
)
miss(
    LinkReplies,
    "a long talk with one person, full of links",
    repeat(
        12,
        event(
            text="and this https://fox-notes.example/{n}",
            account=account(id="a", age=days(40)),
            reply=reply(id="p{n}", account="friend"),
        ),
        every=minutes(2),
    ),
)
