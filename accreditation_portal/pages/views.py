from accreditation_portal import office as the


def the_office(request):
    return {"office": the}
