"""Platform manipulation: crowds that are no crowds. Judged by how accounts behave together, never by what they say."""

from fairwater.policy import *
from policies.shared import fresh, trusted, young

FakeCrowd = Policy(
    title="Fake crowds",
    harm=scams_and_fraud.inauthentic_accounts,
    ground=Terms("4.2"),
    wording="Follows, votes, shares and reviews come from people. Do not make or buy them with accounts that you steer.",
)

engages = event.kind in ("follow", "reaction", "share", "vote")

# Families, libraries and schools share machines. What they do not do is serve strangers from them, one after the other.
hands = distinct(account.id, per=(client.device, subject.account), within=hours(12), where=engages)
machine_accounts = distinct(account.id, per=client.device, within=days(1), where=engages and young)
pushed_for = event.time - first_seen(per=(client.device, subject.account), within=hours(12), where=engages)
busy_for = event.time - first_seen(per=client.device, within=days(1), where=engages and young)

SameHands = Rule(
    FakeCrowd,
    # Five accounts on one machine push the same person, and have been at it for more than an hour and a half: a lesson
    # in a library is over by then. Guests of a hostel look the same, so this rule only asks people to look.
    when=engages and hands >= 5 and pushed_for > minutes(90) and not trusted,
    then=[review(queue="manipulation", severity=2)],
    because="{hands} accounts on the same device followed, liked or shared {subject.account} within twelve hours",
)
hit(
    SameHands,
    "five accounts, one machine, one buyer, spread over hours",
    repeat(
        5,
        event(
            kind="follow",
            account=account(id="a{n}", age=days(2)),
            client=client(device="d1"),
            subject=subject(kind="account", account="buyer"),
        ),
        every=minutes(25),
    ),
)
hit(
    SameHands,
    "old accounts as well",
    repeat(
        5,
        event(
            kind="reaction",
            reaction="like",
            account=account(id="a{n}", age=days(900)),
            client=client(device="d1"),
            subject=subject(account="buyer"),
        ),
        every=minutes(30),
    ),
)
miss(
    SameHands,
    "a class follows its teacher from one library computer",
    repeat(
        8,
        event(
            kind="follow",
            account=account(id="pupil{n}", age=minutes(5)),
            client=client(device="lib1"),
            subject=subject(kind="account", account="teacher"),
        ),
        every=minutes(4),
    ),
)
miss(
    SameHands,
    "a family of four likes grandma's cake for a year",
    repeat(
        4,
        event(
            kind="reaction",
            reaction="like",
            account=account(id="kin{n}", age=days(700)),
            client=client(device="tablet"),
            subject=subject(account="grandma"),
        ),
        every=hours(2),
    ),
)

AccountFarm = Rule(
    FakeCrowd,
    # Eight young accounts work on one machine for hours, whomever they serve.
    when=engages and young and machine_accounts >= 8 and busy_for > minutes(90) and not trusted,
    then=[suspend(account, days(1)), review(queue="manipulation", severity=3)],
    because="{machine_accounts} accounts younger than a month followed, liked or shared from the same device within a day",
)
hit(
    AccountFarm,
    "eight accounts, eight buyers",
    repeat(
        8,
        event(
            kind="follow",
            account=account(id="a{n}", age=days(3)),
            client=client(device="d1"),
            subject=subject(kind="account", account="b{n}"),
        ),
        every=minutes(20),
    ),
)
hit(
    AccountFarm,
    "likes and shares in turns",
    repeat(
        6,
        event(
            kind="reaction",
            reaction="like",
            account=account(id="a{n}", age=days(20)),
            client=client(device="d1"),
            subject=subject(account="b"),
        ),
        every=minutes(15),
    ),
    repeat(
        9,
        event(
            kind="share",
            account=account(id="c{n}", age=days(20)),
            client=client(device="d1"),
            subject=subject(account="e"),
        ),
        every=minutes(15),
    ),
)
miss(
    AccountFarm,
    "a workshop: twenty people join on one machine within an hour",
    repeat(
        20,
        event(
            kind="follow",
            account=account(id="a{n}", age=minutes(3)),
            client=client(device="kiosk"),
            subject=subject(kind="account", account="host"),
        ),
        every=minutes(3),
    ),
)
miss(
    AccountFarm,
    "a machine in a hostel: many guests, all of long standing",
    repeat(
        20,
        event(
            kind="reaction",
            reaction="like",
            account=account(id="a{n}", age=days(800)),
            client=client(device="hostel"),
            subject=subject(account="p{n}"),
        ),
        every=minutes(30),
    ),
)

