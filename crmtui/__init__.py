"""crmtui: the customer memory of a small shop."""

__version__ = "0.1.0"
