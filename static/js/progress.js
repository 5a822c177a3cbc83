// How far something is that goes on in the background: looked up again every two seconds. Without it, a link does.
"use strict";

(function () {
    const region = () => document.getElementById("progress");

    async function look() {
        try {
            const answer = await fetch(location.href, { credentials: "same-origin" });
            if (answer.ok) {
                const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                const fresh = page.getElementById("progress");
                if (fresh) region().replaceWith(fresh);
            }
        } catch (error) {
            // The server may be away for a moment; the next look tells.
        }
        if (region().hasAttribute("data-running")) setTimeout(look, 2000);
    }

    if (region()) setTimeout(look, 2000);
})();
