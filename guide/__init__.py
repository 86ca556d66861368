"""The knowledge, pure and typed: facts, terms, dates, letters. No web, no database, no clock."""
