// The deadline clocks of a page: how long it still is, kept up to date, and the hour where the reader is. The words are
// the page's own, those of days and hours the browser's. Without it, the page says how long it was when it was drawn.
"use strict";

(function () {
    const MINUTE = 60000;
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    const clocks = document.querySelectorAll("[data-deadline]");

    function counted(number, unit) {
        return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(number);
    }

    // As the server says it: the two largest of days, hours and minutes; a last minute counts whole.
    function inWords(left) {
        const minutes = Math.max(Math.floor(left / MINUTE), 1);
        const parts = [["day", Math.floor(minutes / 1440)], ["hour", Math.floor(minutes / 60) % 24], ["minute", minutes % 60]];
        const first = parts.findIndex(([, number]) => number > 0);
        return parts.slice(first, first + 2).filter(([, number]) => number > 0).map(([unit, number]) => counted(number, unit)).join(", ");
    }

    // As the server says it: "Saturday 19 December 2026, 22:59".
    function moment(time) {
        const said = {};
        const form = new Intl.DateTimeFormat(language, {
            weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
        });
        for (const { type, value } of form.formatToParts(time)) said[type] = value;
        if (language.startsWith("fr") && said.day === "1") said.day = "1er";
        return `${said.weekday} ${said.day} ${said.month} ${said.year}, ${said.hour}:${said.minute}`;
    }

    function show() {
        for (const clock of clocks) {
            const left = Date.parse(clock.dataset.deadline) + MINUTE - Date.now();
            const words = left > 0 && clock.dataset.left ? clock.dataset.left.replace("{left}", inWords(left)) : clock.dataset.passed;
            const line = clock.querySelector(".clock-left");
            clock.classList.toggle("past", left <= 0);
            if (line.textContent !== words) line.textContent = words;
        }
    }

    for (const clock of clocks) {
        const deadline = new Date(clock.dataset.deadline);
        const line = clock.querySelector(".clock-elsewhere");
        line.hidden = -deadline.getTimezoneOffset() === Number(clock.dataset.offset);
        if (!line.hidden) {
            line.textContent = clock.dataset.yours.replace("{time}", moment(deadline));
        }
    }
    if (clocks.length) {
        show();
        setInterval(show, 20000);
    }
})();
