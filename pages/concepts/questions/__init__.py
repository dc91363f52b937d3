"""The screen Questions and reading: six questions with an answer and the screen that shows it; books and courses.

May import `core` and `pages.shared`; what to read is `core.content.reading`.
Begin with `page.py`, then `answers.py`.
"""
