"""What citizens say of conversations, kept so that no answer can be joined to anybody again."""
