"""The screen Families and size: what each family of networks shares and costs, and the budget of any network.

May import `core` and `pages.shared`; the costs are `core.concepts.families`, the budgets `core.networks.budget`.
Begin with `page.py`, then `layers.py` and `budget.py`.
"""
