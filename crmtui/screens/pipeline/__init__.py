"""The board of the pipeline, its deals, stages and forecast."""
