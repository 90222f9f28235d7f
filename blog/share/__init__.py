"""The picture that other sites show beside a link to a post: 1200 x 630, in the theme's look."""
