"""The service under load, by a load tool from outside."""
