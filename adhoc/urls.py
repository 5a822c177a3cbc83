app_name = "adhoc"
urlpatterns = []
