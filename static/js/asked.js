// What is asked only after a certain answer stays away until that answer is given: `data-asked-if="role=other"`, with
// =, != or <, with ~ for another name that a list does not offer, and with | between several of which one is enough.
// Without this script all questions are there, and each says when it is meant.
"use strict";

(function () {
    const RULE = /^([\w-]+)(!=|=|<|~)(.*)$/;

    const plain = (name) => name.trim().replace(/\s+/g, " ").toLowerCase();

    function isOffered(name, list) {
        const offered = document.getElementById(list)?.options ?? [];
        return [...offered].some((option) => plain(option.value) === plain(name));
    }

    const isAnother = (name, field) => !["", field.defaultValue].includes(name.trim());

    function applies(rule, form) {
        const [, name, sign, value] = RULE.exec(rule);
        const said = form.elements[name]?.value ?? "";
        if (sign === "<") return said !== "" && said < value;
        if (sign === "~") return isAnother(said, form.elements[name]) && !isOffered(said, value);
        return (said === value) === (sign === "=");
    }

    function look(field) {
        const isWrong = field.classList.contains("is-invalid");
        const isAsked = field.dataset.askedIf.split("|").some((rule) => applies(rule, field.form));
        const group = field.closest(".mb-3");
        group.hidden = !isWrong && !isAsked && !group.contains(document.activeElement); // nobody's place on the page is lost
    }

    const lookAtAll = () => document.querySelectorAll("[data-asked-if]").forEach(look);
    document.addEventListener("input", lookAtAll);
    document.addEventListener("change", lookAtAll);
    window.addEventListener("pageshow", lookAtAll); // a page that the browser kept comes with what was chosen on it
    lookAtAll();
})();
