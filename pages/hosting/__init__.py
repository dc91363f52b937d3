"""The screens that only a server of many has: one's own account, what others share, and classes."""
