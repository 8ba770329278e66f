"""From captured files to listings to versions, and back for any day."""
