// Saves what is written while a conversation is held, and keeps it here until the server has it.
// Without this script the same is a button. The copy is this window's own and goes with it; it is
// also taken away when the server has it, and on every page of somebody who is not logged in
// (start.js): the next person at this machine finds nothing.
const EVERY = 5000;
const form = document.querySelector("form[data-note]");
const key = `note:${location.pathname}`;

if (form) {
  const status = document.querySelector("[data-note-status]");
  let waiting = false;

  const written = () =>
    JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));
  let had = written(); // what the server has: leaving a field is no reason to send it once more

  const tell = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  const keep = () => {
    if (!waiting && written() === had) return;
    waiting = true;
    sessionStorage.setItem(key, written());
  };

  const save = async () => {
    if (!waiting) return;
    const sent = written();
    const body = new FormData(form);
    body.set(form.dataset.keep, "1");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      const told = await answer.json();
      if (!told.kept) throw new Error("not kept");
      had = sent;
      if (written() === sent) {
        waiting = false;
        sessionStorage.removeItem(key);
      }
      tell(form.dataset.saved.replace("{at}", told.at));
    } catch {
      tell(form.dataset.unsaved);
    }
  };

  const copy = sessionStorage.getItem(key);
  if (copy) {
    for (const [name, value] of JSON.parse(copy)) {
      const field = form.elements[name];
      if (!field) continue;
      field.value = value;
    }
    waiting = true;
    save();
  }

  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  window.addEventListener("online", save);
  window.addEventListener("pagehide", () => {
    if (!waiting) sessionStorage.removeItem(key);
  });
  form.addEventListener("submit", () => sessionStorage.setItem("note:sent", key));
  setInterval(save, EVERY);
}
