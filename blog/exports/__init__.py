"""A blog taken out of the platform: as a folder of files for any static host."""
