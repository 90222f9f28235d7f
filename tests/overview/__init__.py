"""The platform's overview: counted exactly, judged plainly, asked for with few queries."""
