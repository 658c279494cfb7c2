"""Compile the translations when a wheel is made: it carries the catalogues, not their sources."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):
    """Adds every `.mo` to the wheel by name, as git and so hatch ignore them."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile each `.po` beside its source, where an editable install finds it as it is."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        from crmtui._checkout import catalogues, compile_catalogue

        for po in catalogues(Path(self.root)):
            made = compile_catalogue(po)
            if version != "editable":
                build_data["force_include"][str(made)] = made.relative_to(self.root).as_posix()
