"""The map of the segments, who moved, and what customers are worth."""
