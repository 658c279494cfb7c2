"""What a shop looks back on: what is reported, each table in a file, and how it is laid out."""
