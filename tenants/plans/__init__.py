"""Plans: how much of everything a blog may have, how much it has, and the words for both.

Each limit is held in one place, inside the write that takes what it limits, while others who take
of the same wait: posts and pictures in the blog's own schema (`blog.actions.room`), people, domains
and letters in the public one (`room`, `letters`). What pages show comes from `usage`.
"""
