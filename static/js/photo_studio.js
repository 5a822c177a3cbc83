// The photo studio: a picture is moved and enlarged under the frame of the identity photo, and only the photo is sent.
// Without it the portal prepares the picture itself; both ways end at the same check.
"use strict";

(function () {
    const studio = document.querySelector("[data-studio]");
    if (!studio || !window.createImageBitmap || !window.DataTransfer) return;

    const RATIO = 9 / 7; // height by width
    const SMALLEST = 208; // pixels of the picture across the photo: what the portal accepts, and one more
    const PRINTED = 413;
    const BEST = 620;
    const MOST_BYTES = 100000;
    const LONGEST_SIDE = 4000; // of what is kept in memory

    const canvas = studio.querySelector("canvas");
    const frame = studio.querySelector("[data-frame]");
    const zoom = studio.querySelector("[data-zoom]");
    const verdict = studio.querySelector("[data-verdict]");
    const keep = studio.querySelector("[data-keep]");
    const words = studio.dataset;
    const cropForm = document.querySelector("[data-studio-crop]");
    const pen = canvas.getContext("2d");
    let picture = null; // an ImageBitmap, upright
    let part = null; // the part that is shown: left, top and width in its pixels
    let photo = null; // a Blob that the portal will accept
    let turn = 0; // of the weighings: an older one says nothing any more

    const bounds = () => Math.min(picture.width, picture.height / RATIO);
    const clamp = (value, least, most) => Math.min(Math.max(value, least), Math.max(least, most));

    function settle() {
        part.width = clamp(part.width, Math.min(SMALLEST, bounds()), bounds());
        part.left = clamp(part.left, 0, picture.width - part.width);
        part.top = clamp(part.top, 0, picture.height - part.width * RATIO);
        zoom.value = String(Math.round(100 * share()));
        draw(canvas, pen);
        weigh();
    }

    // From 0, the whole width, to 1, the smallest part.
    function share() {
        const range = bounds() - Math.min(SMALLEST, bounds());
        return range ? Math.sqrt((bounds() - part.width) / range) : 0;
    }

    function enlarge(width, x = 0.5, y = 0.4) {
        const least = Math.min(SMALLEST, bounds());
        const wanted = clamp(width, least, bounds());
        part.left += (part.width - wanted) * x;
        part.top += (part.width - wanted) * RATIO * y;
        part.width = wanted;
        settle();
    }

    function draw(target, context) {
        context.fillStyle = "#fff";
        context.fillRect(0, 0, target.width, target.height);
        context.imageSmoothingQuality = "high";
        context.drawImage(
            picture, part.left, part.top, part.width, part.width * RATIO, 0, 0, target.width, target.height,
        );
    }

    // Make the photo as it would be sent, and say what it is.
    function weigh() {
        const mine = (turn += 1);
        photo = null;
        keep.disabled = true;
        clearTimeout(weigh.later);
        weigh.later = setTimeout(async () => {
            const made = await encoded(clamp(Math.round(part.width), PRINTED, BEST));
            if (mine !== turn) return;
            photo = made;
            keep.disabled = !made;
            say(made ? sentence(made) : words.tooLarge, !made);
        }, 150);
    }

    function sentence(made) {
        const size = words.size.replace("{kb}", String(Math.ceil(made.size / 1000)));
        return part.width < PRINTED ? `${size} ${words.soft}` : `${size} ${words.good}`;
    }

    async function encoded(width) {
        const target = document.createElement("canvas");
        target.width = width;
        target.height = Math.round(width * RATIO);
        draw(target, target.getContext("2d"));
        for (const quality of [0.92, 0.85, 0.75, 0.6, 0.45]) {
            const made = await new Promise((done) => target.toBlob(done, "image/jpeg", quality));
            if (made && made.size < MOST_BYTES) return made;
        }
        return width > PRINTED ? encoded(PRINTED) : null;
    }

    function say(text, isBad = false) {
        verdict.textContent = text;
        verdict.classList.toggle("bad", isBad);
    }

    async function open(file) {
        try {
            let whole = await createImageBitmap(file, { imageOrientation: "from-image" });
            const longest = Math.max(whole.width, whole.height);
            if (longest > LONGEST_SIDE) {
                const smaller = await createImageBitmap(whole, {
                    resizeWidth: Math.round((whole.width * LONGEST_SIDE) / longest),
                    resizeHeight: Math.round((whole.height * LONGEST_SIDE) / longest),
                    resizeQuality: "high",
                });
                whole.close();
                whole = smaller;
            }
            if (whole.width < SMALLEST || whole.height < SMALLEST * RATIO) throw new Error("small");
            picture?.close();
            picture = whole;
        } catch (error) {
            return false;
        }
        const width = bounds() * 0.8;
        part = { left: (picture.width - width) / 2, top: (picture.height - width * RATIO) * 0.3, width };
        studio.hidden = false;
        document.querySelectorAll("[data-studio-instead]").forEach((other) => { other.hidden = true; });
        settle();
        studio.scrollIntoView({ block: "start" });
        frame.focus({ preventScroll: true });
        return true;
    }

    // --- Hands: pointers, the wheel, keys, the slider ------------------------------------------------------------------

    const pointers = new Map();
    const perPixel = () => part.width / frame.clientWidth;

    frame.addEventListener("pointerdown", (event) => {
        frame.setPointerCapture(event.pointerId);
        pointers.set(event.pointerId, [event.clientX, event.clientY]);
    });
    frame.addEventListener("pointermove", (event) => {
        const before = pointers.get(event.pointerId);
        if (!before) return;
        const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
        pointers.set(event.pointerId, [event.clientX, event.clientY]);
        if (others.length) {
            const distance = ([x, y]) => Math.hypot(x - others[0][0], y - others[0][1]) || 1;
            return enlarge((part.width * distance(before)) / distance([event.clientX, event.clientY]));
        }
        part.left -= (event.clientX - before[0]) * perPixel();
        part.top -= (event.clientY - before[1]) * perPixel();
        settle();
    });
    for (const name of ["pointerup", "pointercancel"]) {
        frame.addEventListener(name, (event) => pointers.delete(event.pointerId));
    }
    frame.addEventListener(
        "wheel",
        (event) => {
            event.preventDefault();
            const box = frame.getBoundingClientRect();
            enlarge(
                part.width * (event.deltaY > 0 ? 1.06 : 1 / 1.06),
                (event.clientX - box.left) / box.width,
                (event.clientY - box.top) / box.height,
            );
        },
        { passive: false },
    );
    frame.addEventListener("keydown", (event) => {
        const step = part.width * (event.shiftKey ? 0.1 : 0.02);
        const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
        if (event.key in moves) {
            part.left += moves[event.key][0] * step;
            part.top += moves[event.key][1] * step;
            settle();
        } else if (event.key === "+" || event.key === "=") {
            enlarge(part.width / 1.05);
        } else if (event.key === "-") {
            enlarge(part.width * 1.05);
        } else {
            return;
        }
        event.preventDefault();
    });
    zoom.addEventListener("input", () => {
        const range = bounds() - Math.min(SMALLEST, bounds());
        enlarge(bounds() - range * (Number(zoom.value) / 100) ** 2);
    });

    // --- From the file to the portal ----------------------------------------------------------------------------------

    const chosen = document.querySelector("[data-studio-file]");
    if (chosen) {
        const button = chosen.form.querySelector("[type=submit]");
        button.hidden = true;  // choosing a picture is enough
        chosen.addEventListener("change", async () => {
            // What this browser cannot open, HEIC for one, the portal can: it goes there as it is.
            if (chosen.files.length && !(await open(chosen.files[0]))) chosen.form.requestSubmit();
        });
        // One that was chosen before this ran, or that the browser gives back with the page.
        window.addEventListener("pageshow", async () => {
            if (chosen.files.length && studio.hidden) button.hidden = await open(chosen.files[0]);
        });
    }

    document.querySelector("[data-studio-again]")?.addEventListener("click", () => chosen.click());

    keep.addEventListener("click", () => {
        if (!photo) return;
        keep.disabled = true;
        (cropForm ? cropThere : sendPhoto)();
    });

    function sendPhoto() {
        const holder = new DataTransfer();
        holder.items.add(new File([photo], "photo.jpg", { type: "image/jpeg" }));
        const field = document.querySelector("[data-studio-photo]");
        field.files = holder.files;
        field.form.requestSubmit();
    }

    // The picture is at the portal already: it is told which part to keep, in per cent.
    function cropThere() {
        cropForm.querySelectorAll("[name=crop], [name=left], [name=top], [name=width]").forEach((other) => other.remove());
        const chosenPart = {
            crop: "own",
            left: (100 * part.left) / picture.width,
            top: (100 * part.top) / picture.height,
            width: (100 * part.width) / picture.width,
        };
        for (const [name, value] of Object.entries(chosenPart)) {
            const field = document.createElement("input");
            Object.assign(field, { type: "hidden", name, value: String(value) });
            cropForm.append(field);
        }
        cropForm.requestSubmit();
    }

    // A picture that waits at the portal is opened at once.
    if (words.waiting) {
        fetch(words.waiting, { credentials: "same-origin" })
            .then((answer) => (answer.ok ? answer.blob() : null))
            .then((blob) => blob && open(blob))
            .catch(() => {});
    }
})();
