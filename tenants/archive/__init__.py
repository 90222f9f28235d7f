"""One blog as a thing: written into one file, read back, copied, and gone without a trace."""
