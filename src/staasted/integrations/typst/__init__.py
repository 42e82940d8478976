"""What runs beside the server: the setting of a document, and its layout."""
