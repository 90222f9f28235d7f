"""The picture of a post that other sites show beside a link to it: 1200 x 630, in the theme's look."""
