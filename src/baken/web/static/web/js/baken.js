/* The one script of Baken. Every page works without it; it only takes away effort.
   No framework, nothing inline (Content-Security-Policy), nothing stored, nothing sent. */
"use strict";
(() => {
  const all = (selector, root = document) => root.querySelectorAll(selector);
  const EXIT_PRESSES = 3;
  const EXIT_WITHIN = 5000;
  const BUSY_AT_MOST = 10000;
  const WARN_BEFORE = 120;

  /* -- Quick exit: the page goes blank at once and leaves no way back to it ---------------- */
  const exitLink = document.querySelector("[data-quick-exit]");
  const leave = () => {
    for (const form of all("form")) form.dataset.clean = "yes"; // nothing may ask "Leave?" now
    document.documentElement.hidden = true;
    document.title = "";
    location.replace(exitLink.href);
  };
  if (exitLink) {
    exitLink.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
    let presses = [];
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      presses = presses.filter((at) => event.timeStamp - at < EXIT_WITHIN);
      presses.push(event.timeStamp);
      if (presses.length >= EXIT_PRESSES) leave();
    });
  }

  /* -- Forms: one press sends once; leaving with unsaved text asks first -------------------- */
  const free = (form) => {
    delete form.dataset.sent;
    for (const button of all("[data-is-busy]", form)) {
      delete button.dataset.isBusy;
      button.removeAttribute("aria-disabled");
    }
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    form.dataset.clean = "yes";
    if (!("busy" in form.dataset)) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (button && button.classList.contains("button")) {
      button.dataset.isBusy = "yes";
      button.setAttribute("aria-disabled", "true");
    }
    setTimeout(free, BUSY_AT_MOST, form);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach(free));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("form");
    if (form) free(form);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && "unsaved" in form.dataset) delete form.dataset.clean;
    if (form && "unsaved" in form.dataset) form.dataset.dirty = "yes";
  });
  addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-dirty]:not([data-clean])")) event.preventDefault();
  });

  /* -- The focus goes to what must be read first ------------------------------------------- */
  const focusFirst = (root) => {
    const target = root.querySelector("[data-focus]");
    if (target) target.focus();
  };

  /* -- Menus close when somebody turns away ------------------------------------------------- */
  document.addEventListener("click", (event) => {
    for (const menu of all("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of all("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* -- Copy and print: the buttons appear only where they can work -------------------------- */
  const showButtons = (root) => {
    const canCopy = navigator.clipboard && isSecureContext;
    for (const button of all(canCopy ? "[data-copy], [data-print]" : "[data-print]", root)) {
      button.hidden = false;
    }
  };
  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(copy.dataset.copy);
      copy.querySelector("[role=status]").textContent = copy.dataset.done;
    }
    if (event.target.closest("[data-print]")) print();
  });
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...all("main details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });

  /* -- Personal data in the wrong field: the rules of foundation/vault/detect.py ------------ */
  const elevenTest = (digits) => {
    const figures = digits.padStart(9, "0");
    if (!/^\d{9}$/.test(figures) || Number(figures) === 0) return false;
    const sum = [...figures].reduce(
      (total, figure, place) => total + figure * (place === 8 ? -1 : 9 - place),
      0,
    );
    return sum % 11 === 0;
  };
  const mod97 = (text) => {
    const code = text.replace(/[ .-]/g, "").toUpperCase();
    if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(code)) return false;
    if (code.startsWith("NL") && code.length !== 18) return false;
    const figures = (code.slice(4) + code.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
      String(letter.charCodeAt(0) - 55),
    );
    let rest = 0;
    for (const figure of figures) rest = (rest * 10 + Number(figure)) % 97;
    return rest === 1;
  };
  const someIban = (text) => {
    for (let end = text.length; end >= 15; end -= 1) {
      if (mod97(text.slice(0, end))) return true;
    }
    return false;
  };
  const isPhone = (text) => {
    const bare = text.replace("(0)", "").replace(/[^\d+]/g, "");
    const national = bare.replace(/^(\+31|0031)/, "0");
    if (/^0(?!0)/.test(national)) {
      return /^0\d{9}$|^097\d{9}$/.test(national) && !/^0(800|90[069]|88|85|84)/.test(national);
    }
    return /^(\+|00)[1-9]\d{7,13}$/.test(bare);
  };
  const digits = (text) => text.replace(/\D/g, "");
  const isBsn = (text) => /^\d{8,9}$/.test(digits(text)) && elevenTest(digits(text));

  const shape = (code, letter, separator) =>
    code
      .split("-")
      .map((part) => `${part[0] === "X" ? letter : "\\d"}{${part.length}}`)
      .join(separator);
  const shapes = (codes, letter, separator) =>
    codes
      .split(" ")
      .map((code) => shape(code, letter, separator))
      .join("|");
  const OLD = "XX-99-99 99-99-XX 99-XX-99";
  const NEW =
    "XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX " +
    "9-XX-999 999-XX-9";
  const upper = "[BDFGHJKLMNPRSTVWXZ]";
  const either = "[BDFGHJKLMNPRSTVWXZbdfghjklmnprstvwxz]";
  const plate = new RegExp(
    `(?<![\\w-])(?:${shapes(OLD, "[A-Za-z]", "-")}|${shapes(NEW, either, "-")}|` +
      `${shapes(NEW, upper, " ")}|${shapes(NEW, upper, "")})(?![\\w-])`,
    "g",
  );
  /* In order of certainty: where two finds overlap the first counts. */
  const RULES = [
    ["email", /(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w@])/g],
    ["iban", /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}/g, someIban],
    [
      "v-number",
      /(?<!\w)(?:v(?:reemdelingen)?[- ]?(?:nummer|nr|no)|v(?=[ -]?\d))[.:]{0,2} {0,3}-?(\d{3}[ .]?\d{3}[ .]?\d{4}|\d{10})(?!\d)/gi,
    ],
    [
      "phone",
      /(?<![\w+,.:/-])(?!\d{2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d))(?:\+|\(?0)\d?(?:[ ./()-]{0,3}\d){7,14}(?!\w)(?![-/.,]\d)/g,
      isPhone,
    ],
    [
      "bsn",
      /(?<!\w)(?:bsn|sofi|burgerservicenummer)(?:[- ]?(?:nummer|nr))?[.:]{0,2} {0,3}(\d(?:[ .]?\d){7,8})(?!\d)/gi,
      isBsn,
    ],
    [
      "bsn",
      /(?<![\w€$£+,.:/-])(?<![€$£] )(\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})(?![\w/-])(?![.,:]\d)(?! ?(?:€|euro|eur)(?!\w))/gi,
      isBsn,
    ],
    ["plate", plate],
  ];
  const findPersonalData = (text) => {
    const kinds = new Set();
    const taken = [];
    for (const [kind, pattern, holds] of RULES) {
      for (const match of text.matchAll(pattern)) {
        const start = match.index + match[0].lastIndexOf(match[1] || match[0]);
        const end = start + (match[1] || match[0]).length;
        const overlaps = taken.some(([from, to]) => start < to && end > from);
        if (overlaps || (holds && !holds(match[1] || match[0]))) continue;
        taken.push([start, end]);
        kinds.add(kind);
      }
    }
    return [...kinds];
  };

  const warn = (input) => {
    const place = input.closest("[data-detect]").querySelector("[data-detect-warning]");
    if (!place) return;
    const names = findPersonalData(input.value).map((kind) => place.dataset[kind.replace("-", "")]);
    const text = names.length ? place.dataset.text.replace("…", names.join(", ")) : "";
    if (place.textContent !== text) place.textContent = text;
  };
  const timers = new WeakMap();
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.closest || !input.closest("[data-detect]")) return;
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(warn, 500, input));
  });

  /* -- The session ends when nothing happens: warn in time, in every open window ------------- */
  const idle = () => {
    const seconds = Number(document.body.dataset.idleSeconds);
    const dialog = document.querySelector("[data-idle-dialog]");
    if (!seconds || !dialog || !dialog.showModal) return;
    const windows = "BroadcastChannel" in self ? new BroadcastChannel("baken-seen") : null;
    const left = dialog.querySelector("[data-idle-left]");
    let end = 0;
    const seen = () => {
      end = Date.now() + seconds * 1000;
      if (dialog.open) dialog.close();
    };
    const tellAll = () => {
      seen();
      if (windows) windows.postMessage("seen");
    };
    if (windows) windows.onmessage = seen;
    document.addEventListener("htmx:afterRequest", tellAll);
    dialog.querySelector("[data-idle-stay]").addEventListener("click", async () => {
      const answer = await fetch(dialog.dataset.idleDialog, { redirect: "error" }).catch(() => null);
      if (answer && answer.ok) tellAll();
      else location.reload();
    });
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    setInterval(() => {
      const rest = Math.ceil((end - Date.now()) / 1000);
      if (rest <= 0) {
        for (const form of all("form")) form.dataset.clean = "yes";
        location.replace(location.pathname);
      } else if (rest <= WARN_BEFORE) {
        if (!dialog.open) dialog.showModal();
        left.textContent = `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
      }
    }, 1000);
    tellAll();
  };

  const start = (root) => {
    showButtons(root);
    focusFirst(root);
  };
  document.addEventListener("htmx:afterSwap", (event) => start(event.target));
  start(document);
  idle();
  window.baken = { findPersonalData };
})();
