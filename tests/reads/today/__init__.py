"""Today's queue over a real store."""
