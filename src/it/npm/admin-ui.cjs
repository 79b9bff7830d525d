// Drives the unmodified Socket.IO Admin UI in an installed Chromium, from an origin of its own, and speaks as it does.
//   node admin-ui.cjs <application in development mode> <the same in production mode>
//     <key of "ops", which may all> <key of "reader", which may only read>
//     <origin that CORS allows> <Chromium> <folder for screenshots> <name of the server>
// The checks that have no page in them are those of the package's own tests, as far as they concern a client:
//   https://github.com/socketio/socket.io-admin-ui/blob/main/test/index.ts
"use strict";

const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { dirname, extname, join, normalize } = require("node:path");
const { chromium } = require("playwright-core");
const { Application, collect, connected, next, run, within } = require("./harness.cjs");

const [development, production, opsKey, readerKey, origin, executablePath, screenshots, server] = process.argv.slice(2);

const OPS = { username: "ops", password: opsKey };
const READER = { username: "reader", password: readerKey };
const COMMANDS = ["EMIT", "JOIN", "LEAVE", "DISCONNECT", "MJOIN", "MLEAVE", "MDISCONNECT"];

const app = new Application(development, "upgrade");
const inProduction = new Application(production, "websocket");
/** A client, as applications have them. */
const client = () => app.connected("/");
/** Who looks, without a page. */
const admin = (auth, to = app) => to.open("/admin", { auth });

// The page, on a server of its own.

const ROOT = join(dirname(require.resolve("@socket.io/admin-ui/package.json")), "ui", "dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

function serve() {
  const files = createServer((request, response) => {
    const path = request.url === "/" ? "index.html" : normalize(request.url.split("?")[0]);
    try {
      const body = readFileSync(join(ROOT, path));
      response.writeHead(200, { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => files.listen(0, "127.0.0.1", () => resolve(files)));
}

/** One for all checks, each of which has a profile of its own. */
const started = serve().then(async (files) => {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      `--host-resolver-rules=MAP ${new URL(origin).hostname} 127.0.0.1:${files.address().port}`,
    ],
  });
  return { browser, files };
});

async function stop() {
  const { browser, files } = await started;
  await browser.close();
  files.close();
  files.closeAllConnections();
}

async function inPage(task) {
  const { browser } = await started;
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 } });
  try {
    const tab = await context.newPage();
    tab.setDefaultTimeout(15_000);
    tab.problems = [];
    tab.on("pageerror", (error) => tab.problems.push(String(error)));
    // Its fonts and icons are on hosts that tests do not reach.
    await tab.route(
      (url) => ![new URL(origin).host, new URL(development).host].includes(url.host),
      (route) => route.abort()
    );
    await tab.goto(origin);
    await task(tab);
    assert.deepEqual(tab.problems, []);
  } finally {
    await context.close();
  }
}

async function fill(tab, base, username, password) {
  const address = new URL(base);
  await tab.getByLabel("Server URL").fill(address.origin);
  await tab.getByLabel("Username").fill(username);
  await tab.getByLabel("Password").fill(password);
  if (!(await tab.getByLabel("Path").isVisible())) {
    await tab.getByText("Advanced options").click();
  }
  await tab.getByLabel("Path").fill(address.pathname + "socket.io");
  await tab.getByRole("button", { name: "Connect" }).click();
}

async function signIn(tab, base, { username, password }) {
  await fill(tab, base, username, password);
  await status(tab, "connected");
}

const status = (tab, name) => tab.locator("header").getByText(name, { exact: true }).first().waitFor();
const go = (tab, name) => tab.locator("nav .v-list-item", { hasText: name }).click();
const row = (tab, text) => tab.locator("tbody tr", { hasText: text });
const shot = (tab, name) => tab.screenshot({ path: join(screenshots, `admin-ui-${name}-${server}.png`) });

async function pageRefusesAGuess() {
  await inPage(async (tab) => {
    await fill(tab, development, "ops", "a-guess");
    await tab.getByText("Invalid credentials").waitFor();
    await fill(tab, development, "nobody", opsKey);
    await tab.getByText("Invalid credentials").waitFor();
    assert.equal(await tab.locator("header").getByText("connected", { exact: true }).count(), 0);
  });
}

