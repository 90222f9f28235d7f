"""What is in the house: posts, pages, categories, authors. Lives in a tenant schema only."""
