"""Harassment: insults aimed at a person again and again or by a crowd, and threats. Criticism, also sharp, is free."""

from fairwater.policy import *
from policies.shared import fresh, is_directed, names_danger, target

Harassment = Policy(
    title="Harassment",
    harm=cyber_violence.cyber_harassment,
    ground=Terms("5.1"),
    wording="Do not insult the same person again and again, and do not join a crowd that does. Criticise what people do.",
)

Threats = Policy(
    title="Threats",
    harm=cyber_violence.cyber_bullying_intimidation,
    ground=Terms("5.2"),
    wording="Do not threaten people or their families, and do not tell them that you know where they live.",
)

# Words aimed at a person ("you ..."), not words about a plan, a party or oneself. One of them is never enough: friends
# tease, tempers rise. It is the repetition or the crowd that makes it harassment.
INSULT_NAMES = "(plonkwit|gutterknob|snotgoblin|dungbrain|oddling|clown|loser|idiot|wormhead|muckrat)"
insults = text.matches(
    r"\byou (\w+ ){0,2}" + INSULT_NAMES + r"\b",
    r"\bwhat an? " + INSULT_NAMES + r" you are\b",
    r"\b(leave|shut up|embarrassing\W+\w+|account),? " + INSULT_NAMES + r"\b",
    r"@\w[\w.]* (just )?(\w+ )?" + INSULT_NAMES + r"\b",
    r"\bnobody wants you\b",
    r"\bjust leave already\b",
    r"\bdelete your account\b",
    r"\bgo cry about it\b",
    r"\beveryone laughs at you\b",
    r"\byou make me sick\b",
    r"\bwaste of space\b",
    r"\bimagine being @",
    r"\btold you to go\b",
    r"\bhated by everyone\b",
    r"\bgo back under your rock\b",
    r"🤡🤡|🤮",
    r"\bdu (plonkwit|rotzgnom|schlammhirn|versager|idiot|clown|matschbirne)\b",
    r"\bniemand will dich hier\b",
    r"\bhau endlich ab\b",
    r"\blösch dein konto\b",
    r"\bhalt die klappe\b",
    r"\balle lachen über dich\b",
    r"\bespèce de \w+",
    r"\bpersonne ne veut de toi\b",
    r"\bdégage\b",
    r"\bsupprime ton compte\b",
    r"\bta gueule\b",
    r"\btout le monde rit de toi\b",
    r"\bpedazo de \w+",
    r"\bnadie te quiere aquí\b",
    r"\blárgate\b",
    r"\bborra tu cuenta\b",
    r"\bcállate\b",
    r"\btodos se ríen de ti\b",
    r"\bseu (plonquinho|palhaço|inútil|idiota)\b",
    r"\bninguém te quer aqui\b",
    r"\bsome daqui\b",
    r"\bapaga tua conta\b",
    r"\bcala a boca\b",
    r"\bты (плонкус|соплежуй|клоун|ничтожество|болван|пустоголовый)\b",
    r"\bпроваливай\b",
    r"\bудали аккаунт\b",
    r"\bзаткнись\b",
    r"над тобой все смеются",
    r"тебя тут никто не ждёт",
)
menaces = text.matches(
    r"\bi know where you live\b",
    r"\bwe will find you\b",
    r"\bwon.t be safe\b",
    r"\bwait until i see you\b",
    r"\byour family will regret\b",
    r"\bi have your address\b",
    r"\bteach you a lesson\b",
    r"\bwould be a shame\b",
    r"\bsee you after work\b.{0,30}\balone\b",
    r"\bich weiß wo du wohnst\b",
    r"\bwir finden dich\b",
    r"\bwir sehen uns nach der arbeit\b",
    r"\bje sais où tu habites\b",
    r"\bon va te trouver\b",
    r"\bsé dónde vives\b",
    r"\bte vamos a encontrar\b",
    r"\bsei onde você mora\b",
    r"\bvamos te achar\b",
    r"я знаю где ты живёшь",
    r"мы тебя найдём",
)
# Rivals and friends say these to each other before every match. They are threats when a crowd is already at somebody's door.
dark_words = text.matches(
    r"\bwatch your back\b",
    r"\bcoming for you\b",
    r"\bsleep with one eye\b",
    r"\bpass bloß auf\b",
    r"\bfais gaffe à toi\b",
    r"\bten cuidado en la calle\b",
    r"ходи и оглядывайся",
)