async function pageShowsSocketsRoomsAndEvents() {
  const socket = await client();
  await inPage(async (tab) => {
    await signIn(tab, development, OPS);
    await row(tab, "/admin").waitFor();
    await shot(tab, "dashboard");
    await go(tab, "Sockets");
    await row(tab, socket.id).getByText("WebSocket").waitFor();
    await row(tab, socket.id).click();
    await tab.getByText("user-agent").waitFor();
    await tab.getByLabel("Join a room").fill("from-page");
    await tab.getByLabel("Join a room").press("Enter");
    const form = tab.locator("form").filter({ has: tab.getByLabel("Join a room") });
    await form.getByRole("button").last().click();
    await row(tab, "from-page").waitFor();
    await shot(tab, "socket");
    await go(tab, "Rooms");
    await row(tab, "from-page").getByText("1", { exact: true }).waitFor();
    await go(tab, "Events");
    socket.emit("said", { text: "<img src=x onerror=alert(1)>" });
    await row(tab, "Event name: said").getByRole("button").click();
    await tab.getByText("<img src=x").waitFor();
    await row(tab, "Room: from-page").getByText("Room joined").waitFor();
    await shot(tab, "events");
    await go(tab, "Servers");
    await row(tab, "Healthy").waitFor();
    // The page kept the id of a session, not the key.
    const kept = await tab.evaluate(() => JSON.stringify(localStorage));
    assert.match(kept, /"session_id":"[0-9a-f]{32}"/);
    assert.ok(!kept.includes(opsKey));
    await tab.reload();
    await status(tab, "connected");
  });
}

async function pageDisconnectsASocketAndEmptiesARoom() {
  const socket = await client();
  const other = await client();
  await inPage(async (tab) => {
    await signIn(tab, development, OPS);
    await go(tab, "Rooms");
    const ops = admin(OPS);
    await connected(ops);
    ops.emit("join", "/", "crowd", socket.id);
    // The page shows what becomes of what was clicked.
    await row(tab, "crowd").getByRole("button").first().click();
    await tab.getByText("Deleted").waitFor();
    await go(tab, "Sockets");
    const gone = next(socket, "disconnect");
    await row(tab, socket.id).getByRole("button").click();
    assert.equal((await gone)[0], "io server disconnect");
    await tab.locator("main").getByText("disconnected", { exact: true }).first().waitFor();
    assert.ok(other.connected);
  });
}

async function pageOffersNoCommandsToWhoMayOnlyRead() {
  const socket = await client();
  await inPage(async (tab) => {
    await signIn(tab, development, READER);
    await go(tab, "Sockets");
    await row(tab, socket.id).waitFor();
    assert.equal(await row(tab, socket.id).getByRole("button").count(), 0);
    await go(tab, "Events");
    socket.emit("said", "s3cr3t");
    await row(tab, "Event name: said").getByRole("button").click();
    await tab.getByText("Event arguments").waitFor();
    assert.equal(await tab.getByText("s3cr3t").count(), 0);
  });
}

async function pageShowsNumbersInProduction() {
  await inProduction.connected("/");
  await inPage(async (tab) => {
    await signIn(tab, production, READER);
    await tab.getByText("Bytes received and sent").waitFor();
    await row(tab, "/admin").waitFor();
    assert.deepEqual(await tab.locator("nav .v-list-item").allInnerTexts(), ["Dashboard", "Servers"]);
    await shot(tab, "production");
  });
}

// As the page speaks, without a page.

async function refused(auth) {
  const [error] = await next(admin(auth), "connect_error");
  assert.equal(error.message, "invalid credentials");
}

async function refusesWhoShowsNoKey() {
  await refused(undefined);
  await refused({ sessionId: "1234" });
}

async function sessionStandsForTheKey() {
  const first = admin(OPS);
  const [sessionId] = await next(first, "session");
  first.disconnect();
  const back = admin({ sessionId });
  const config = next(back, "config");
  await connected(back);
  assert.ok((await config)[0].supportedFeatures.includes("EMIT"));
}

async function features(auth, to) {
  const [config] = await next(admin(auth, to), "config");
  return config.supportedFeatures;
}

async function tellsWhatIsSupported() {
  assert.deepEqual(await features(OPS), [...COMMANDS, "AGGREGATED_EVENTS", "ALL_EVENTS"]);
  assert.deepEqual(await features(READER), ["AGGREGATED_EVENTS", "ALL_EVENTS"]);
  assert.deepEqual(await features(READER, inProduction), ["AGGREGATED_EVENTS"]);
}

