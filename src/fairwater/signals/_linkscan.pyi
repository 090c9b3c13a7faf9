"""Types of `_linkscan.pyx`: a text comes in, the places where a link may stand come out."""

def scan(text: str, look_for_defanged: bool = True) -> list[tuple[int, int, int, int]] | None:
    """Places `(schemed, host_start, host_end, end)` in order; None: put bracketed dots right first."""
