"""The parts of a training script: `core.export.script` puts those together that a run needs, in cells of `# %%`.

Names in capitals and what is named but not defined here come from the settings and from other parts.
"""
