"""An event in Fairwater's own JSON comes in; the same event goes out."""

from __future__ import annotations

from fairwater.events.readers.common import Reading, no_object


class FairwaterReader:
    """Fairwater's own JSON. Where lines are decoded, `EventDecoder.decode` does the same without the detour."""

    name = "fairwater"

    def convert(self, frame: object) -> Reading:
        """The frame as it is."""
        return [frame] if isinstance(frame, dict) else no_object(frame)
