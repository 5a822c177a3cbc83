// While a name is typed whose letters every state writes alike, its line in Latin letters is written below it, so that the
// person compares both before saving. Any other name (with an Ö, an Ø, an Ñ), and every page without this script, is left
// to the server, which proposes and asks.
"use strict";

(function () {
    const capitals = (name) => name.trim().replace(/\s+/g, " ").replace(/[’‘]/g, "'").toUpperCase();
    const ambiguous = /[AOU]\p{M}*\u0308|A\p{M}*\u030a|N\p{M}*\u0303/u; // Ä Ö Ü, Å, Ñ
    function plain(name) {
        const parts = capitals(name).normalize("NFD");
        const bare = parts.replace(/([A-Z])\p{M}+/gu, "$1");
        return !ambiguous.test(parts) && /^[A-Z' .-]*$/.test(bare) ? bare : "";
    }

    document.querySelectorAll("[data-proposed-from]").forEach((line) => {
        const name = line.form.elements[line.dataset.proposedFrom];
        let proposed = line.value === "" ? "" : plain(name.value);
        name.addEventListener("input", () => {
            if (line.value !== proposed) return; // the person's own
            proposed = plain(name.value);
            line.value = proposed;
            line.dispatchEvent(new Event("input", { bubbles: true }));
        });
    });
    document.querySelectorAll("[data-says]").forEach((words) => {
        const field = words.closest("form").elements[words.dataset.says];
        const say = () => { words.textContent = field.value; };
        field.addEventListener("input", say);
        window.addEventListener("pageshow", say); // a page that the browser kept comes with what was typed on it
    });
})();
