// The console: who is in, which part is shown, and what all parts are told each second.
import { forget, get, hasKey, Refused, signInWith } from "./api.js";
import { at, element } from "../page/dom.js";
import { events } from "./events.js";
import { overview } from "./overview.js";
import { publish } from "./publish.js";
import { rooms } from "./rooms.js";
import { sessions } from "./sessions.js";
import { settings } from "./settings.js";

const PARTS = { overview, rooms, sessions, events, publish, settings };
const TICK = 1000;

/** What is known of the server: all samples of the last ten minutes, and who looks. */
const known = { columns: [], seconds: [], minutes: [], grants: [], who: "" };
const MOST_SECONDS = 600;
const MOST_MINUTES = 1440;

let shown;
let timer;

if (window.top === window.self) {
  start();
} else {
  document.body.textContent = "This page can't be shown inside of another one.";
}

function start() {
  for (const name of Object.keys(PARTS)) {
    const link = element("a", "", PARTS[name].title);
    link.href = `#${name}`;
    at("tabs").append(link);
  }
  at("sign-in-form").addEventListener("submit", (submit) => {
    submit.preventDefault();
    signInWith(at("key").value.trim());
    at("key").value = "";
    tick();
  });
  at("sign-out").addEventListener("click", () => {
    forget();
    location.reload();
  });
  addEventListener("hashchange", show);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
  tick();
}

/** Nobody looks at a page that is hidden: it asks for nothing. */
async function tick() {
  clearTimeout(timer);
  if (document.hidden) {
    return;
  }
  try {
    learn(await get("console", { seconds: newest(known.seconds), minutes: newest(known.minutes) }));
    at("offline").textContent = "";
    if (shown === undefined) {
      enter();
    }
    shown.update?.(known);
  } catch (failure) {
    if (!(failure instanceof Refused)) {
      throw failure;
    }
    if ([401, 403, 404].includes(failure.status)) {
      leave(failure);
      return;
    }
    at("offline").textContent = `${failure.message} Trying again…`;
  }
  timer = setTimeout(tick, TICK);
}

function newest(samples) {
  return samples.length ? samples[samples.length - 1][0] : 0;
}

function learn(news) {
  known.seconds.push(...news.seconds);
  known.minutes.push(...news.minutes);
  known.seconds.splice(0, known.seconds.length - MOST_SECONDS);
  known.minutes.splice(0, known.minutes.length - MOST_MINUTES);
  Object.assign(known, { ...news, seconds: known.seconds, minutes: known.minutes });
}

function enter() {
  at("sign-in").hidden = true;
  at("tabs").hidden = false;
  at("who").textContent = `${known.who} · may ${known.grants.join(", ")}`;
  at("sign-out").hidden = !hasKey();
  show();
}

function leave(failure) {
  shown?.stop?.();
  shown = undefined;
  at("offline").textContent = "";
  at("view").replaceChildren();
  at("tabs").hidden = true;
  at("sign-out").hidden = true;
  at("who").textContent = "";
  at("sign-in").hidden = false;
  at("sign-in-problem").textContent = hasKey() || failure.status !== 401 ? failure.message : "";
  forget();
  at("key").focus();
}

/** The part that the address names, with its parameters. */
function show() {
  if (at("tabs").hidden) {
    return;
  }
  const [name, query = ""] = location.hash.slice(1).split("?");
  const part = Object.hasOwn(PARTS, name) ? name : "overview";
  for (const link of at("tabs").children) {
    link.toggleAttribute("aria-current", false);
    if (link.hash === `#${part}`) {
      link.setAttribute("aria-current", "page");
    }
  }
  shown?.stop?.();
  at("view").replaceChildren();
  document.title = `${PARTS[part].title} · Oneport console`;
  shown = PARTS[part].open(at("view"), new URLSearchParams(query), known) ?? {};
  shown.update?.(known);
}
