// Another language in the middle of a form: what is typed comes along. A form that keeps a draft keeps it, by a button of
// its own; any other is filled in again on the page that follows. Passwords and files are never put aside.
"use strict";

(function () {
    const PLACE = "typed-in-the-other-language";
    const LEFT_OUT = ["hidden", "password", "submit", "button", "reset", "image"];
    const page = () => location.pathname + location.search;
    const isChoice = (field) => field.type === "checkbox" || field.type === "radio";

    // Every field that somebody fills in, under a name that is the same in both languages.
    function fields() {
        const counted = {};
        return [...document.querySelectorAll("main form[method=post]")]
            .flatMap((form) => [...form.elements])
            .filter((field) => field.name && !LEFT_OUT.includes(field.type))
            .map((field) => {
                const name = isChoice(field) ? `${field.name}=${field.value}` : field.name;
                counted[name] = (counted[name] || 0) + 1;
                return [`${name}#${counted[name]}`, field];
            });
    }

    function said(field) {
        if (isChoice(field)) return field.checked;
        return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
    }

    function say(field, value) {
        if (isChoice(field)) field.checked = value;
        else if (field.multiple) [...field.options].forEach((option) => (option.selected = value.includes(option.value)));
        else field.value = value;
        for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }

    function putAside() {
        const found = fields();
        const values = found.filter(([, field]) => field.type !== "file").map(([name, field]) => [name, said(field)]);
        const files = found.some(([, field]) => field.type === "file" && field.files.length);
        if (values.length || files) sessionStorage.setItem(PLACE, JSON.stringify({ page: page(), values, files }));
    }

    function fillIn(form) {
        const kept = JSON.parse(sessionStorage.getItem(PLACE) || "null");
        sessionStorage.removeItem(PLACE);
        if (!kept || kept.page !== page()) return;
        const values = new Map(kept.values);
        for (const [name, field] of fields()) {
            if (values.has(name) && JSON.stringify(values.get(name)) !== JSON.stringify(said(field))) {
                say(field, values.get(name));
            }
        }
        if (kept.files) {
            const word = document.createElement("div");
            word.className = "notice warning";
            word.setAttribute("role", "status");
            word.append(Object.assign(document.createElement("p"), { textContent: form.dataset.files }));
            document.querySelector("main form[method=post]").before(word);
        }
    }

    const form = document.querySelector("form.language");
    if (!form) return;
    form.addEventListener("submit", (event) => {
        const own = document.querySelector(`main button[name=speak][value="${event.submitter && event.submitter.value}"]`);
        if (own) {
            event.preventDefault();
            own.click();
        } else {
            putAside();
        }
    });
    // The switch at the head does what the form's own button does without a script.
    document.querySelectorAll("main .go-on-in").forEach((line) => { line.hidden = true; });
    fillIn(form);
})();
