"""Values that several policies use: who is new, what is speech, who is spoken to, and who only warns of a danger."""

from fairwater.policy import *

# Speech: what others can read. Descriptions of oneself are speech too, and spammers use them.
speaks = event.kind in ("post.create", "post.edit", "message.send", "profile.update")

# Being new is no offence. It only ever narrows a rule, and never fires one alone.
fresh = account.age < days(7)
young = account.age < days(30)
little_known = account.followers < 60

# People whom moderators have marked as trusted. A service without labels loses nothing: unknown counts as not trusted.
trusted = known_or(account.has_label("trusted"), False)

# A new password, e-mail address or device within a day: what a hijacked account looks like, and also a new phone.
just_changed = known_or(event.time - account.changed < hours(24), False)

# Somebody who names the danger and hands on no link is warning, not luring. Victims and researchers quote what they were
# sent. A scammer who writes "this is not a scam" and gives a link gains nothing by it.
names_danger = text.has_word(
    "scam",
    "scams",
    "scammer",
    "scammers",
    "fraud",
    "phishing",
    "fake",
    "hacked",
    "malware",
    "careful",
    "ioc",
    "betrug",
    "vorsicht",
    "gehackt",
    "arnaque",
    "attention",
    "estafa",
    "cuidado",
    "golpe",
    "обман",
    "осторожно",
    "احتيال",
    "सावधान",
    "ठगी",
) or text.contains("骗局", "詐欺", "block them", "report and delete", "do not visit", "please block")
warns = names_danger and link.count == 0

# Whom a post or message is aimed at: the one answered, else the first one mentioned, else the one who gets the message.
target = known_or(reply.account, known_or(mentions.item(0), subject.account))
is_directed = event.kind in ("post.create", "message.send") and is_known(target)

# Brands, makers and charities whose real addresses we know.
official = link.count > 0 and all(domain in listed("official-domains") for domain in link.hosts)
shortened = any(domain in listed("shorteners") for domain in link.domains)
