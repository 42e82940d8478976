"""Figures to hold, measured on this machine: ``python -m benchmarks`` lists them.

A benchmark prints counts, seconds and ratios of one run. It is no test and fails on no figure:
a machine that is busy would make it flicker. It fails only when what it measures went wrong.
"""
