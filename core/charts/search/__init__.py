"""The charts of a search: its trials one after the other, by setting, and against what else shall be small.

May import `core.charts.style`; plain data in, plain figures out.
"""
