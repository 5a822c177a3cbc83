"""The design on one page, in debug mode: each part in each state, and when to use it."""
