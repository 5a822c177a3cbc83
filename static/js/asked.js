// What is asked only after a certain answer stays away until that answer is given: `data-asked-if="role=other"`, with =,
// != or <, and | between several of which one is enough. Without this script all questions are there, and each says when
// it is meant.
"use strict";

(function () {
    const RULE = /^([\w-]+)(!=|=|<)(.*)$/;

    function applies(rule, form) {
        const [, name, sign, value] = RULE.exec(rule);
        const said = form.elements[name]?.value ?? "";
        if (sign === "<") return said !== "" && said < value;
        return (said === value) === (sign === "=");
    }

    function look(field) {
        const isWrong = field.classList.contains("is-invalid");
        const isAsked = field.dataset.askedIf.split("|").some((rule) => applies(rule, field.form));
        field.closest(".mb-3").hidden = !isWrong && !isAsked;
    }

    const lookAtAll = () => document.querySelectorAll("[data-asked-if]").forEach(look);
    document.addEventListener("input", lookAtAll);
    document.addEventListener("change", lookAtAll);
    window.addEventListener("pageshow", lookAtAll); // a page that the browser kept comes with what was chosen on it
    lookAtAll();
})();
