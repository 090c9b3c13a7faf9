"""Phishing: messages that press people to give away passwords, cards or personal data on a false page."""

from fairwater.policy import *
from policies.shared import little_known, official, shortened, speaks, target, trusted, warns, young

Phishing = Policy(
    title="Phishing",
    harm=scams_and_fraud.phishing,
    ground=Terms("3.3"),
    wording="Do not pretend to be a bank, shop or service to get passwords, payment data or personal data.",
)

# Alarm: something bad happens to an account, a parcel or a payment unless one acts. Banks write so too, but on their own
# pages; ordinary people complain about it in other words ("had to verify my account twice").
alarms = text.matches(
    r"\byour (account|access|page|subscription|payment|profile)\b.{0,30}\b(closed|suspended|removed|expires?|declined|renewed|locked|blocked|restricted)\b",
    r"\bunusual (activity|sign-?in|login)\b",
    r"\blog in from another country\b",
    r"\byour parcel is waiting\b",
    r"\brefund of .{1,12} is ready\b",
    r"\bihr (konto|zugang)\b.{0,30}\b(gesperrt|läuft heute ab)\b",
    r"\bihr paket wartet\b",
    r"\bungewöhnliche anmeldung\b",
    r"\bihre zahlung wurde abgelehnt\b",
    r"\bvotre compte sera fermé\b",
    r"\bvotre colis attend\b",
    r"\bconnexion inhabituelle\b",
    r"\bvotre paiement a été refusé\b",
    r"\bun remboursement vous attend\b",
    r"\bsu cuenta será cerrada\b",
    r"\bsu paquete espera\b",
    r"\bacceso inusual\b",
    r"\bsu pago fue rechazado\b",
    r"\breembolso pendiente\b",
    r"\bsua conta será encerrada\b",
    r"\bsua encomenda aguarda\b",
    r"\bacesso incomum\b",
    r"\bseu pagamento foi recusado\b",
    r"\b(аккаунт|счёт) будет закрыт\b",
    r"\bпосылка ждёт\b",
    r"\bнеобычный вход\b",
    r"\bплатёж отклонён\b",
    r"账户将在.{0,12}关闭|包裹待领|异常登录",
    r"停止されます|手数料.{0,8}未払い",
    r"سيتم إغلاق حسابك|طردك في الانتظار",
    r"खाता .{0,12}बंद हो जाएगा|पार्सल रुका",
)
asks = text.matches(
    r"\b(verify|confirm|update) your (identity|details|data|payment|account|card)\b",
    r"\bcheck your card\b",
    r"\blog in to keep\b",
    r"\brestore access\b",
    r"\bre-?activate here\b",
    r"\bappeal here\b",
    r"\bbestätigen sie ihre daten\b",
    r"\bhier freischalten\b",
    r"\bjetzt anmelden\b",
    r"\bconfirmez vos données\b",
    r"\bréactiver ici\b",
    r"\bconfirme (sus|seus) (datos|dados)\b",
    r"\breactive aquí\b",
    r"\breative aqui\b",
    r"\bподтвердите данные\b",
    r"\bвосстановить доступ\b",
    r"请确认资料|请登录",
    r"ご確認ください",
    r"أكد بياناتك|سجل الدخول",
    r"सत्यापित करें|लॉग इन करें",
)
presses = (alarms or asks) and link.count > 0

# The brands that are imitated here, also with doubled and swapped letters; their real addresses are in official-domains.
imitates = any(
    host.matches(
        r"h[a4][l1]v[e3]nn?b[a4]nn?kk?",
        r"pp?[a4]kk?kk?[e3]t[o0]",
        r"kk?r[y]pp?t[o0]nn?[e3]st",
        r"[l1]um[a4]pp?[l1][a4]y",
    )
    and host not in listed("official-domains")
    for host in link.hosts
)
gate = any(url.matches(r"[/.-](log-?in|verify|secure|account|billing|id|alert|support|service)\b") for url in link.urls)