# A copy alone is never a finding: fans, protests and charities copy on purpose, each from their own machine. What counts
# is that one machine, or one address with new accounts, speaks the same words under several names.
same_machine = distinct(account.id, per=(text, client.device), within=hours(6), where=event.kind == "post.create")
same_address = distinct(account.id, per=(text, client.ip), within=hours(6), where=event.kind == "post.create" and young)

OneVoiceManyNames = Rule(
    FakeCrowd,
    when=event.kind == "post.create"
    and len(text) >= 40
    and (same_machine >= 3 or (young and same_address >= 3))
    and not trusted,
    then=[hide(post), review(queue="manipulation", severity=3)],
    because="the same text was posted under {same_machine} names from one device, and by {same_address} new accounts from one address",
)
hit(
    OneVoiceManyNames,
    "three names, one machine, one praise",
    repeat(
        3,
        event(
            text="I stayed at the Grandeluxe hotel and I was amazed, every review should say so",
            account=account(id="a{n}", age=days(300)),
            client=client(device="d1", ip="198.18.0.1"),
        ),
        every=minutes(30),
    ),
)
hit(
    OneVoiceManyNames,
    "new accounts, different machines, one address",
    repeat(
        3,
        event(
            text="As a parent I only trust Purewell, the tablet is the best and the others are dangerous",
            account=account(id="a{n}", age=days(4)),
            client=client(device="d{n}", ip="198.18.0.1"),
        ),
        every=minutes(50),
    ),
)
miss(
    OneVoiceManyNames,
    "a fan campaign: four hundred copies, each from a machine of its own",
    repeat(
        400,
        event(
            text="Bring Velvet Otter back to the stage, we never stop singing! #OtterBack",
            account=account(id="a{n}", age=days(3)),
            client=client(device="d{n}", ip="198.18.1.{n}"),
        ),
        every=seconds(20),
    ),
)
miss(
    OneVoiceManyNames,
    "a protest: the same sentence by many members behind one address of a mobile network",
    repeat(
        60,
        event(
            text="We want the night bus back, and we want to be asked before it is cut",
            account=account(id="a{n}", age=days(700)),
            client=client(device="d{n}", ip="198.18.9.9"),
        ),
        every=minutes(1),
    ),
)
miss(
    OneVoiceManyNames,
    "two flatmates share a machine and a joke",
    repeat(
        2,
        event(
            text="our landlord says the heating is a state of mind, please advise",
            account=account(id="a{n}", age=days(40)),
            client=client(device="d1", ip="198.18.0.7"),
        ),
        every=minutes(5),
    ),
)

newcomers_at = distinct(account.id, per=(subject.account, client.asn), within=minutes(90), where=engages and fresh)
machines_at = distinct(client.device, per=(subject.account, client.asn), within=minutes(90), where=engages and fresh)

BoughtWave = Rule(
    FakeCrowd,
    # A wave of new accounts on one network pushes one person, with far fewer machines than names. People look; the
    # person who is pushed may know nothing of it, so nothing is done to them.
    when=engages and fresh and newcomers_at >= 8 and machines_at * 2 <= newcomers_at,
    then=[label(account, "part of a sudden wave"), review(queue="manipulation", severity=2)],
    because="{newcomers_at} accounts younger than a week, on {machines_at} devices of one network, pushed {subject.account} within ninety minutes",
)
hit(
    BoughtWave,
    "nine names on two machines in half an hour",
    repeat(
        5,
        event(
            kind="follow",
            account=account(id="a{n}", age=days(1)),
            client=client(device="d1", asn=64500),
            subject=subject(account="buyer"),
        ),
        every=minutes(3),
    ),
    repeat(
        4,
        event(
            kind="follow",
            account=account(id="b{n}", age=days(1)),
            client=client(device="d2", asn=64500),
            subject=subject(account="buyer"),
        ),
        every=minutes(3),
    ),
)
hit(
    BoughtWave,
    "likes, one machine",
    repeat(
        8,
        event(
            kind="reaction",
            reaction="like",
            account=account(id="a{n}", age=hours(9)),
            client=client(device="d1", asn=64500),
            subject=subject(account="buyer"),
        ),
        every=minutes(2),
    ),
)
miss(
    BoughtWave,
    "newcomers' day: forty people follow the host, each on their own phone",
    repeat(
        40,
        event(
            kind="follow",
            account=account(id="a{n}", age=minutes(9)),
            client=client(device="d{n}", asn=64500),
            subject=subject(account="host"),
        ),
        every=minutes(1),
    ),
)
miss(
    BoughtWave,
    "a singer on television: thousands of old accounts at once",
    repeat(
        300,
        event(
            kind="follow",
            account=account(id="a{n}", age=days(500)),
            client=client(device="d1", asn=64500),
            subject=subject(account="singer"),
        ),
        every=seconds(5),
    ),
)
