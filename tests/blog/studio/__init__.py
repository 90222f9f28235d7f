"""The studio, endpoint by endpoint."""
