"""The reports: pages of figures, tables and bars."""
