"""Trials as they run here: approved, begun and stopped by somebody, on a day."""
