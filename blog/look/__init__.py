"""How a blog looks: its themes, and the writer's own accent. Pure; knows no tables."""
