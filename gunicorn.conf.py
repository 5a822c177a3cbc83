"""How gunicorn serves the portal: loaded once; every worker is forked from it and shares what it does not change."""

preload_app = True
