"""One deed on thousands of blogs: a job with a row for each, done one after another."""
