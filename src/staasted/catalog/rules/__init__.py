"""Rules of law as dated files: facts, sources, plain Danish, and the cases that hold them."""
