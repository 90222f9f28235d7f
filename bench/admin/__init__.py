"""What admins and the sign-in are promised, over N blogs. They are rows of the public schema alone:
no list and no number of the admin looks into a blog's own, so no blog here has one but two.
"""
