// Ties the buttons of a page to what asks the browser for a passkey, and says it aloud when the browser gives none.
// A button is hidden until here: without scripts there is nothing that it could do.
const forms = {
    add: (ids, id) => window.allauth.webauthn.forms.addForm({ ids: { ...ids, add: id, passwordless: "id_passwordless" } }),
    authenticate: (ids, id) => window.allauth.webauthn.forms.authenticateForm({ ids: { ...ids, authenticate: id } }),
    login: (ids, id) => window.allauth.webauthn.forms.loginForm({ ids: { ...ids, login: id } }),
};

document.querySelectorAll("[data-passkey]").forEach((button) => {
    forms[button.dataset.passkey]({ credential: button.dataset.credential, data: "passkey_options" }, button.id);
    button.hidden = false;
    button.addEventListener("click", () => {
        document.querySelectorAll("[data-passkey-refused]").forEach((notice) => { notice.hidden = true; });
    });
});

document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-refused]").forEach((notice) => { notice.hidden = false; });
});
