"""`make prove`: the isolation attempts, the faults and the sabotages, in one readable report."""
