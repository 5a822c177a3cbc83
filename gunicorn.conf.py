"""How gunicorn serves the portal: it is loaded once, and every worker is forked of it and shares what it does not change."""

preload_app = True