BrandLookalike = Rule(
    Phishing,
    # An address that looks like a brand's, which wants a password or is sent with an alarm. Fan pages and critics use
    # brand names as well, so a name in an address alone is not enough.
    when=speaks and imitates and not warns and (alarms or asks or (gate and (young or little_known))),
    then=[hide(post), review(queue="fraud", severity=4)],
    because="{link.host} looks like the address of a known service but is not, and the text or the page asks people to log in or confirm data",
)
hit(
    BrandLookalike,
    "words added to a bank's name",
    event(
        text="Halvenbank: your account will be closed within 24 hours. https://halvenbank-help.test/id?s=1",
        account=account(id="a", age=days(800)),
    ),
)
hit(
    BrandLookalike,
    "digits for letters, no alarm, a new account",
    event(text="your invoice 3k2 https://p4kket0.test/login?s=k2", account=account(id="a", age=days(2), followers=0)),
)
hit(
    BrandLookalike,
    "the brand as a sub-domain, in German, by message",
    event(
        kind="message.send",
        text="Ihr Paket wartet, 1,99 € Zoll sind offen. https://pakketo.delivery-k3.test/p",
        account=account(id="a", age=days(90)),
    ),
)
miss(
    BrandLookalike,
    "the real bank, at its own address",
    event(
        text="Halvenbank notice: we noticed unusual activity in the cards system. https://www.halvenbank.example/login",
        account=account(id="bank", age=days(1500), verified=True),
    ),
)
miss(
    BrandLookalike,
    "a fan page with a brand in its name",
    event(
        text="New interview on our page https://lumaplay-fans.example/post/8",
        account=account(id="a", age=days(9), followers=4),
    ),
)
miss(
    BrandLookalike,
    "a researcher defangs the address",
    event(
        text="New phishing kit against Halvenbank: hxxps://halvenbank-id[.]test fake login, steals cards",
        account=account(id="a", age=days(300)),
        links=[],
    ),
)

AlarmFromStranger = Rule(
    Phishing,
    # Alarm and demand with a link that is not a known service's, sent by a new or little-known account.
    when=speaks
    and alarms
    and link.count > 0
    and not official
    and not warns
    and not trusted
    and (young or little_known),
    then=[hide(post), review(queue="fraud", severity=3)],
    because="an account {account.age} old warns of trouble with an account, parcel or payment and links to {link.domain}",
)
hit(
    AlarmFromStranger,
    "closing accounts, by a new account",
    event(
        text="@maya your account has been suspended. Appeal here: https://qx81kk2.test/verify",
        account=account(id="a", age=days(1), followers=0),
    ),
)
hit(
    AlarmFromStranger,
    "in Russian",
    event(
        text="ваш аккаунт будет закрыт через 24 часа. https://zn02k.test/id",
        account=account(id="a", age=days(3), followers=1),
    ),
)
miss(
    AlarmFromStranger,
    "somebody new whose own account was blocked elsewhere",
    event(text="my account got suspended on tubewave for no reason", account=account(id="a", age=days(2), followers=3)),
)
miss(
    AlarmFromStranger,
    "a daughter warns her parents",
    event(
        text="PSA: 'your parcel is waiting, a fee of 1.99 is due' is phishing. Report and delete",
        account=account(id="a", age=days(5), followers=6),
    ),
)

ShortenedAlarm = Rule(
    Phishing,
    # No honest service hides behind a shortener when it speaks of closed accounts and payments.
    when=speaks and presses and shortened and not warns and not trusted,
    then=[hide(post), review(queue="fraud", severity=3)],
    because="it speaks of trouble with an account, parcel or payment, and its link {link.url} does not say where it leads",
)
hit(
    ShortenedAlarm,
    "an old account, hijacked or not",
    event(
        text="Confirm your details now: https://sho.test/k2m4", account=account(id="a", age=days(700), followers=300)
    ),
)
hit(
    ShortenedAlarm,
    "in French",
    event(
        text="votre colis attend, 1,99 € à régler. https://tinyhop.example/aa1",
        account=account(id="a", age=days(60), followers=80),
    ),
)
miss(
    ShortenedAlarm,
    "a shortened recipe",
    event(text="Recipe for dumplings: https://sho.test/dump", account=account(id="a", age=days(2), followers=1)),
)
miss(
    ShortenedAlarm,
    "a complaint about one's bank without a link",
    event(
        text="The bank app logged me out again, had to verify my account twice",
        account=account(id="a", age=days(2), followers=1),
    ),
)

