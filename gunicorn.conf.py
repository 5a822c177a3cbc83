"""How gunicorn serves the portal: it is loaded once, and every worker is forked from it and shares what it does not change."""

preload_app = True
