"""Lawful look-alikes of each harm: each plan takes a stage, and plans conduct that a careless rule would hit."""

from __future__ import annotations

from fairwater.simulate.lookalikes.charity import charity
from fairwater.simulate.lookalikes.classroom import classroom
from fairwater.simulate.lookalikes.crowds import birthdays, fans, headline, newcomers
from fairwater.simulate.lookalikes.debate import debate
from fairwater.simulate.lookalikes.friends import banter, self_mockery
from fairwater.simulate.lookalikes.places import diaries, hostel, petition
from fairwater.simulate.lookalikes.software import install_advice
from fairwater.simulate.lookalikes.trade import coin_talk, notices, raffles, release
from fairwater.simulate.lookalikes.warnings import researchers, warnings

PLANS = (
    fans,
    charity,
    warnings,
    banter,
    self_mockery,
    debate,
    newcomers,
    headline,
    birthdays,
    researchers,
    install_advice,
    classroom,
    hostel,
    petition,
    diaries,
    notices,
    raffles,
    coin_talk,
    release,
)
