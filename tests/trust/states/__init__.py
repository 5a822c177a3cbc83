"""Every page in every state that it can be in, and the addresses that are no pages."""

from collections.abc import Iterator

from tests.trust.states.applicants import applicants
from tests.trust.states.cases import cases
from tests.trust.states.staff import staff
from tests.trust.states.state import State
from tests.trust.states.visitors import VISITORS

__all__ = ["NO_PAGES", "State", "everywhere"]


def everywhere() -> Iterator[State]:
    yield from VISITORS
    yield from applicants()
    yield from cases()
    yield from staff()


A_FILE, BY_POST = "hands out a file or a feed", "is only posted to"
ELSEWHERE, NOBODYS = "leads to another page that is looked at", "is open to nobody"
NO_PAGES = {
    A_FILE: """pages:healthz mfa_download_recovery_codes annual:cover_sheet annual:editors_letter events:feed
        events:ical events:event_feed events:event_ical documents:document documents:page_picture profiles:crop
        admin:jsi18n admin:adhoc_verificationbatch_download""",
    BY_POST: """profiles:end_session pages:set_language personal_data:take_back profiles:address_works annual:posted
        mfa_login_webauthn
        admin:adhoc_eventregistration_assign admin:annual_annualrequest_assign admin:notifications_failingaddress_clear
        admin:autocomplete admin:logout admin:adhoc_eventregistration_media_status""",
    ELSEWHERE: """profiles:edit account_set_password account_confirm_login_code events:calendar admin:login
        admin:annual_attestation_change admin:annual_attestation_history admin:password_change
        admin:password_change_done admin:view_on_site admin:review_export_change
        admin:adhoc_eventregistration_pass admin:annual_annualrequest_pass admin:adhoc_eventregistration_history
        admin:annual_annualrequest_history admin:adhoc_lateadmission_change admin:adhoc_lateadmission_history
        admin:adhoc_verificationbatch_history admin:auth_user_password_change admin:notifications_wording_default
        admin:notifications_wording_history admin:personal_data_erasurerequest_history
        admin:profiles_issuingbody_history admin:profiles_mediaorganisation_history admin:review_export_history
        admin:worker_forgotten_change admin:worker_forgotten_history admin:auth_group_history""",
    NOBODYS: """admin:adhoc_eventregistration_add admin:adhoc_eventregistration_delete admin:annual_annualrequest_add
        admin:annual_annualrequest_delete admin:adhoc_lateadmission_delete admin:adhoc_verificationbatch_add
        admin:adhoc_verificationbatch_delete admin:annual_attestation_delete admin:notifications_failingaddress_add
        admin:notifications_failingaddress_delete admin:notifications_failingaddress_history
        admin:notifications_outboxmail_add admin:notifications_outboxmail_delete
        admin:notifications_outboxmail_history admin:notifications_wording_add admin:notifications_wording_delete
        admin:personal_data_erasurerequest_add admin:personal_data_erasurerequest_delete
        admin:profiles_issuingbody_delete admin:profiles_mediaorganisation_delete
        admin:profiles_mediarepresentative_add admin:profiles_mediarepresentative_delete
        admin:profiles_mediarepresentative_history admin:profiles_user_delete admin:review_export_add
        admin:review_export_delete admin:review_reason_delete admin:worker_forgotten_add
        admin:worker_forgotten_delete""",
}
