"""Citizens' cases: who is open here, on what, with which counsellor."""
