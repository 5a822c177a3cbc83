"""How Django's own pages of the admin write a date: in figures, as the lists do; ours are written by ``dates``."""
