// Pages that listen, in an installed Chromium, each by way of a proxy of its own, while events are published past it.
//   node listeners.cjs <server's address> <settings as JSON> <API key> <Chromium>
// Settings: [{"name":…,"proxied":…,"native":…,"options":{…},"quietSeconds":…,"seconds":…,"transports":[…],
// "fallbacks":[…],"reconnects":…}] are what the check is called; the server's address by way of the proxy; whether the
// page uses the browser's own EventSource, not oneport(); what oneport() is given; how long nothing is published, and
// then events; over what the page may say that it hears them at the end; why it told the server that it fell back, as
// regular expressions; how often the connection came back at least. All of them run at once: they mostly wait.
"use strict";

const assert = require("node:assert/strict");
const { chromium } = require("playwright-core");
const WebSocket = require("ws");
const { run, within } = require("./harness.cjs");

const [server, json, apiKey, executablePath] = process.argv.slice(2);
const settings = JSON.parse(json);
const EVERY_MILLIS = 200;
const NAMESPACE = "/chat";

/** How long a page may have the browser for itself at its beginning. */
const TURN_MILLIS = 1_500;

/** Names that mean something else to EventSource, or would end a line early, and one that does not. */
const NAMES = ["open", "error", "message", "event:x", " y", "a\nb", "ž"];

function pause(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

async function publish(room, event, ...data) {
  const response = await fetch(new URL("api/emit", server), {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ namespace: NAMESPACE, rooms: [room], event, data }),
  });
  assert.ok(response.ok, `${response.status} ${await response.text()}`);
}

/** In the page: listens by oneport.js. */
async function listen([options, namespace, room, names]) {
  const { default: oneport } = await import(new URL("oneport.mjs", location).href);
  if (options.token) {
    const { token } = options;
    options.token = () => token;
  }
  const seen = { heard: [], named: [], states: [], resets: [] };
  const s = oneport("events", { namespace, rooms: [room], ...options });
  s.on("numbers", (number, letter) => seen.heard.push(letter === "ž" ? number : letter));
  names.forEach((name) => s.on(name, (told) => seen.named.push(told === name ? name : [name, told])));
  s.on("oneport:state", (change) => seen.states.push(change));
  s.on("oneport:reset", (reset) => seen.resets.push(reset));
  window.listening = { seen, isOpen: () => s.state === "open", close: () => s.close() };
}

/** In the page: the same by what the browser has. */
function listenNatively([, namespace, room, names]) {
  const seen = { heard: [], named: [], states: [], resets: [] };
  const url = new URL("events", location);
  url.searchParams.set("namespace", namespace);
  url.searchParams.set("room", room);
  const source = new EventSource(url);
  const on = (type, take) => source.addEventListener(type, ({ data }) => take(JSON.parse(data)));
  on("oneport:ready", ({ recovered }) =>
    seen.states.push({ state: "open", transport: "EventSource", recovered })
  );
  on("oneport:reset", (reset) => seen.resets.push(reset));
  on("numbers", ([number, letter]) => seen.heard.push(letter === "ž" ? number : letter));
  for (const name of names) {
    const onWire = name === "ž" ? name : "event:" + encodeURIComponent(name);
    on(onWire, ([told]) => seen.named.push(told === name ? name : [name, told]));
  }
  window.listening = {
    seen,
    isOpen: () => seen.states.length > 0 && source.readyState === 1,
    close: () => source.close(),
  };
}

function isOpen(tab) {
  const open = tab.waitForFunction(() => listening.isOpen(), undefined, { timeout: 30_000 });
  // Who waits for it no longer does not look at how it ends.
  open.catch(() => {});
  return open;
}

let turn = Promise.resolve();

/**
 * Does one after the other what would keep all from being on time: that nothing comes over a transport for a while is
 * what a page goes by.
 */
async function inTurn(task) {
  const before = turn;
  let over;
  turn = new Promise((resolve) => (over = resolve));
  await before;
  try {
    await task();
  } finally {
    over();
  }
}

async function hearsEachOnce(browser, setting, room) {
  const tab = await browser.newPage();
  const problems = [];
  const urls = [];
  tab.on("pageerror", (error) => problems.push(String(error)));
  tab.on("request", (request) => urls.push(request.url()));
  tab.on("websocket", (socket) => urls.push(socket.url()));
  const options = setting.options ?? {};
  await inTurn(async () => {
    // Any document of that origin: this one opens nothing by itself.
    await tab.goto(new URL("oneport.js", setting.proxied).href);
    await tab.evaluate(setting.native ? listenNatively : listen, [options, NAMESPACE, room, NAMES]);
    await Promise.race([isOpen(tab), pause(TURN_MILLIS)]);
  });
  await isOpen(tab);

  await pause(setting.quietSeconds * 1000);
  const count = (setting.seconds * 1000) / EVERY_MILLIS;
  const expected = Array.from({ length: count }, (_, number) => number);
  for (const number of expected) {
    await publish(room, "numbers", number, "ž");
    await pause(EVERY_MILLIS);
  }
  for (const name of NAMES) {
    await publish(room, name, name);
  }
  await tab.waitForFunction((all) => listening.seen.named.length >= all, NAMES.length, {
    timeout: 30_000,
  });
  const { heard, named, states, resets } = await tab.evaluate(() => listening.seen);
  assert.deepEqual(heard, expected, "each once, in order");
  assert.deepEqual(named, NAMES);
  assert.deepEqual(resets, []);
  assert.deepEqual(problems, []);

  const opened = states.filter(({ state }) => state === "open");
  const last = opened.at(-1);
  assert.ok(setting.transports.includes(last.transport), JSON.stringify({ urls, states }));
  assert.ok(opened.length > (setting.reconnects ?? 0), JSON.stringify(states));
  assert.equal(last.recovered, opened.length > 1, "only the first one had no past");

  const told = urls.map((url) => new URL(url).searchParams.get("fallback"));
  const reasons = told.filter((reason, i) => reason && told.indexOf(reason) === i);
  assert.match(reasons.join(" "), new RegExp(`^(?:${setting.fallbacks.join(" ")})$`));
  assert.deepEqual(
    urls.filter((url) => url.includes("secret")),
    []
  );
  if (options.token) {
    const seen = await (await fetch(new URL("seen", server))).json();
    assert.ok(seen.authorized > 0);
  }
  await tab.evaluate(() => listening.close());
}

/** What a server does for the first time may take it longer than a page is ready to wait. */
async function warmUp() {
  const url = new URL("ws", server);
  url.protocol = "ws:";
  const socket = new WebSocket(url);
  socket.on("open", () => socket.send(JSON.stringify({ ping: 1 })));
  await within(new Promise((resolve) => socket.on("message", resolve)), "a WebSocket");
  socket.close();
}

async function main() {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    await warmUp();
    const all = settings.map((setting, i) => {
      const result = hearsEachOnce(browser, setting, `page:${i}`);
      // Looked at below.
      result.catch(() => {});
      return [setting.name, () => result];
    });
    await run(Object.fromEntries(all), () => {});
  } finally {
    await within(browser.close(), "the end of Chromium");
  }
}

main();
