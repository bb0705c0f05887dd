/* The toolbar above a Markdown field. Without it everything can be typed by hand.
   Nothing inline, nothing stored; text is inserted so that Ctrl+Z takes it back. */
"use strict";
(() => {
  const form = document.querySelector("[data-writing]");
  if (!form) return;
  const sheet = form.querySelector("textarea[name=body]");
  const toolbar = form.querySelector("[data-toolbar]");

  /* -- Putting text in ---------------------------------------------------------------------- */
  const put = (from, to, text) => {
    sheet.focus();
    sheet.setSelectionRange(from, to);
    // The old command is the only one that keeps "undo" whole.
    if (!document.execCommand("insertText", false, text)) {
      sheet.setRangeText(text, from, to, "end");
      sheet.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const around = (mark, word) => {
    const { selectionStart: from, selectionEnd: to, value } = sheet;
    const words = value.slice(from, to) || word;
    put(from, to, `${mark}${words}${mark}`);
    sheet.setSelectionRange(from + mark.length, from + mark.length + words.length);
  };
  const lines = (mark) => {
    const { selectionStart, selectionEnd, value } = sheet;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const next = value.indexOf("\n", selectionEnd);
    const to = next < 0 ? value.length : next;
    const bare = value
      .slice(from, to)
      .split("\n")
      .map((line) => line.replace(/^(#{1,6} |> |- |\d+\. )/, ""));
    const had = value.slice(from, to).split("\n").every((line) => line.startsWith(mark));
    const made = bare.map((line, place) => {
      if (had) return line;
      return (mark === "1. " ? `${place + 1}. ` : mark) + line;
    });
    put(from, to, made.join("\n"));
  };
  const block = (text) => {
    const { selectionEnd: at, value } = sheet;
    const before = value.slice(0, at);
    const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = value.slice(at).startsWith("\n") ? "\n" : "\n\n";
    put(at, at, lead + text + tail);
  };
  const link = (text) => {
    const { selectionStart: from, selectionEnd: to, value } = sheet;
    const words = value.slice(from, to);
    // Chosen words stay the words of the link.
    put(from, to, words && !words.includes("\n") ? text.replace(/^\[[^\]]*\]/, `[${words}]`) : text);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button");
    if (!button) return;
    const { around: mark, word, line, block: whole, insert, opens } = button.dataset;
    if (mark) around(mark, word);
    else if (line) lines(line);
    else if (whole) block(whole);
    else if (insert) {
      const dialog = button.closest("dialog");
      if (dialog) dialog.close();
      link(insert);
    } else if (opens) document.getElementById(opens).showModal();
    else if ("closeDialog" in button.dataset) button.closest("dialog").close();
  });
  sheet.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const tool = { b: "**", i: "*" }[event.key.toLowerCase()];
    if (!tool) return;
    event.preventDefault();
    around(tool, toolbar.querySelector(`[data-around="${tool}"]`).dataset.word);
  });

  /* -- One stop for Tab, arrows between the buttons (ARIA: toolbar) -------------------------- */
  const tools = [...toolbar.querySelectorAll(".tool")];
  const go = (place) => {
    const chosen = (place + tools.length) % tools.length;
    tools.forEach((tool, number) => (tool.tabIndex = number === chosen ? 0 : -1));
    return tools[chosen];
  };
  toolbar.addEventListener("keydown", (event) => {
    const at = tools.indexOf(document.activeElement);
    const step = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tools.length - 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(step).focus();
  });
  go(0);
  sheet.before(toolbar);
  toolbar.hidden = false;

  /* -- Not saved by itself: signed out meanwhile, or no connection. The text stays. ----------- */
  const lost = (event) => {
    const status = form.querySelector("#live [role=status]");
    const target = event.detail.target || event.detail.elt;
    if (status && target && (target === form || target.id === "live")) {
      status.textContent = form.dataset.lost;
    }
  };
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", lost);
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "live" || event.detail.xhr.status >= 400) return;
    if (event.detail.xhr.responseURL.includes(form.getAttribute("hx-post"))) return;
    event.detail.shouldSwap = false;
    lost(event);
  });

  /* -- What was saved by itself needs no question on leaving --------------------------------- */
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "live" || !event.target.querySelector("[data-kept]")) return;
    form.dataset.clean = "yes";
  });
})();
