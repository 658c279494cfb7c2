"""Limits that tables and imports share."""

MOST = 2**53
"""The largest amount or quantity: beyond it JSON readers lose digits."""
LINE = 1_000
"""The longest one-line text, such as a name."""
TEXT = 100_000
"""The longest note."""
MOST_DAYS = 3650
"""The longest pace at which a shop keeps in touch."""