/** Who left with the check before may still be on the way out. */
async function nobodyIsLeft() {
  const headers = { Authorization: `Bearer ${opsKey}` };
  const sessions = async () => (await (await fetch(new URL("api/sessions", development), { headers })).json()).sessions;
  await within((async () => {
    // Who looked whether the server is there has a session as well, in no namespace.
    while ((await sessions()).some(({ namespaces }) => namespaces.length > 0)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })(), "the end of all sockets");
}

async function tellsOfAllSockets() {
  await nobodyIsLeft();
  const socket = await client();
  const ops = admin(OPS);
  const [sockets] = await next(ops, "all_sockets");
  assert.deepEqual(
    sockets.map(({ nsp, id }) => [nsp, id]),
    [["/", socket.id], ["/admin", ops.id]]
  );
}

/** The arguments of the next `event` that is about namespace `/`. */
function nextOfMain(ops, event) {
  return within(
    new Promise((resolve) => {
      ops.on(event, (...args) => (args[0].nsp ?? args[0]) === "/" && resolve(args));
    }),
    event
  );
}

async function tellsOfAndDoesAdministrativeTasks() {
  const ops = admin(OPS);
  await connected(ops);
  const came = nextOfMain(ops, "socket_connected");
  const socket = await client();
  const { id } = socket;
  const [told] = await came;
  assert.equal(told.id, id);
  assert.deepEqual(told.rooms, [id]);
  assert.deepEqual(Object.keys(told.handshake), ["address", "headers", "query", "issued", "secure", "time", "url", "xdomain"]);

  const heard = next(socket, "hello");
  ops.emit("emit", "/", id, "hello", "world", { a: [1] });
  assert.deepEqual(await heard, ["world", { a: [1] }]);

  const joined = nextOfMain(ops, "room_joined");
  ops.emit("join", "/", "room1", id);
  assert.deepEqual((await joined).slice(0, 3), ["/", "room1", id]);

  const inRoom = next(socket, "to-room");
  ops.emit("emit", "/", "room1", "to-room", Buffer.from([1, 2, 3]));
  assert.deepEqual(Buffer.from((await inRoom)[0]), Buffer.from([1, 2, 3]));

  const left = nextOfMain(ops, "room_left");
  ops.emit("leave", "/", "room1", id);
  assert.deepEqual((await left).slice(0, 3), ["/", "room1", id]);

  const toAll = next(socket, "to-all");
  ops.emit("emit", "/", undefined, "to-all");
  await toAll;

  const gone = nextOfMain(ops, "socket_disconnected");
  const disconnected = next(socket, "disconnect");
  ops.emit("_disconnect", "/", false, id);
  await disconnected;
  assert.deepEqual((await gone).slice(0, 3), ["/", id, "server namespace disconnect"]);
}

async function isNobodyElsesNamespace() {
  const ops = admin(OPS);
  await connected(ops);
  const headers = { Authorization: `Bearer ${opsKey}`, "Content-Type": "application/json" };
  const ask = async (path, options) => (await fetch(new URL(path, development), { headers, ...options })).status;
  const body = JSON.stringify({ namespace: "/admin", event: "config", data: [{}] });
  assert.equal(await ask("api/emit", { method: "POST", body }), 404);
  assert.equal(await ask("api/rooms?namespace=/admin"), 404);
  assert.equal(await ask("events?namespace=/admin&room=inspectors&wait=0"), 404);

  // Nor does who inspects events in the console see what is told there.
  const watch = async () => (await fetch(new URL("api/console/events?viewer=it&data=true", development), { headers })).text();
  await watch();
  await collect(ops, "server_stats", 1);
  ops.emit("emit", "/", null, "passes", 1);
  await within((async () => {
    for (let seen = ""; !seen.includes("passes"); seen = await watch()) {
      assert.ok(!seen.includes("server_stats"), seen);
    }
  })(), "the event in the console");
}

run(
  {
    "who shows no key is refused": refusesWhoShowsNoKey,
    "a session stands for the key": sessionStandsForTheKey,
    "what is supported depends on the key and the mode": tellsWhatIsSupported,
    "all sockets are told of upon connection": tellsOfAllSockets,
    "administrative events and tasks": tellsOfAndDoesAdministrativeTasks,
    "its namespace is nobody else's": isNobodyElsesNamespace,
    "the page says that a guess is no key": pageRefusesAGuess,
    "the page shows sockets, rooms, events and servers": pageShowsSocketsRoomsAndEvents,
    "the page disconnects a socket and empties a room": pageDisconnectsASocketAndEmptiesARoom,
    "the page offers no commands to who may only read": pageOffersNoCommandsToWhoMayOnlyRead,
    "the page shows numbers in production": pageShowsNumbersInProduction,
  },
  () => {
    app.closeAll();
    inProduction.closeAll();
  }
).finally(stop);
