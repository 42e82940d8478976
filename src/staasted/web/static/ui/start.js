// Wakes the design system's scripts. Every page works without them.
window.DKFDS?.init();

// A note kept in this window (note.js) goes when its conversation is closed, and with its writer.
const form = document.querySelector("form[data-note]");
const sent = sessionStorage.getItem("note:sent");
if (sent && (!form || `note:${location.pathname}` !== sent)) sessionStorage.removeItem(sent);
if (sent && !form) sessionStorage.removeItem("note:sent");
if (!document.querySelector(".st-sitting")) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("note:")) sessionStorage.removeItem(key);
  }
}
