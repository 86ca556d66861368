"""Custom actions: read the tracker, ask the guide, reply. They keep nothing and know no desk."""
