// File fields: dropping, a look before sending, progress, cancel and retry. Each file goes to the address of its own
// form, which keeps it and answers with the page; of that only the lists of kept files are taken over, so that whatever
// was typed stays. The server judges; without this script the fields and buttons are a browser's own.
"use strict";

(function () {
    const words = document.getElementById("uploads").dataset;
    const SIGNATURES = [[0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47], [0x25, 0x50, 0x44, 0x46]]; // JPEG, PNG, PDF
    const queue = [];
    let current = null;
    let awaiting = null; // the button that was pressed while files were on their way

    // What is on the page ---------------------------------------------------------------------------------------------

    function make(name, properties = {}, ...children) {
        const element = Object.assign(document.createElement(name), properties);
        element.append(...children);
        return element;
    }

    function button(text, name, act) {
        const made = make("button", { type: "button", className: "button quiet" }, text,
            make("span", { className: "visually-hidden" }, ` ${name}`));
        made.addEventListener("click", act);
        return made;
    }

    const named = (sentence, file) => sentence.replace("{name}", () => file.name);
    const about = (file, said) => named(words.about, file).replace("{said}", () => said);

    class Field {
        constructor(input) {
            Object.assign(this, { input, several: input.multiple, refused: [], replaced: "", next: "" }); // the kept file that a choice takes the place of
            this.list = make("ul", { className: "uploads" });
            this.status = make("p", { className: "visually-hidden" });
            this.status.setAttribute("role", "status");
            const hint = make("span", { className: "drop-hint" }, this.several ? words.dropSeveral : words.dropOne);
            this.zone = make("div", { className: "drop-zone" });
            input.replaceWith(this.zone);
            this.zone.append(input, hint);
            this.zone.after(this.list, this.status);
            input.addEventListener("change", () => this.chosen());
            input.addEventListener("click", () => { [this.replaced, this.next] = [this.next, ""]; });
            for (const kind of ["dragenter", "dragover"]) {
                this.zone.addEventListener(kind, (event) => {
                    if (!event.dataTransfer.types.includes("Files")) return;
                    event.preventDefault();
                    this.zone.classList.add("over");
                });
            }
            this.zone.addEventListener("dragleave", (event) => {
                if (!this.zone.contains(event.relatedTarget)) this.zone.classList.remove("over");
            });
            this.zone.addEventListener("drop", (event) => {
                event.preventDefault();
                this.zone.classList.remove("over");
                this.replaced = "";
                this.take([...event.dataTransfer.files]);
            });
        }

        get kept() {
            return document.getElementById(`kept-${this.input.id}`);
        }

        get label() {
            const label = document.querySelector(`label[for="${this.input.id}"]`);
            return label ? label.firstChild.textContent.trim() : "";
        }

        chosen() {
            const files = [...this.input.files];
            this.input.value = ""; // they go on their own, not once more with the form
            if (files.length) this.take(files);
        }

        async take(files) {
            this.complain([]);
            const replaced = this.replaced;
            this.replaced = "";
            const refused = [];
            let room = this.several
                ? Number(this.input.dataset.mostFiles) - (this.kept?.querySelectorAll("[name=remove]").length ?? 0)
                    - this.list.childElementCount + (replaced ? 1 : 0)
                : 1;
            for (const file of files) {
                const tooMany = this.several ? words.tooManyFiles : words.oneFile;
                const reason = await refusalOf(file, Number(this.input.dataset.mostBytes))
                    || (room < 1 && tooMany.replace("{most}", this.input.dataset.mostFiles));
                if (reason) {
                    refused.push(about(file, reason));
                } else {
                    queue.push(new Upload(this, file, room === 1 || files.length === 1 ? replaced : ""));
                    room -= 1;
                }
            }
            if (refused.length) this.complain(refused);
            sendNext();
        }

        say(sentence) {
            this.status.textContent = sentence;
        }

        // Beside the field, and in the summary above the page.
        complain(sentences) {
            this.refused = sentences;
            const { id } = this.input;
            const error = `${id}_refused`;
            document.getElementById(error)?.remove();
            document.getElementById(`${id}_error`)?.remove();
            this.input.classList.toggle("is-invalid", sentences.length > 0);
            if (sentences.length) this.input.setAttribute("aria-invalid", "true");
            else this.input.removeAttribute("aria-invalid");
            const described = (this.input.getAttribute("aria-describedby") ?? "").split(" ");
            const others = described.filter((name) => name && name !== error && name !== `${id}_error`);
            if (sentences.length) {
                const lines = sentences.map((sentence) => make("span", {}, make("strong", {}, sentence)));
                this.list.after(make("div", { id: error, className: "invalid-feedback" }, ...lines));
                others.unshift(error);
            }
            this.input.setAttribute("aria-describedby", others.join(" "));
            summarise(id, sentences.map((sentence) => `${this.label} – ${sentence}`));
        }
    }

    function summarise(id, lines) {
        let summary = document.querySelector(".error-summary");
        summary?.querySelectorAll(`a[href="#${id}"]`).forEach((link) => link.closest("li").remove());
        if (lines.length && !summary) {
            summary = make("div", { className: "error-summary", tabIndex: -1 },
                make("h2", {}, words.summary), make("ul"));
            summary.setAttribute("role", "alert");
            document.querySelector("main .columns").before(summary);
        }
        const list = summary?.querySelector("ul");
        lines.forEach((line) => list.append(make("li", {}, make("a", { href: `#${id}` }, line))));
        if (list && !list.childElementCount) summary.remove();
    }

    async function refusalOf(file, mostBytes) {
        if (!file.size) return words.empty;
        if (file.size > mostBytes) {
            const megabytes = Math.ceil(file.size / 1024 ** 2 * 10) / 10;
            const found = words.megabytes.replace("%(count)s", megabytes.toLocaleString(document.documentElement.lang));
            return words.tooManyBytes.replace("%(found)s", found).replace("%(most)s", words.most);
        }
        let start;
        try {
            start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
        } catch (error) {
            return words.empty; // a folder, or a file that went away
        }
        const known = SIGNATURES.some((signature) => signature.every((byte, index) => start[index] === byte));
        return known ? "" : words.wrongKind;
    }

    // One file on its way ---------------------------------------------------------------------------------------------

    class Upload {
        constructor(field, file, replaced) {
            Object.assign(this, { field, file, replaced, announced: 0, problem: "" });
            this.picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : "";
            this.bar = make("progress", { max: 100, value: 0 });
            this.bar.setAttribute("aria-label", file.name);
            this.percent = make("span", { className: "percent" });
            this.text = make("p", { className: "meta" }, words.waiting);
            this.actions = make("p", { className: "cluster" }, button(words.cancel, file.name, () => this.cancel()));
            const thumbnail = this.picture
                ? [make("img", { className: "thumbnail", src: this.picture, alt: "", width: 56, height: 72 })]
                : [];
            this.row = make("li", { className: "document-card upload" }, ...thumbnail,
                make("div", {}, make("p", {}, file.name), make("p", { className: "bar" }, this.bar, this.percent),
                    this.text),
                this.actions);
            field.list.append(this.row);
        }

        async send() {
            this.problem = "";
            this.announced = 0;
            this.show(0);
            this.text.textContent = "";
            this.actions.replaceChildren(button(words.cancel, this.file.name, () => this.cancel()));
            this.field.say(named(words.sent, this.file));
            if (this.renew && !(await renewed(this.field))) return this.failed(words.ended, true);
            const data = bare(this.field.input.form);
            data.append(this.field.input.name, this.file, this.file.name);
            if (this.replaced) data.append("replace", this.replaced);
            this.request = post(data, this.field.input.form, {
                progress: (share) => this.show(Math.floor(share * 100)),
                answer: (answer) => this.answered(answer),
            });
        }

        show(percent) {
            this.bar.value = percent;
            this.percent.textContent = `${percent} %`;
            if (percent === 100) this.text.textContent = words.checking;
            if (percent - this.announced >= 25) {
                this.announced = percent;
                this.field.say(about(this.file, `${percent} %`));
            }
        }

        answered({ status, page }) {
            const sentence = sentenceOf(status, page, this.field);
            if (sentence) return this.failed(sentence, status === 401 || status === 403);
            const errors = errorsOf(page, this.field.input.id);
            takeOver(page);
            this.field.say(errors.length ? "" : named(words.kept, this.file));
            this.gone();
            if (errors.length) {
                this.field.complain([...this.field.refused, ...errors]);
                awaiting = null;
            }
            sendNext();
        }

        failed(sentence, ended = false) {
            this.problem = sentence;
            this.renew = this.renew || ended;
            this.text.textContent = sentence;
            this.percent.textContent = "";
            const link = make("a", { href: words.logInAddress, target: "_blank" }, words.logIn);
            this.actions.replaceChildren(...(ended ? [link] : []),
                button(words.retry, this.file.name, () => this.again()),
                button(words.cancel, this.file.name, () => this.cancel()));
            this.field.say(about(this.file, sentence));
            current = null;
            awaiting = null;
            sendNext();
        }

        again() {
            queue.push(this);
            this.text.textContent = words.waiting;
            this.actions.firstElementChild.focus();
            sendNext();
        }

        cancel() {
            const place = queue.indexOf(this);
            if (place >= 0) queue.splice(place, 1);
            this.request?.abort();
            this.field.say(named(words.cancelled, this.file));
            this.gone();
            this.field.input.focus();
            sendNext();
        }

        gone() {
            if (this.picture) URL.revokeObjectURL(this.picture);
            this.row.remove();
            if (current === this) current = null;
        }
    }

    // One after the other: the server judges each, and a page that is sent meanwhile waits for them.
    function sendNext() {
        if (current) return;
        current = queue.shift() ?? null;
        if (current) {
            current.send();
        } else if (awaiting && !document.querySelector(".uploads > li")) {
            const pressed = awaiting;
            awaiting = null;
            pressed.form.requestSubmit(pressed);
        }
    }

    // To the server and back ------------------------------------------------------------------------------------------

    // All that the form holds but files: what is typed tells which part of it is meant, and is not kept by this.
    function bare(form) {
        const data = new FormData(form);
        form.querySelectorAll("input[type=file]").forEach((input) => data.delete(input.name));
        data.append("keep", "1");
        return data;
    }

    function post(data, form, { progress = () => {}, answer }) {
        const request = new XMLHttpRequest();
        request.open("POST", form.action || location.href);
        request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
        request.responseType = "document";
        request.upload.addEventListener("progress", (event) => {
            if (event.lengthComputable) progress(event.loaded / event.total);
        });
        request.addEventListener("load", () => answer({ status: request.status, page: request.response }));
        request.addEventListener("error", () => answer({ status: 0, page: null }));
        request.send(data);
        return request;
    }

    // Why nothing was kept; an empty sentence where the page was answered.
    function sentenceOf(status, page, field) {
        if (status === 0) return words.lost;
        if (status === 401 || status === 403) return words.ended;
        if (status === 429) return words.tooOften;
        if (status >= 400) return words.failed;
        return page?.getElementById(`kept-${field.input.id}`) ? "" : words.changed;
    }

    function errorsOf(page, id) {
        const beside = page.getElementById(id)?.closest(".mb-3")?.querySelectorAll(".invalid-feedback strong") ?? [];
        const ofPage = page.querySelectorAll(".messages .notice.error p");
        return [...ofPage, ...beside].map((error) => error.textContent);
    }

    function takeOver(page) {
        const here = document.activeElement, top = () => here.getBoundingClientRect().top, before = top();
        document.querySelectorAll("[data-kept][id]").forEach((old) => {
            const fresh = page.getElementById(old.id);
            if (fresh) old.replaceWith(document.importNode(fresh, true));
        });
        offerReplacing();
        if (here.isConnected && here !== document.body) scrollBy(0, top() - before); // what has the focus stays in sight
    }

    // After logging in again the form has another token; whose the form is, the server looks at.
    async function renewed(field) {
        try {
            const answer = await fetch(location.href, { credentials: "same-origin" });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const token = page.getElementById(field.input.id)?.form?.elements.csrfmiddlewaretoken;
            if (!token) return false;
            document.getElementsByName("csrfmiddlewaretoken").forEach((old) => { old.value = token.value; });
            return true;
        } catch (error) {
            return false;
        }
    }

    // Buttons beside what is kept -------------------------------------------------------------------------------------

    const fields = new Map();

    const fieldOf = (element) => fields.get(element.closest("[data-kept]")?.id.replace(/^kept-/, ""));

    function offerReplacing() {
        document.querySelectorAll("[data-replace]").forEach((each) => { each.hidden = false; });
    }

    function pressed(event) {
        const each = event.target.closest("[data-kept] button");
        const field = each && fieldOf(each);
        if (!field) return;
        if ("replace" in each.dataset) {
            field.next = each.dataset.replace;
            field.input.click();
        } else if (each.name === "remove" || each.name === "put_back") {
            event.preventDefault();
            change(field, each);
        }
    }

    function change(field, each) {
        field.complain([]);
        each.disabled = true;
        const data = bare(field.input.form);
        data.append(each.name, each.value);
        post(data, field.input.form, {
            answer: ({ status, page }) => {
                const sentence = sentenceOf(status, page, field);
                each.disabled = false;
                if (sentence) return field.complain([sentence]);
                takeOver(page);
                field.say(words.removed);
                field.input.focus();
            },
        });
    }

    // A page that is sent while files are on their way waits for them, and then goes by itself.
    function submitted(event) {
        if (!document.querySelector(".uploads > li")) return;
        event.preventDefault();
        if (current || queue.length) {
            awaiting = event.submitter;
            return;
        }
        const [field] = [...fields.values()].filter((each) => each.list.childElementCount);
        field.complain([words.unfinished]);
        document.querySelector(".error-summary").focus();
    }

    document.querySelectorAll("input[type=file][data-most-bytes]").forEach((input) => {
        fields.set(input.id, new Field(input));
        input.form.addEventListener("submit", submitted);
    });
    document.addEventListener("click", pressed);
    for (const kind of ["dragover", "drop"]) {
        document.addEventListener(kind, (event) => { // beside a zone, a browser would leave the page for the file
            if (event.dataTransfer?.types.includes("Files") && !event.target.closest?.("input")) event.preventDefault();
        });
    }
    window.addEventListener("beforeunload", (event) => { if (current) event.preventDefault(); });
    offerReplacing();
})();
