"""`python3 -m crmtui`: from a checkout on any Python, or of an installed package."""

import sys

if sys.version_info < (3, 11):
    sys.exit("crmtui: needs Python 3.11 or newer, and this is %d.%d." % sys.version_info[:2])


def _run() -> None:
    try:
        import crmtui._checkout as checkout
    except ModuleNotFoundError as error:
        if error.name != "crmtui._checkout":
            raise
        # Installed from a wheel, which brings its libraries with it.
    else:
        checkout.ensure("run")
    from crmtui.cli import entry

    entry()


if __name__ == "__main__":
    _run()
