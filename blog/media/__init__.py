"""The blog's pictures: taken in, made ready for readers, put into texts."""
