"""How somebody comes to have a blog: sign-up, one more blog, the page that opens it."""
