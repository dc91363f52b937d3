"""What a network costs on this machine, measured: a process a design, since memory that was taken is not given back.

May import whatever `core.training` may. Begin with `measure_all.py` (the job), then `measure_one.py` (the process).
"""
