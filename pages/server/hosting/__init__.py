"""A hosted server: who asks, what they may, and what strangers are not told. Nothing of it runs where nobody signs in.

Begin with `visitors.py` (who asks) and `gate.py` (what they may); `middleware.py` says in which order they stand.
"""
