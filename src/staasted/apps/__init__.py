"""What the house remembers: one app a subject, later apps build on earlier ones."""
