// Says that the sitting ends soon, lets it go on, and keeps what is written when it ends.
// Every page works without this: what is sent too late is kept by the server.
const told = document.querySelector(".st-sitting");
const idle = Number(told.dataset.idle) * 1000;
const warning = Number(told.dataset.warning) * 1000;
let timer = setTimeout(warn, idle - warning);

async function left(method) {
  // Another window of the same sitting may have been busy meanwhile.
  const body = method === "POST" ? new FormData(told) : undefined;
  const answer = await fetch(told.action, { method, body });
  return (await answer.json()).left * 1000;
}

async function warn() {
  const rest = await left("GET");
  if (rest > warning + 1000) {
    timer = setTimeout(warn, rest - warning);
    return;
  }
  told.hidden = false;
  timer = setTimeout(end, Math.max(rest, 0));
}

async function end() {
  const rest = await left("GET");
  if (rest > 1000) {
    told.hidden = true;
    timer = setTimeout(warn, Math.max(rest - warning, 0));
    return;
  }
  const form = [...document.querySelectorAll("main form[method=post]")].find(written);
  if (!form) {
    location.reload();
    return;
  }
  const save = Object.assign(document.createElement("input"), { type: "hidden", name: "gem_kladde", value: "1" });
  form.append(save);
  form.noValidate = true;
  form.submit();
}

function written(form) {
  return [...form.elements].some(
    (field) => "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue,
  );
}

told.addEventListener("submit", async (event) => {
  event.preventDefault();
  const rest = await left("POST");
  clearTimeout(timer);
  told.hidden = true;
  timer = setTimeout(warn, Math.max(rest - warning, 0));
});