# Teasing among friends says so, and a victim or witness quotes. Neither counts.
friendly = text.contains(
    "😂",
    "🤣",
    "❤",
    "😈",
    "😏",
    "🤗",
    "😘",
    "love you",
    "hab dich lieb",
    "je t'adore",
    "te quiero 😂",
    "te amo",
    "обожаю",
)
quotes = text.matches(r"[\"“«„][^\"”»“]{6,}[\"”»“]")
attacks = is_directed and insults and not friendly and not quotes

repeated = count(per=(account.id, target), within=days(1), where=attacks)

RepeatedInsults = Rule(
    Harassment,
    when=attacks and repeated >= 3,
    then=[limit(account, hours(12)), review(queue="harassment", severity=3)],
    because="the account insulted the same person {repeated} times within a day",
)
hit(
    RepeatedInsults,
    "three answers to one person",
    repeat(
        3,
        event(text="you pathetic muckrat", account=account(id="a", age=days(900)), reply=reply(id="p{n}", account="b")),
        every=minutes(9),
    ),
)
hit(
    RepeatedInsults,
    "by mention, by answer and by message",
    event(text="@b nobody wants you here", account=account(id="a"), mentions=["b"]),
    event(text="delete your account", account=account(id="a"), reply=reply(id="p1", account="b"), at=hours(1)),
    event(
        kind="message.send", text="you make me sick", account=account(id="a"), subject=subject(account="b"), at=hours(2)
    ),
)
miss(
    RepeatedInsults,
    "friends tease each other all day",
    repeat(
        9,
        event(text="@b you absolute plonkwit, love you 😂", account=account(id="a"), mentions=["b"]),
        every=minutes(20),
    ),
)
miss(
    RepeatedInsults,
    "five sharp criticisms of a plan, at an official",
    repeat(
        5,
        event(
            text="@c shame on you, this pathetic plan is a disaster. Resign!", account=account(id="a"), mentions=["c"]
        ),
        every=minutes(2),
    ),
)
miss(
    RepeatedInsults,
    "a hard word for oneself, again and again",
    repeat(
        6,
        event(text="what an idiot I am, wrong bus again @b", account=account(id="a"), mentions=["b"]),
        every=minutes(2),
    ),
)
miss(
    RepeatedInsults,
    "three different people, one loss of temper each",
    repeat(3, event(text="@v{n} shut up, loser", account=account(id="a"), mentions=["v{n}"]), every=minutes(2)),
)

crowd = distinct(account.id, per=target, within=hours(4), where=attacks)

addressed = distinct(account.id, per=target, within=hours(4), where=is_directed)

PileOn = Rule(
    Harassment,
    # The eighth account that insults one person within four hours, when most of those who speak to that person do. In a
    # heated debate, also about an official, some insult and most argue: that is for people to look at one by one.
    when=attacks and crowd >= 8 and crowd * 2 >= addressed,
    then=[hide(post, days(2)), review(queue="harassment", severity=4)],
    because="{crowd} of the {addressed} accounts that addressed the same person within four hours insulted them, and this is one of the insults",
)
hit(
    PileOn,
    "eight accounts, one target",
    repeat(
        8,
        event(text="nobody wants you here @b", account=account(id="a{n}", age=days(500)), mentions=["b"]),
        every=minutes(11),
    ),
)
hit(
    PileOn,
    "in several languages, by answers",
    repeat(
        4,
        event(text="you miserable loser", account=account(id="a{n}"), reply=reply(id="p", account="b")),
        every=minutes(5),
    ),
    repeat(
        4, event(text="hau endlich ab", account=account(id="c{n}"), reply=reply(id="p", account="b")), every=minutes(5)
    ),
)
miss(
    PileOn,
    "two hundred people criticise a decision of an official",
    repeat(
        200,
        event(
            text="@mayor you lied about the harbour. Step down. How stupid do you think we are?",
            account=account(id="a{n}", age=days(300)),
            mentions=["mayor"],
        ),
        every=seconds(30),
    ),
)
miss(
    PileOn,
    "a debate in which ten of sixty lose their temper",
    repeat(
        50,
        event(
            text="@mayor who pays for this? Answer the question",
            account=account(id="a{n}", age=days(300)),
            mentions=["mayor"],
        ),
        every=seconds(30),
    ),
    repeat(
        10,
        event(text="what a clown you are @mayor", account=account(id="c{n}", age=days(300)), mentions=["mayor"]),
        every=seconds(30),
    ),
)
miss(
    PileOn,
    "a birthday: sixty people mention one person",
    repeat(
        60,
        event(text="Happy birthday @star you clown 😂🎂", account=account(id="a{n}"), mentions=["star"]),
        every=minutes(1),
    ),
)
miss(
    PileOn,
    "friends stand by the one who is insulted and quote it",
    repeat(
        20,
        event(
            text='who writes "delete your account" to somebody? leave @b alone',
            account=account(id="a{n}"),
            mentions=["b"],
        ),
        every=minutes(1),
    ),
)

