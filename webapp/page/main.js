// The start page: four lines side by side, a form that emits, and checks of this installation.
import { runChecks } from "./checks.js";
import { at } from "./dom.js";
import { clearEvents, showEvent } from "./events.js";
import { openLines } from "./lines.js";
import { startPublishing, tookSince } from "./publish.js";

// Works at the root and under a context path.
const base = new URL(".", document.baseURI);

if (window.top === window.self) {
  start();
} else {
  // A foreign page that frames this one could lead clicks astray.
  document.body.textContent = "This page can't be shown inside of another one.";
}

async function start() {
  const state = await readState();
  const path = base.pathname + state.path.replace(/^\//, "");
  startPublishing(base, state);
  at("clear").addEventListener("click", clearEvents);
  at("run-checks").addEventListener("click", () => runChecks({ base, state }));
  try {
    await load(new URL("socket.io.js", new URL(path, base)));
  } catch {
    at("problem").textContent = "The browser client is not served here: oneport.serveClient is false.";
    return;
  }
  openLines(base, path, (line, event, args) => {
    showEvent(line, event, args);
    return tookSince(event, args);
  });
}

async function readState() {
  try {
    const response = await fetch(new URL("page/state", base), { cache: "no-store" });
    if (response.ok) {
      return await response.json();
    }
  } catch {
    // Not running yet, or no more: the lines say so.
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
