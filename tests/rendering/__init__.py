"""Markdown to safe HTML: what comes out, and that nothing else can."""
