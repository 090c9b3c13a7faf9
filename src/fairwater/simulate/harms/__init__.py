"""Plans of harm: each takes a stage, and plans one campaign with its true labels."""

from __future__ import annotations

from fairwater.simulate.harms.copypaste import copypaste
from fairwater.simulate.harms.engagement import engagement
from fairwater.simulate.harms.giveaway import giveaway
from fairwater.simulate.harms.malware import malware
from fairwater.simulate.harms.phishing import phishing
from fairwater.simulate.harms.pileon import pileon
from fairwater.simulate.harms.spam import spam

PLANS = (giveaway, phishing, spam, pileon, malware, engagement, copypaste)
