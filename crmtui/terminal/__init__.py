"""The terminal we run on: what it answers, and who puts right-to-left text in order there."""
