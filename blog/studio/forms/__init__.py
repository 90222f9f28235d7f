"""What people type in the studio, checked and put into the shape that actions take."""
