"""How pictures lie in folders: which folders are splits, which are classes, and what else lies beside them.

May import what `core.data.intake` may. Begin with `readings.py` (what a folder can be taken for);
`core.data.intake.scan` chooses among them and those of tables.
"""
