"""A file on its way in: counted while it arrives, so that none can fill the disk."""

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from staasted.catalog.imports import bounds

_HANG_UP = 2
"""Times the bound: up to there an honest sender gets an answer, past it the line is cut."""


class BoundedUpload(TemporaryFileUploadHandler):
    """Keeps a file up to the import's bound; a larger one arrives with its size alone."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write what is within the bound, drop what is past it. Errors: StopUpload."""
        size = start + len(raw_data)
        if size > _HANG_UP * bounds().file_bytes:
            raise StopUpload(connection_reset=True)
        if size <= bounds().file_bytes:
            super().receive_data_chunk(raw_data, start)
