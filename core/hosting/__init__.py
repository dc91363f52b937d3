"""One server for many: who its owners are, what each may take, how long it is kept, and what they show each other.

May import whatever is below `core.training`; pages and the command line ask here. Where nobody signs in, nothing of
this room is imported. Begin with `settings.py` (what a host decides) and `owners.py` (whose workspace is whose).
"""
