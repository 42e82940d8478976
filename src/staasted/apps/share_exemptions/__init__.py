"""Written assessments under the 25 % rule: who needs no more numbered conversations for now."""
