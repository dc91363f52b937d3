"""How much memory decoding may take: weighed before it is read, bounded for the process, or in a process of its own.

Begin with `budget.py`.
"""
