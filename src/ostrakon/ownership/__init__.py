"""A network of stakes and the listed parties in it → blocked, not blocked or cannot tell, with the chain."""
