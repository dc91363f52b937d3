"""Charts and tables on any screen: live Plotly charts, bars, folded tables, and the scripts for axes in SVG.

May import `core` and the rest of `pages.shared`.
Begin with `live_chart.py`; for drawing in the browser with `axes.js`.
"""
