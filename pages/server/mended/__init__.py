"""What Streamlit is made to do otherwise, by replacing one of its functions: a file each, with the reason.

May import nothing of ours. Begin with `gone_controls.py`.
"""
