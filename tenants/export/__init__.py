"""What an export has of somebody's blogs; what is in a blog comes from the rooms that own it."""
