// The form that emits, and the same call in other languages, ready to copy.
import { at, copy } from "./dom.js";
import { problem } from "./problem.js";

const form = {
  event: at("emit-event"),
  data: at("emit-data"),
  key: at("emit-key"),
  send: at("emit-send"),
  result: at("emit-result"),
};

/** When each event was sent from here, by its marker: lines tell how long it took. */
const sent = new Map();
const MOST_REMEMBERED = 20;

/** How long ago an event left this page; undefined if it did not. */
export function tookSince(event, args) {
  const begun = sent.get(JSON.stringify([event, args]));
  return begun === undefined ? undefined : performance.now() - begun;
}

export function startPublishing(base, state) {
  show(state);
  showCode(base);
  for (const field of [form.event, form.data, form.key]) {
    field.addEventListener("input", () => showCode(base));
  }
  at("emit-form").addEventListener("submit", (submit) => emit(submit, base));
  form.data.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && (press.ctrlKey || press.metaKey)) {
      at("emit-form").requestSubmit();
    }
  });
  for (const language of ["curl", "javascript", "java"]) {
    at(`copy-${language}`).addEventListener("click", () => copy(at(`code-${language}`), at(`copy-${language}`)));
  }
  at("make-key").addEventListener("click", makeKey);
}

function show(state) {
  const closed = state.publish === "closed";
  at("closed").hidden = !closed;
  // Pages have SHA-256 only over https, or on the server's own machine.
  at("make-key").disabled = !window.isSecureContext;
  for (const control of at("emit-form").elements) {
    control.disabled = closed;
  }
  if (state.key) {
    form.key.value = state.key;
    at("key-hint").textContent = "made for this run, given to this machine only";
  }
}

// As java -jar oneport.war --new-key does. The server learns nothing of it.
async function makeKey() {
  const bits = crypto.getRandomValues(new Uint8Array(32));
  const key = btoa(String.fromCharCode(...bits))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
  const hash = [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
  at("new-key-value").textContent = `Authorization: Bearer ${key}`;
  at("new-key-setting").textContent = `oneport.api.keys=backend=sha256:${hash}`;
  at("new-key").hidden = false;
}

// The text as typed, so that numbers stay as they are; a single value becomes the one argument.
function dataText() {
  const text = form.data.value.trim();
  if (!text) {
    return "";
  }
  return Array.isArray(JSON.parse(text)) ? text : `[${text}]`;
}

function body(data) {
  const event = JSON.stringify(form.event.value);
  return data ? `{"event":${event},"data":${data}}` : `{"event":${event}}`;
}

function showCode(base) {
  let data;
  try {
    data = dataText();
    form.data.removeAttribute("aria-invalid");
  } catch {
    data = form.data.value.trim();
    form.data.setAttribute("aria-invalid", "true");
  }
  const url = new URL("api/emit", base).href;
  const key = form.key.value || "KEY";
  at("code-curl").textContent = [
    `curl -X POST ${url}`,
    `-H ${quoted(`Authorization: Bearer ${key}`)}`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(body(data))}`,
  ].join(" \\\n  ");
  at("code-javascript").textContent = [
    `await fetch(${JSON.stringify(url)}, {`,
    `  method: "POST",`,
    `  headers: {`,
    `    Authorization: ${JSON.stringify(`Bearer ${key}`)},`,
    `    "Content-Type": "application/json",`,
    `  },`,
    `  body: JSON.stringify(${body(data)}),`,
    `});`,
  ].join("\n");
  at("code-java").textContent = [
    "@Inject SocketIoServer io;",
    "",
    `io.emit(${[form.event.value, ...javaArguments(data)].map((each, i) => (i ? each : JSON.stringify(each))).join(", ")});`,
  ].join("\n");
}

function javaArguments(data) {
  try {
    return JSON.parse(data || "[]").map(java);
  } catch {
    return ["…"];
  }
}

function java(value) {
  if (value === null || typeof value !== "object") {
    return JSON.stringify(value);
  }
  return Array.isArray(value)
    ? `List.of(${value.map(java).join(", ")})`
    : `Map.of(${Object.entries(value)
        .map(([name, member]) => `${JSON.stringify(name)}, ${java(member)}`)
        .join(", ")})`;
}

// For a POSIX shell.
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

async function emit(submit, base) {
  submit.preventDefault();
  let data;
  try {
    data = dataText();
  } catch (error) {
    result(`The data is not JSON: ${error.message}`, "bad");
    form.data.focus();
    return;
  }
  form.send.disabled = true;
  remember(form.event.value, data);
  try {
    const response = await fetch(new URL("api/emit", base), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${form.key.value}` },
      body: body(data),
    });
    if (response.ok) {
      const { recipients } = await response.json();
      result(`Accepted at ${new Date().toLocaleTimeString()}, for ${recipients} clients`, "good");
    } else {
      result(await problem(response), "bad");
    }
  } catch {
    result("The server can't be reached.", "bad");
  } finally {
    form.send.disabled = false;
  }
}

function remember(event, data) {
  const marker = JSON.stringify([event, JSON.parse(data || "[]")]);
  sent.delete(marker);
  sent.set(marker, performance.now());
  if (sent.size > MOST_REMEMBERED) {
    sent.delete(sent.keys().next().value);
  }
}

function result(text, kind) {
  form.result.textContent = text;
  form.result.className = kind;
}