pressed = distinct(target, per=account.id, within=hours(12), where=presses and not warns)

AlarmSpree = Rule(
    Phishing,
    # The same kind of alarm to the fourth person. Age does not matter here: bought and hijacked accounts are old.
    when=speaks and presses and not official and not warns and pressed >= 4,
    then=[suspend(account, days(1)), hide(post), review(queue="fraud", severity=4)],
    because="{pressed} people were told within twelve hours that something is wrong with their account, parcel or payment",
)
hit(
    AlarmSpree,
    "messages to four strangers from an account of two years",
    repeat(
        4,
        event(
            kind="message.send",
            text="your payment was declined. Update your payment data: https://vr9k.test/p",
            account=account(id="a", age=days(730), followers=200),
            subject=subject(account="v{n}"),
        ),
        every=minutes(20),
    ),
)
hit(
    AlarmSpree,
    "mentions of five people",
    event(
        text="@a your account has been suspended. https://kt1.test",
        account=account(id="x", age=days(90)),
        mentions=["a"],
    ),
    event(
        text="@b your account has been suspended. https://kt1.test",
        account=account(id="x", age=days(90)),
        mentions=["b"],
        at=minutes(1),
    ),
    event(
        text="@c your access expires today. https://kt2.test",
        account=account(id="x", age=days(90)),
        mentions=["c"],
        at=minutes(2),
    ),
    event(
        text="@d your access expires today. https://kt2.test",
        account=account(id="x", age=days(90)),
        mentions=["d"],
        at=minutes(3),
    ),
)
miss(
    AlarmSpree,
    "the help desk of a service answers five people, with its own address",
    repeat(
        5,
        event(
            text="Please restore access here: https://pakketo.example/help",
            account=account(id="desk", age=days(900), verified=True),
            mentions=["v{n}"],
        ),
        every=minutes(2),
    ),
)
miss(
    AlarmSpree,
    "four messages to one friend",
    repeat(
        4,
        event(
            kind="message.send",
            text="your subscription could not be renewed, see https://marketlane.example/sub or https://choir-club.example",
            account=account(id="a", age=days(500)),
            subject=subject(account="friend"),
        ),
        every=minutes(1),
    ),
)

doors = distinct(link.domain, per=account.id, within=hours(12), where=presses and not warns)

RotatingDoors = Rule(
    Phishing,
    # Look-alike domains are blocked within the hour, so campaigns rotate them. Nobody else needs three.
    when=speaks and presses and doors >= 3 and not official and not warns,
    then=[suspend(account, days(1)), review(queue="fraud", severity=4)],
    because="within twelve hours the account sent alarms that lead to {doors} different domains",
)
hit(
    RotatingDoors,
    "a new domain every hour",
    repeat(
        3,
        event(
            text="your account has been suspended. Verify your identity: https://gate{n}-x.test/id",
            account=account(id="a", age=days(40), followers=100),
        ),
        every=hours(1),
    ),
)
hit(
    RotatingDoors,
    "from post to message",
    event(text="a refund of €19 is ready for you. https://one-x.test", account=account(id="a", age=days(200))),
    event(
        text="votre colis attend, 1,99 € à régler. https://two-x.test",
        account=account(id="a", age=days(200)),
        at=hours(2),
    ),
    event(
        kind="message.send",
        text="Ihr Konto wird in 24 Stunden gesperrt. https://three-x.test",
        account=account(id="a", age=days(200)),
        at=hours(3),
    ),
)
miss(
    RotatingDoors,
    "a news bot with many domains",
    repeat(
        20,
        event(
            text="Headline {n}: town votes https://news{n}.example/a",
            account=account(id="bot", age=days(900), bot=True),
        ),
        every=minutes(5),
    ),
)
miss(
    RotatingDoors,
    "one domain, many alarms, for the other rules to judge",
    repeat(
        6,
        event(
            text="your page breaks our rules and will be removed. https://same-x.test/{n}",
            account=account(id="a", age=days(200), followers=500),
        ),
        every=minutes(30),
    ),
)
