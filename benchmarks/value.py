"""Fitting both models, beside the lifetimes package on the same customers, in this one process."""

from __future__ import annotations
