"""From bytes to checked rows. Pure: no Django, no database, no clock."""
