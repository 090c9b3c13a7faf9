"""Giveaway scams: money or prizes promised in return for a payment, a wallet key or personal data."""

from fairwater.policy import *
from policies.shared import just_changed, little_known, official, shortened, speaks, trusted, warns, young

Giveaway = Policy(
    title="Fake giveaways",
    harm=scams_and_fraud.other,
    ground=Terms("3.2"),
    wording="Do not promise money, coins or prizes in return for a payment, a wallet key or personal data.",
)

KnownScam = Policy(
    title="Links to known scams",
    harm=scams_and_fraud.other,
    ground=Terms("3.1"),
    wording="Do not post links to pages that we know to take money or passwords by deceit.",
)

# What is promised. Charities promise too ("every donation is doubled"), so a promise alone never counts.
promises = text.matches(
    r"\bsend\b.{0,30}\b(get|receive|back|double)\b",
    r"\b(double|doubling|multiply) your\b",
    r"\bevery deposit is doubled\b",
    r"\b(giveaway|airdrop|give ?away)\b",
    r"\b(claim|collect) your (prize|airdrop|reward|bonus)\b",
    r"\byou (have|were|are)( been)? (won|selected|picked)\b",
    r"\bcongratulations\b.{0,40}\b(won|picked|selected|chosen)\b",
    r"\baddress was selected\b",
    r"\bgiv(es|ing) (away|everyone|back)\b",
    r"\b(event|drop) today only\b",
    r"\bsende\b.{0,30}\berhalte\b",
    r"\bverdopple dein",
    r"\b(jede einzahlung wird verdoppelt|du hast gewonnen|gewinnspiel|ausgewählt)\b",
    r"\benvoyez\b.{0,30}\brecevez\b",
    r"\bdoublez vos\b",
    r"\b(avez gagné|grand concours|êtes sélectionné)\b",
    r"\b(envía|envie)\b.{0,30}\b(recibe|receba)\b",
    r"\b(duplica tus|dobre seus|cada depósito se duplica)\b",
    r"\b(gran sorteo|mega sorteio|has ganado|você ganhou|fuiste seleccionado)\b",
    r"\bотправь.{0,30}получи",
    r"\bудвойте свои\b",
    r"\b(розыгрыш|вы выиграли|раздача|вас выбрали)\b",
    r"抽奖|中奖|返还|翻倍|空投",
    r"プレゼント|当選|二倍|戻ります",
    r"\b(لقد ربحت|سحب كبير|ضاعف أموالك)\b|واستلم",
    r"इनाम|जीत गए|दोगुना",
)

# What is wanted in return: coins to a wallet, a key, a "small fee", or that a wallet be connected.
wants = text.matches(
    r"\b(btc|eth|solr|crypto|krypto|cripto|bitcoin|nestcoin|token|luma coin)\b",
    r"\bwallet\b",
    r"\b(network|small) fee\b",
    r"\bshipping only\b",
    r"\brecovery phrase\b",
    r"\bbc1q[a-z0-9]{12,}",
    r"\b0x[a-z0-9]{12,}",
    r"\bclaim your airdrop\b",
    r"\benter your\b.{0,20}\bphrase\b",
    r"\bversandkosten\b",
    r"\bfrais de port\b",
    r"\b(paga solo el envío|pague só o frete|billetera|carteira|portefeuille)\b",
    r"крипт|кошел[её]к|доставк",
    r"钱包|运费|领取",
    r"ウォレット|送料|受け取る",
    r"محفظ|الشحن",
    r"वॉलेट|शुल्क",
)
lure = promises and wants and not warns

