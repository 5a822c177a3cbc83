"""Which field of which model says something about a person (B9): a new field is classified here, or a test fails.

Personal is what describes a person, what a person wrote, or what names them. A foreign key to an account or a profile
links a row to a person and is personal; a reference, a state or a day of a case is not.
"""

PERSON = {
    "family_name", "given_names", "latin_family_name", "latin_given_names", "former_names", "professional_name",
    "birth_date", "birth_place", "nationality", "document_kind", "document_number", "document_country",
    "document_valid_until", "document_explanation", "residence_country", "residence_town", "belgian_residence",
    "belgian_residence_until", "role", "other_role", "employment", "phone", "organisation", "photo",
}  # fmt: skip
PERSON_AS_SUBMITTED = PERSON | {"organisation_name", "further_organisation_names", "press_card"}

CASE = {"representative", "decided_by", "assigned_to", "requested_words"}
CASE_FACTS = {
    "id", "reference", "state", "created_at", "submitted_at", "state_since", "data_taken_at", "decided_at",
    "requested_items", "reply_by", "ground", "touched_at", "erased_at",
}  # fmt: skip

DECISION = {"by", "note", "words", "answer", "changes", "verdicts", "letter"}
DECISION_FACTS = {"id", "case", "step", "before", "after", "at", "acting_as"}

CURATED = {"proposed_by", "standing_by", "standing_note"}
CURATED_FACTS = {"id", "name", "search_key", "website", "created_at", "standing_at", "same_as", "country", "kind",
                 "standing"}  # fmt: skip

HAND_OVER = {"by", "struck_by", "struck_why"}
HAND_OVER_FACTS = {"id", "case", "at", "struck_at"}

INTERNAL_NOTE = ({"by", "text"}, {"id", "case", "at", "key"})

