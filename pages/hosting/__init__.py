"""The screens that only a server of many has: your account, what others share, and classes."""
