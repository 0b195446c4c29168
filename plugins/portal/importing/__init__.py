"""Bringing articles in: Word, web pages, PDF and damaged text become Markdown with metadata and a list of questions."""
