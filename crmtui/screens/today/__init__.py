"""The queue of the day, and how it is worked."""
