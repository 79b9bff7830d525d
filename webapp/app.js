// The start page: shows its own connection and what arrives, and emits through api/emit.
(() => {
  "use strict";

  const MAX_EVENTS = 200;
  const MAX_SHOWN_CHARACTERS = 4000;

  // Works at the root and under a context path.
  const base = new URL(".", document.baseURI);
  const at = (id) => document.getElementById(id);

  // A foreign page that frames this one could lead clicks astray.
  if (window.top !== window.self) {
    document.body.textContent = "This page can't be shown inside of another one.";
    return;
  }

  const form = {
    event: at("emit-event"),
    data: at("emit-data"),
    key: at("emit-key"),
    send: at("emit-send"),
    result: at("emit-result"),
  };

  start();

  async function start() {
    showCurl();
    for (const field of [form.event, form.data, form.key]) {
      field.addEventListener("input", showCurl);
    }
    at("emit-form").addEventListener("submit", emit);
    form.data.addEventListener("keydown", (press) => {
      if (press.key === "Enter" && (press.ctrlKey || press.metaKey)) {
        at("emit-form").requestSubmit();
      }
    });
    at("copy").addEventListener("click", copyCurl);
    at("clear").addEventListener("click", clearEvents);
    at("make-key").addEventListener("click", makeKey);

    const state = await readState();
    showPublishing(state);
    const path = base.pathname + state.path.replace(/^\//, "");
    showSample(path);
    try {
      await load(new URL("socket.io.js", new URL(path, base)));
    } catch {
      hint("The browser client is not served here: oneport.serveClient is false.");
      return;
    }
    connect(path);
  }

  async function readState() {
    try {
      const response = await fetch(new URL("page/state", base), { cache: "no-store" });
      if (response.ok) {
        return await response.json();
      }
    } catch {
      // Not running yet, or no more: the connection below says so.
    }
    return { path: "/socket.io/", publish: "open" };
  }

  function load(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  // --- The connection ---

  function connect(path) {
    const begun = { at: 0 };
    const socket = io(base.origin, { path });

    socket.io.on("open", () => {
      const engine = socket.io.engine;
      begun.at = performance.now();
      at("upgrade").replaceChildren();
      transport(engine.transport.name, begun);
      engine.once("upgrade", (upgraded) => transport(upgraded.name, begun));
    });
    socket.on("connect", () => {
      status("connected");
      at("socket-id").textContent = socket.id;
      hint("");
    });
    socket.on("disconnect", (reason) => {
      status("disconnected");
      at("transport").textContent = "–";
      at("socket-id").textContent = "–";
      if (reason === "io server disconnect") {
        hint("The server has disconnected this page. Reload it to connect again.");
      } else {
        hint(`Connection lost (${reason}): trying again…`);
      }
    });
    socket.on("connect_error", (error) => {
      hint(
        socket.active
          ? `No connection (${error.message}): trying again…`
          : `The server refused the connection: ${error.message}`
      );
    });
    socket.onAny((event, ...args) => received(event, args));
  }

  function status(text) {
    at("status").textContent = text;
    at("dot").classList.toggle("on", text === "connected");
  }

  function transport(name, begun) {
    at("transport").textContent = name;
    const timeline = at("upgrade");
    timeline.querySelector(".last")?.classList.remove("last");
    const elapsed = Math.round(performance.now() - begun.at);
    const step = element("span", "step last", timeline.childElementCount ? `upgraded to ${name}` : name);
    if (timeline.childElementCount) {
      step.append(element("time", "", `+${elapsed} ms`));
    }
    const item = element("li");
    item.append(step);
    timeline.append(item);
  }

  function hint(text) {
    at("hint").textContent = text;
    at("hint").hidden = !text;
  }

  // --- Incoming events ---

  let count = 0;

  function received(event, args) {
    const item = element("li", "new");
    item.append(
      element("time", "", new Date().toLocaleTimeString()),
      element("span", "name", event)
    );
    if (args.length) {
      item.append(element("pre", "", args.map(shown).join("\n")));
    }
    const list = at("events");
    list.prepend(item);
    while (list.childElementCount > MAX_EVENTS) {
      list.lastElementChild.remove();
    }
    count += 1;
    at("count").textContent = count;
    at("empty").hidden = true;
  }

  function shown(argument) {
    const text = JSON.stringify(argument, (key, value) =>
      value instanceof ArrayBuffer ? `‹${value.byteLength} bytes›` : value
    );
    return text.length > MAX_SHOWN_CHARACTERS
      ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}… (${text.length} characters)`
      : text;
  }

  function clearEvents() {
    at("events").replaceChildren();
    count = 0;
    at("count").textContent = count;
    at("empty").hidden = false;
  }

  // --- Emitting ---

  function showPublishing(state) {
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
      showCurl();
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

  function showCurl() {
    let data;
    try {
      data = dataText();
      form.data.removeAttribute("aria-invalid");
    } catch {
      data = form.data.value.trim();
      form.data.setAttribute("aria-invalid", "true");
    }
    at("curl").textContent = [
      `curl -X POST ${new URL("api/emit", base)}`,
      `-H ${quoted(`Authorization: Bearer ${form.key.value || "KEY"}`)}`,
      `-H 'Content-Type: application/json'`,
      `-d ${quoted(body(data))}`,
    ].join(" \\\n  ");
  }

  // For a POSIX shell.
  function quoted(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
  }

  async function emit(submit) {
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
    try {
      const response = await fetch(new URL("api/emit", base), {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Authorization: `Bearer ${form.key.value}`,
        },
        body: body(data),
      });
      if (response.ok) {
        result(`Accepted at ${new Date().toLocaleTimeString()}`, "good");
      } else {
        result(await problem(response), "bad");
      }
    } catch {
      result("The server can't be reached.", "bad");
    } finally {
      form.send.disabled = false;
    }
  }

  async function problem(response) {
    try {
      const { title, detail, errors = [] } = await response.json();
      const places = errors.map((error) => `${error.pointer.slice(2)} ${error.detail}`);
      return [title, ...(places.length ? places : [detail])].join(". ");
    } catch {
      return `HTTP ${response.status}`;
    }
  }

  function result(text, kind) {
    form.result.textContent = text;
    form.result.className = kind;
  }

  async function copyCurl() {
    try {
      await navigator.clipboard.writeText(at("curl").textContent);
      at("copy").textContent = "Copied";
    } catch {
      // Without https the clipboard is closed: mark the text for the keyboard's copy.
      getSelection().selectAllChildren(at("curl"));
      at("copy").textContent = "Now press Ctrl-C";
    }
    setTimeout(() => {
      at("copy").textContent = "Copy";
    }, 2000);
  }

  function showSample(path) {
    const url = `"${base.origin}"`;
    const connect =
      path === "/socket.io/" ? [`io(${url});`] : [`io(${url}, {`, `  path: "${path}",`, "});"];
    at("sample-page").textContent = [
      `<script src="${path}socket.io.js"></script>`,
      "<script>",
      `  const socket = ${connect.join("\n  ")}`,
      '  socket.on("placed", (order) => show(order));',
      "</script>",
    ].join("\n");
  }

  function element(tag, className = "", text = "") {
    const created = document.createElement(tag);
    created.className = className;
    created.textContent = text;
    return created;
  }
})();
