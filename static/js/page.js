// Niceties of every page; nothing depends on them. A menu closes on Escape or a click beside it; what is wrong in a
// form is read out first.
document.addEventListener("keydown", (event) => {
    const open = document.querySelector("details.menu[open]");
    if (event.key === "Escape" && open) {
        open.open = false;
        open.querySelector("summary").focus();
    }
});

document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
        if (!menu.contains(event.target)) {
            menu.open = false;
        }
    });
});

document.querySelector(".error-summary")?.focus();
