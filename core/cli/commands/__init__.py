"""The commands of `python -m core`, a file each: `add_arguments` says what it takes and which function does it.

Only the command that is asked for is imported, see `core.cli.parser`.
"""