GiveawayLure = Rule(
    Giveaway,
    # The words alone are not enough: long-standing members joke about them. New or little-known accounts with a link or
    # a wallet address are the wave; hijacked ones are left to HijackedGiveaway and LureDomain.
    when=speaks
    and lure
    and (young or little_known)
    and not trusted
    and not official
    and (link.count > 0 or text.matches(r"\b(bc1q|0x)[a-z0-9]{12,}")),
    then=[hide(post), review(queue="fraud", severity=3)],
    because="the text promises money or a prize in return for coins, a wallet or a fee; the account is {account.age} old, followers: {account.followers}",
)
hit(
    GiveawayLure,
    "a new account promises to double coins",
    event(
        text="Send 0.1 BTC and get 0.2 back https://bonus-drop4.test/go",
        account=account(id="a", age=days(2), followers=3),
    ),
)
hit(
    GiveawayLure,
    "a wallet address instead of a link, in German",
    event(
        text="Sende 0,1 ETH und erhalte 0,2 zurück bc1qx7k2mm4p0zz9kq3t",
        account=account(id="a", age=days(12), followers=8),
    ),
)
hit(
    GiveawayLure,
    "a message in Chinese",
    event(
        kind="message.send",
        text="恭喜您中奖!连接钱包领取 https://claim-9.test/",
        account=account(id="a", age=hours(5), followers=0),
    ),
)
miss(
    GiveawayLure,
    "a charity whose gifts are doubled asks for no coins",
    event(
        text="Every donation is doubled by our partner until Sunday https://hospice-fund.example/donate",
        account=account(id="a", age=days(3), followers=12),
    ),
)
miss(
    GiveawayLure,
    "a victim repeats the words to warn others",
    event(
        text='Careful! I got this today: "Send 0.1 BTC and get 0.2 back" It is a scam, do not click',
        account=account(id="a", age=days(4), followers=2),
    ),
)
miss(
    GiveawayLure,
    "a new member claims a free game at the shop's real address",
    event(
        text="Free weekend, claim your prize in the store https://lumaplay.example/event/4",
        account=account(id="a", age=days(1), followers=1),
    ),
)

takers = distinct(account.id, per=link.domain, within=hours(3), where=speaks and lure)

LureDomain = Rule(
    Giveaway,
    # One lure may be a mistake of the pattern; the same site advertised with such promises by several accounts is not.
    # It also finds hijacked accounts of good standing, and posts of the wave that avoid the words ("I got mine!").
    when=speaks
    and link.count > 0
    and takers >= 4
    and not warns
    and not official
    and not shortened
    and link.domain not in listed("official-domains"),
    then=[hide(post), review(queue="fraud", severity=3)],
    because="{takers} accounts promised money or prizes for visiting {link.domain} within three hours",
)
hit(
    LureDomain,
    "the fifth account of a wave, old and well followed",
    repeat(
        4,
        event(text="Double your BTC today https://x2-lucky.test/{n}", account=account(id="a{n}", age=days(3))),
        every=minutes(4),
    ),
    event(
        text="Just received mine, it really works https://x2-lucky.test/",
        account=account(id="old", age=days(900), followers=4000),
        at=minutes(30),
    ),
)
hit(
    LureDomain,
    "different words, different languages, one site",
    event(text="You have won 2 ETH, claim it https://gift-drop.test/a", account=account(id="a")),
    event(text="Verdopple dein Krypto https://gift-drop.test/b", account=account(id="b"), at=minutes(1)),
    event(text="Duplica tus BTC https://gift-drop.test/c", account=account(id="c"), at=minutes(2)),
    event(text="Удвойте свои BTC https://gift-drop.test/d", account=account(id="d"), at=minutes(3)),
)
miss(
    LureDomain,
    "a charity drive: many accounts, one link, money, a promise of doubling",
    repeat(
        30,
        event(
            text="Double your gift today: the animal shelter https://small-shelter.example/donate",
            account=account(id="a{n}", age=days(5)),
        ),
        every=minutes(1),
    ),
)
miss(
    LureDomain,
    "one account posts its own lottery ten times",
    repeat(
        10,
        event(
            text="Giveaway: one token for the raffle https://choir-club.example/raffle",
            account=account(id="choir", age=days(700)),
        ),
        every=minutes(5),
    ),
)

