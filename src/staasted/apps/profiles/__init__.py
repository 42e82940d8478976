"""A citizen's own competence profile, which prints as a CV."""
