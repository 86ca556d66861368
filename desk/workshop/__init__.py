"""The translators' workshop: catalogs kept in step with the Dutch, checked, reviewed and shown."""
