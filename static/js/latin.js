// While a name is typed, its line in Latin letters is written below it as the server would propose it, so that the person
// compares both before saving. Where states differ in a letter (Ö, Ø, Ñ), the lines are unfolded to be compared. What is
// not written here (another alphabet; a "?" stands for it), and every page without this script, is left to the server.
"use strict";

(function () {
    const capitals = (name) => name.trim().replace(/\s+/g, " ").replace(/[’‘]/g, "'").toUpperCase().normalize("NFC");
    const LETTERS = {
        Ä: "AE", Å: "AA", Æ: "AE", Ð: "D", Đ: "D", Ħ: "H", Ĳ: "IJ", Ł: "L", Ñ: "N", Ŋ: "N", Ö: "OE", Ø: "OE", Œ: "OE",
        Þ: "TH", Ŧ: "T", Ü: "UE",
    };
    const statesDiffer = (name) => /[ÄÅÑÖØÜ]/.test(capitals(name));
    const letter = (char) => LETTERS[char] ?? char.normalize("NFD").replace(/^([A-Z])?\p{M}+$/u, "$1");
    function plain(name) {
        const line = [...capitals(name)].map(letter).join("");
        return /^[A-Z' .-]*$/.test(line) ? line : "";
    }

    document.querySelectorAll("[data-proposed-from]").forEach((line) => {
        const name = line.form.elements[line.dataset.proposedFrom];
        let proposed = line.value === "" ? "" : plain(name.value);
        let differs = false;
        name.addEventListener("input", () => {
            if (line.value !== proposed) return; // the person's own
            proposed = plain(name.value);
            line.value = proposed;
            line.dispatchEvent(new Event("input", { bubbles: true }));
            if (proposed && statesDiffer(name.value) && !differs) line.closest("details").open = true; // once
            differs = statesDiffer(name.value);
        });
    });
    document.querySelectorAll("[data-says]").forEach((words) => {
        const { elements } = words.closest("form");
        const field = elements[words.dataset.says];
        const name = elements[field.dataset.proposedFrom];
        const say = () => { words.textContent = field.value || (name.value.trim() ? "?" : ""); };
        [field, name].forEach((changes) => changes.addEventListener("input", say));
        window.addEventListener("pageshow", say); // a page that the browser kept comes with what was typed on it
    });
})();