burners = distinct(account.id, per=target, within=days(1), where=attacks and fresh)

BurnerInsults = Rule(
    Harassment,
    # Accounts made to insult: the third one that is younger than a week, against the same person.
    when=attacks and fresh and burners >= 3,
    then=[limit(account, hours(24)), hide(post, days(2)), review(queue="harassment", severity=4)],
    because="{burners} accounts younger than a week insulted the same person within a day",
)
hit(
    BurnerInsults,
    "three accounts of a day",
    repeat(
        3,
        event(text="@b everyone laughs at you", account=account(id="a{n}", age=hours(20)), mentions=["b"]),
        every=hours(1),
    ),
)
hit(
    BurnerInsults,
    "in Spanish and English",
    event(text="@b nadie te quiere aquí", account=account(id="a", age=days(2)), mentions=["b"]),
    event(text="@b lárgate ya", account=account(id="c", age=days(2)), mentions=["b"], at=hours(1)),
    event(text="you dungbrain", account=account(id="d", age=days(3)), reply=reply(id="p", account="b"), at=hours(2)),
)
miss(
    BurnerInsults,
    "three newcomers praise the host",
    repeat(
        3,
        event(text="@host you genius, what a day", account=account(id="a{n}", age=hours(2)), mentions=["host"]),
        every=minutes(1),
    ),
)
miss(
    BurnerInsults,
    "one new account with a bad temper",
    repeat(5, event(text="@b shut up, clown", account=account(id="a", age=days(1)), mentions=["b"]), every=minutes(1)),
)

DirectThreat = Rule(
    Threats,
    # One threat is enough. A rule hides it for two days at most; people decide, and today.
    when=is_directed and (menaces or (dark_words and crowd >= 3)) and not friendly and not quotes and not names_danger,
    then=[hide(post, days(2)), review(queue="threats", severity=5)],
    because="it is aimed at a person and reads as a threat to come to them or to harm them",
)
hit(
    DirectThreat,
    "an answer",
    event(text="i know where you live", account=account(id="a", age=days(900)), reply=reply(id="p", account="b")),
)
hit(
    DirectThreat,
    "a message in German",
    event(
        kind="message.send", text="wir finden dich", account=account(id="a", age=days(20)), subject=subject(account="b")
    ),
)
hit(
    DirectThreat,
    "dark words while others insult the same person",
    repeat(3, event(text="@b nobody wants you here", account=account(id="a{n}"), mentions=["b"]), every=minutes(2)),
    event(text="@b watch your back", account=account(id="x"), mentions=["b"], at=minutes(20)),
)
miss(
    DirectThreat,
    "rivals before a match, without a smile",
    event(text="i'm coming for you @b, chess at eight", account=account(id="a"), mentions=["b"]),
)
miss(
    DirectThreat,
    "a game among friends",
    event(text="i'm coming for you @b, winner gets dumplings 😂", account=account(id="a"), mentions=["b"]),
)
miss(
    DirectThreat,
    "talk about a film, aimed at nobody",
    event(text="the line 'we will find you' still gives me goosebumps", account=account(id="a"), mentions=[]),
)
miss(
    DirectThreat,
    "a victim reports what was written to her",
    event(
        text='@desk somebody wrote "i know where you live" to me, what can I do?',
        account=account(id="a"),
        mentions=["desk"],
    ),
)
