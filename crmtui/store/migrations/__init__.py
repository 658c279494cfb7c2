"""The history of the schema."""


def include_name(name: str | None, type_: str, _parent_names: object) -> bool:
    """Leave the search index to its own module."""
    return not (type_ == "table" and name is not None and name.startswith("search_index"))