# By model: (personal, not personal).
FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "account.EmailAddress": ({"user", "email"}, {"id", "verified", "primary"}),
    "account.EmailConfirmation": ({"email_address"}, {"id", "created", "sent", "key"}),
    "admin.LogEntry": (
        {"user", "object_repr", "change_message"},
        {"id", "action_time", "content_type", "object_id", "action_flag"},
    ),
    "mfa.Authenticator": ({"user", "data", "last_used_at"}, {"id", "type", "created_at"}),
    "usersessions.UserSession": (
        {"user", "ip", "user_agent", "data", "created_at", "last_seen_at"}, {"id", "session_key"}
    ),
    "limits.Count": (set(), {"key", "number", "ends_at"}),
    "sessions.Session": ({"session_data"}, {"session_key", "expire_date"}),
    "review.Reason": (set(), {"id", "step", "kind", "name_en", "name_fr", "text_en", "text_fr", "position",
                              "is_in_use"}),
    "review.BulkAct": (
        {"by", "cases", "given", "left_out"},
        {"id", "kind", "step", "made_at", "begun_at", "ended_at", "done", "taken"},
    ),
    "review.Export": ({"by"}, {"id", "kind", "at", "filters", "columns", "file_format", "number", "ended_at"}),
    "notifications.OutboxMail": (
        {"recipient", "to", "language", "subject", "text", "html", "unsubscribe", "outcome_said", "repeated_for"},
        {"id", "notice", "about", "key", "queued_at", "attempts", "next_attempt_at", "sent_at", "failed_at",
         "last_error", "provider_id", "outcome", "outcome_at", "repeats"},
    ),
    "notifications.Wording": ({"by"}, {"id", "notice", "language", "number", "text", "at"}),
    "notifications.Mailing": (
        set(),
        {"id", "kind", "topic", "key", "subject", "at", "part", "reached", "letters", "due_at", "ended_at"},
    ),
    "notifications.FailingAddress": ({"address", "said", "letter", "cleared_by"}, {"id", "why", "since", "cleared_at"}),
    "documents.Document": (
        {"owner", "file", "name", "digest"}, {"id", "content_type", "size", "pages", "uploaded_at"}
    ),
    "documents.DiscardedFile": ({"name"}, {"id", "discarded_at"}),
    "personal_data.ErasureRequest": (
        {"user", "decided_by", "reason"}, {"id", "asked_at", "taken_back_at", "decided_at", "outcome"}
    ),
    "worker.Forgotten": (set(), {"id", "at", "kind", "number"}),
    "documents.PagePicture": ({"document", "file"}, {"id", "number"}),
    "profiles.User": (
        {"password", "last_login", "username", "first_name", "last_name", "email", "language", "date_joined"},
        {"id", "is_superuser", "is_staff", "is_active", "groups", "user_permissions", "list_orders",
         "erased_at"},
    ),
    "profiles.IssuingBody": (CURATED, CURATED_FACTS),
    "profiles.MediaOrganisation": (CURATED, CURATED_FACTS | {"is_outreach"}),
    "profiles.MediaRepresentative": (
        PERSON | {"user", "photo_in_preparation", "search_key", "document_key", "further_organisations"},
        {"id", "identity_changed_at", "updated_at"},
    ),
    "profiles.PressCard": (
        {"representative", "number", "number_key", "issuing_body", "valid_until", "scan"},
        {"id", "is_current", "created_at"},
    ),
    "events.Event": (
        {"published_by", "cancelled_by"},
        {"id", "slug", "title_en", "title_fr", "kind", "at_headquarters", "annual_accreditation_suffices", "venue",
         "city", "country", "time_zone", "starts_on", "starts_time", "ends_on", "ends_time", "ends_at",
         "registration_opens_at", "registration_deadline", "deadline_zone", "late", "identity_required",
         "profession_required", "authorities_check_media", "accredited_with", "accredited_by", "accredited_by_url",
         "text_en", "text_fr", "source", "published_at", "cancelled_at"},
    ),
    "events.Following": ({"user", "event"}, {"id", "since"}),
    "events.MediaAdvisory": (
        {"published_by"},
        {"id", "event", "number", "reference", "issued_on", "title_en", "title_fr", "changes_en", "changes_fr",
         "snapshot", "published_at"},
    ),
    "events.ProgrammeItem": (
        set(),
        {"id", "event", "day", "starts_time", "ends_time", "title_en", "title_fr", "place_en", "place_fr", "access",
         "media"},
    ),
    "events.CollectionPoint": (set(), {"id", "event", "place_en", "place_fr", "bring_en", "bring_fr"}),
    "events.CollectionHours": (set(), {"id", "point", "day", "opens", "closes"}),
    "annual.AnnualRequest": (
        CASE | PERSON_AS_SUBMITTED
        | {"path", "belgian_authority", "belgian_accreditation", "online", "outreach", "website", "track_record",
           "answered_for"},
        CASE_FACTS | {"renews", "changes_outlet", "posted_at", "valid_from", "valid_until"},
    ),
    "annual.Article": (
        {"title", "url", "byline"}, {"id", "case", "kind", "published_on", "sent_on", "removed_at"}
    ),
    "annual.Attachment": (
        {"document"}, {"id", "case", "kind", "added_at", "handed_in_at", "removal_wanted", "removed_at"}
    ),
    "annual.Attestation": (
        {"organisation", "signatory", "function", "why_not", "note", "recorded_by", "struck_by", "struck_why"},
        {"id", "case", "arrived_on", "channel", "is_original", "names_the_person", "confirms_designation", "conforms",
         "recorded_at", "struck_at"},
    ),
    "annual.AnnualDecision": (DECISION, DECISION_FACTS),
    "annual.InternalNote": INTERNAL_NOTE,
    "annual.PassHandOver": (HAND_OVER, HAND_OVER_FACTS),
    "adhoc.Attachment": (
        {"document"}, {"id", "registration", "kind", "added_at", "handed_in_at", "removal_wanted", "removed_at"}
    ),
    "adhoc.EventRegistration": (
        CASE | PERSON_AS_SUBMITTED | {"purpose", "media_status_accepted_by"},
        CASE_FACTS | {"event", "late", "admission", "media_status_accepted_at"},
    ),
    "adhoc.InternalNote": INTERNAL_NOTE,
    "adhoc.LateAdmission": ({"representative", "by", "reason"}, {"id", "event", "at"}),
    "adhoc.LostCover": ({"representative"}, {"id", "event", "at"}),
    "adhoc.PassHandOver": (HAND_OVER, HAND_OVER_FACTS),
    "adhoc.MediaStatusLine": ({"by", "reason"}, {"id", "registration", "accepted", "at"}),
    "adhoc.RegistrationDecision": (DECISION, DECISION_FACTS),
    "adhoc.VerificationBatch": ({"made_by"}, {"id", "event", "number", "made_at", "persons", "checksum", "shown"}),
    "adhoc.VerificationDownload": ({"by"}, {"id", "batch", "at"}),
    "adhoc.VerificationEntry": ({"digest"}, {"id", "batch", "registration", "kind"}),
    "adhoc.VerificationFile": ({"content"}, {"batch", "removed_at"}),
    "adhoc.VerificationImport": ({"by"}, {"id", "batch", "at", "checksum", "results_recorded"}),
    "adhoc.VerificationResult": ({"outcome"}, {"id", "entry", "source"}),
}  # fmt: skip

# Not about persons at all.
IMPERSONAL_APPS = {"auth", "contenttypes"}