HijackedGiveaway = Rule(
    Giveaway,
    # Old accounts that promise coins right after a new password or device. The owner is the victim: nothing is removed,
    # the account is slowed for a day, and people look.
    when=speaks and lure and just_changed and not young and not official,
    then=[limit(account, hours(24)), review(queue="hijacked", severity=4)],
    because="password, e-mail or device changed at {account.changed}, and the account now promises money or prizes for coins",
)
hit(
    HijackedGiveaway,
    "a member of six years, an hour after a new device",
    event(
        text="Huge ETH airdrop is live! Connect your wallet to claim https://drop-claim.test",
        account=account(id="a", age=days(2200), changed=time("2026-01-01T11:00:00Z")),
    ),
)
hit(
    HijackedGiveaway,
    "in Spanish, by message",
    event(
        kind="message.send",
        text="Duplica tus BTC en diez minutos https://drop.test/x",
        account=account(id="a", age=days(400), changed=time("2026-01-01T02:00:00Z")),
    ),
)
miss(
    HijackedGiveaway,
    "a new phone and ordinary talk of an airdrop",
    event(
        text="New phone! And no, I don't want your airdrop",
        account=account(id="a", age=days(2200), changed=time("2026-01-01T11:00:00Z")),
    ),
)
miss(
    HijackedGiveaway,
    "the owner is back and warns",
    event(
        text="Got hacked yesterday, if I told you to double your crypto, that wasn't me. Sorry!!",
        account=account(id="a", age=days(2200), changed=time("2026-01-01T11:00:00Z")),
    ),
)

asked = distinct(subject.account, per=account.id, within=hours(24), where=event.kind == "message.send" and lure)

GiveawayMessages = Rule(
    Giveaway,
    # A friend may pass on one offer. The same promise to the third stranger is a campaign.
    when=event.kind == "message.send" and lure and asked >= 3 and known_or(contact.first, True),
    then=[limit(account, hours(24)), hide(message), review(queue="fraud", severity=3)],
    because="{asked} people whom the account had never written to were promised money or prizes within a day",
)
hit(
    GiveawayMessages,
    "three strangers in ten minutes",
    repeat(
        3,
        event(
            kind="message.send",
            text="You have won! Connect your wallet https://claim.test",
            account=account(id="a", age=days(300)),
            subject=subject(account="v{n}"),
            contact=contact(first=True),
        ),
        every=minutes(5),
    ),
)
hit(
    GiveawayMessages,
    "spread over a day",
    repeat(
        4,
        event(
            kind="message.send",
            text="Send 0.1 ETH and get 0.2 back 0xk2k3k4k5k6k7k8k9",
            account=account(id="a", age=days(90)),
            subject=subject(account="v{n}"),
            contact=contact(first=True),
        ),
        every=hours(6),
    ),
)
miss(
    GiveawayMessages,
    "a friend shows the same scam to one friend, again and again",
    repeat(
        6,
        event(
            kind="message.send",
            text="look: 'Send 0.1 BTC and get 0.2 back' lol",
            account=account(id="a", age=days(900)),
            subject=subject(account="friend"),
            contact=contact(first=False),
        ),
        every=minutes(1),
    ),
)
miss(
    GiveawayMessages,
    "the choir invites its members to a raffle",
    repeat(
        9,
        event(
            kind="message.send",
            text="Our giveaway is on Sunday, bring cake",
            account=account(id="choir", age=days(900)),
            subject=subject(account="m{n}"),
            contact=contact(first=True),
        ),
        every=minutes(1),
    ),
)

KnownScamLink = Rule(
    KnownScam,
    # The list holds decided cases only. Whoever links one to warn of it is asked to take the link out, not punished:
    # the post is hidden and people look.
    when=speaks and any(domain in listed("scam-domains") for domain in link.domains),
    then=[hide(post), review(queue="fraud", severity=2)],
    because="it links to {link.domains}, one of which was found to take money or passwords by deceit",
)
hit(
    KnownScamLink,
    "any account, any words",
    event(text="have a look https://old-scam.test/a", account=account(id="a", age=days(1500), followers=900)),
    lists={"scam-domains": ["old-scam.test"]},
)
hit(
    KnownScamLink,
    "a host below a listed domain, second of two links",
    event(text="see https://dailyherring.example/1 and https://pay.old-scam.test/b", account=account(id="a")),
    lists={"scam-domains": ["old-scam.test"]},
)
miss(
    KnownScamLink,
    "a name that only contains a listed one",
    event(text="see https://not-old-scam.test/a", account=account(id="a", age=days(1))),
    lists={"scam-domains": ["old-scam.test"]},
)
miss(
    KnownScamLink,
    "the listed name in plain talk, without an address",
    event(text="remember old scam test? gone for good", account=account(id="a", age=days(1)), links=[]),
    lists={"scam-domains": ["old-scam.test"]},
)
