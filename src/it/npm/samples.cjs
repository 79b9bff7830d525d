// The stories of the sample applications, each told by people at browsers of their own.
//   node samples.cjs <address of oneport-samples.war> <Chromium> <folder for screenshots> <name of the server> [again]
// again: after the server was restarted, it looks whether everything is still there.
"use strict";

const assert = require("node:assert/strict");
const { io } = require("socket.io-client");
const WebSocket = require("ws");
const { CuttingProxy } = require("./cutting-proxy.cjs");
const { connected, next, run, within } = require("./harness.cjs");
const { RefusingProxy } = require("./refusing-proxy.cjs");
const { GIF, Visitors } = require("./visitors.cjs");

const [base, executablePath, screenshots, server, again] = process.argv.slice(2);

/** What would run if a page took it for markup. */
const EVIL = "<img src=x onerror=alert(1)>";

const MORE_THAN_A_PICTURE = Buffer.concat([GIF, Buffer.alloc(6 * 1024 * 1024)]);

/** What browsers note of an answer that the page then tells in words. */
const noted = (status) => new RegExp(`status of ${status} `);

const visitors = new Visitors(executablePath, screenshots, server);

/** A story: whoever came has left at its end, and no page had a problem. */
const story = (tell) => async () => {
  try {
    await tell();
    visitors.assertNoProblems();
  } finally {
    await visitors.leave();
    visitors.problems.length = 0;
  }
};

const at = (path) => new URL(path, base).href;

async function ask(method, path, { token, body, type = "application/json", cookie } = {}) {
  const headers = { "Content-Type": type };
  if (token) {
    headers.Authorization = `Bearer ${token}`;
  }
  if (cookie) {
    headers.Cookie = cookie;
  }
  const answer = await fetch(at(`rest/${path}`), {
    method,
    headers,
    body: body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, json: text ? JSON.parse(text) : null };
}

/** The socket of a program. */
function socket(namespace, options) {
  const { origin, pathname } = new URL("socket.io/", base);
  return io(origin + namespace, { path: pathname, forceNew: true, reconnection: false, ...options });
}

/** Why a program's socket is refused. */
async function refusal(namespace, options) {
  const refused = socket(namespace, options);
  try {
    const [error] = await next(refused, "connect_error");
    return error.message;
  } finally {
    refused.disconnect();
  }
}

// --- tick ---

async function tick() {
  const alice = await visitors.visit(at("tick/"));
  await alice.getByLabel("Name").fill("alice");
  await alice.getByRole("button", { name: "Connect" }).click();
  await alice.locator("#connected").getByText("alice, by").waitFor();
  await alice.locator("#tick").getByText(/^\d+, /).waitFor();
  const first = await alice.textContent("#tick");
  const bob = await visitors.visit(at("tick/"));
  await bob.getByLabel("Name").fill(EVIL);
  await bob.getByRole("button", { name: "Connect" }).click();
  await alice.locator("#connected").getByText(`${EVIL}, by`).waitFor();
  await alice.getByLabel("Text").fill(EVIL);
  await alice.getByRole("button", { name: "Send" }).click();
  await alice.locator("#ack").getByText(`alice said ${EVIL}`).waitFor();
  await alice.getByText("News for alice").first().waitFor();
  assert.notEqual(await alice.textContent("#tick"), first);
  await visitors.shoot(alice, "tick");
  assert.equal(await refusal("/", { auth: {} }), "a token like sample-alice is needed");
}

// --- plain ---

async function plain() {
  const page = await visitors.visit(at("plain/"));
  await page.getByText("Hello, 127.0.0.1").waitFor();
  await page.getByLabel("Text").fill(EVIL);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText(`You said: ${EVIL}`).waitFor();
  await page.getByText("Still here").waitFor();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByText(/Closed: 100\d/).waitFor();
  await visitors.shoot(page, "plain");
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByText("Open", { exact: true }).first().waitFor();

  // By way of a proxy that is trusted.
  const url = at("plain/ws").replace("http", "ws");
  const proxied = new WebSocket(url, { headers: { "X-Forwarded-For": "203.0.113.9" } });
  const [hello] = await next(proxied, "message");
  proxied.close();
  assert.equal(hello.toString(), "Hello, 203.0.113.9");
}

// --- ticker ---

const prices = (page) => page.locator("#prices tr").first();

async function ticker() {
  const page = await visitors.visit(at("ticker/"));
  await page.getByText("Connected, by sse").waitFor();
  await prices(page).waitFor();
  await visitors.shoot(page, "ticker");
}

async function tickerWithoutStreams() {
  const proxy = new RefusingProxy(base);
  try {
    const page = await visitors.visit(new URL("ticker/", await proxy.listen()).href, {}, /403/);
    await page.getByText(/Connected, by (longpoll|poll)/).waitFor();
    await prices(page).waitFor();
    assert.ok(proxy.refused.includes("sse"));
  } finally {
    proxy.close();
  }
}

// --- feed ---

const posts = (page) => page.locator("#posts > li");

async function sign(page, button, name, password) {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button }).click();
}

async function feed() {
  const proxy = new RefusingProxy(base);
  try {
    const alice = await visitors.visit(at("feed/"));
    await alice.getByText("1 person here").waitFor();
    // Whose network lets no WebSocket through.
    const reader = await visitors.visit(new URL("feed/", await proxy.listen()).href, {}, /WebSocket/);
    await alice.getByText("2 people here").waitFor();
    await reader.getByText("2 people here").waitFor();

    await sign(alice, "Sign up", EVIL, "alice's password");
    await alice.locator("#who").getByText(EVIL).waitFor();
    await alice.getByText("2 people here").waitFor();
    await alice.getByLabel("What is new?").fill(`First ${EVIL}`);
    await alice.getByRole("button", { name: "Post" }).click();
    await posts(reader).filter({ hasText: `First ${EVIL}` }).getByText(EVIL, { exact: true }).waitFor();
    assert.equal(await reader.getByRole("button", { name: "Change" }).count(), 0);

    await alice.getByRole("button", { name: "Change" }).click();
    await alice.getByLabel("Text of the post").fill("Second");
    await alice.getByRole("button", { name: "Save" }).click();
    await posts(reader).filter({ hasText: "Second" }).waitFor();

    await alice.getByLabel("What is new?").fill("With a picture");
    await alice.getByLabel("Picture").setInputFiles({ name: "dot.gif", mimeType: "image/gif", buffer: GIF });
    await alice.getByRole("button", { name: "Post" }).click();
    await shown(reader.getByAltText(`Picture of ${EVIL}`));
    await visitors.shoot(alice, "feed");

    await alice.getByRole("button", { name: "Delete" }).last().click();
    await posts(reader).filter({ hasText: "Second" }).waitFor({ state: "detached" });
    await alice.close();
    await reader.getByText("1 person here").waitFor();
    assert.ok(proxy.refused.includes("websocket"));
  } finally {
    proxy.close();
  }
}

async function shown(image) {
  await image.waitFor();
  await within(
    image.evaluate((element) => element.complete || new Promise((loaded) => (element.onload = loaded))),
    "a picture"
  );
  assert.equal(await image.evaluate((element) => element.naturalWidth), 1);
}

async function signInRefused() {
  const page = await visitors.visit(at("feed/"), {}, /status of (401|409) /);
  await sign(page, "Sign up", "carol", "carol's password");
  await page.getByRole("button", { name: "Sign out" }).click();
  await sign(page, "Sign in", "carol", "a wrong password");
  await page.getByRole("alert").getByText("name or password is wrong").waitFor();
  await visitors.shoot(page, "refused");
  await sign(page, "Sign up", "carol", "another password");
  await page.getByRole("alert").getByText("the name is taken").waitFor();
  await sign(page, "Sign in", "carol", "carol's password");
  await page.locator("#who").getByText("carol").waitFor();

  assert.equal(await refusal("/feed", { auth: { token: "a guess" } }), "sign in again");
  const short = await ask("POST", "feed/members", { body: { name: "x", password: "short" } });
  assert.equal(short.status, 400);
  for (const body of ["{", "[]", "no JSON"].map((text) => Buffer.from(text))) {
    const malformed = await ask("POST", "feed/members", { body });
    assert.equal(malformed.status, 400);
    assert.ok(malformed.json.detail);
  }
  assert.match(short.json.detail, /name size must be between 2 and 40, password size must be/);
}

async function largePictureRefused() {
  const page = await visitors.visit(at("feed/"));
  await sign(page, "Sign up", "dave", "dave's password");
  await page.getByLabel("What is new?").fill("Too much");
  const file = { name: "large.gif", mimeType: "image/gif", buffer: MORE_THAN_A_PICTURE };
  await page.getByLabel("Picture").setInputFiles(file);
  await page.getByRole("button", { name: "Post" }).click();
  await page.getByRole("alert").getByText("A picture has at most 5 MB.").waitFor();
  assert.equal(await posts(page).filter({ hasText: "Too much" }).count(), 0);
  await visitors.shoot(page, "large");

  // Who does without the page.
  const { json: dave } = await ask("POST", "feed/login", { body: { name: "dave", password: "dave's password" } });
  const { json: post } = await ask("POST", "feed/posts", { token: dave.token, body: { text: "Small" } });
  const put = (body) => ask("PUT", `feed/posts/${post.id}/image`, { token: dave.token, body, type: "image/gif" });
  const large = await put(MORE_THAN_A_PICTURE);
  assert.deepEqual([large.status, large.json.detail], [413, "a picture has at most 5 MB"]);
  const script = await put(Buffer.from("<script>alert(1)</script>"));
  assert.deepEqual([script.status, script.json.detail], [400, "a picture is a GIF, PNG or JPEG"]);
  const most = await put(Buffer.concat([GIF, Buffer.alloc(5 * 1024 * 1024 - GIF.length)]));
  assert.equal(most.status, 200);
}

async function pages() {
  const { json: erin } = await ask("POST", "feed/members", { body: { name: "erin", password: "erin's password" } });
  const written = [];
  for (let i = 1; i <= 21; i++) {
    written.push(await ask("POST", "feed/posts", { token: erin.token, body: { text: `Post ${i}.` } }));
  }
  const page = await visitors.visit(at("feed/"));
  await posts(page).nth(19).waitFor();
  assert.equal(await posts(page).count(), 20);
  await page.getByRole("button", { name: "Older ones" }).click();
  await page.getByText("Post 1.", { exact: true }).waitFor();

  const { json: frank } = await ask("POST", "feed/members", { body: { name: "frank", password: "frank's password" } });
  const own = `feed/posts/${written[0].json.id}`;
  assert.equal((await ask("PUT", own, { token: frank.token, body: { text: "Mine" } })).status, 404);
  assert.equal((await ask("DELETE", own, { token: frank.token })).status, 404);
  assert.equal((await ask("DELETE", own)).status, 401);
  assert.equal((await ask("POST", "feed/posts", { token: erin.token, body: { text: " " } })).status, 400);
}

// --- chat ---

/** Returns its address. */
async function openRoom(page, title, { capacity = 10, password = "" } = {}) {
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("How many may be in it").fill(String(capacity));
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByText("Connected.").waitFor();
  return page.url();
}

const lines = (page) => page.locator("#lines > li");

async function say(page, text) {
  await page.getByLabel("Say something").fill(text);
  await page.getByRole("button", { name: "Say" }).click();
}

async function chat() {
  const owner = await visitors.visit(at("chat/"));
  const guest = await visitors.visit(at("chat/"), {}, noted(403));
  await guest.getByText("There are none: open one.").waitFor();
  const address = await openRoom(owner, EVIL, { capacity: 2, password: "sesame" });
  await owner.getByText("1 person here").waitFor();
  const listed = guest.locator("#rooms li", { hasText: EVIL });
  await listed.getByText("for 2, with a password").waitFor();
  await visitors.shoot(guest, "rooms");

  await listed.getByRole("link").click();
  await guest.getByRole("heading", { name: EVIL }).waitFor();
  await guest.getByLabel("Password of the room").fill("open");
  await guest.getByRole("button", { name: "Enter" }).click();
  await guest.getByRole("alert").getByText("the password is wrong").waitFor();
  await visitors.shoot(guest, "door");
  await guest.getByLabel("Password of the room").fill("sesame");
  await guest.getByRole("button", { name: "Enter" }).click();
  await guest.getByText("Connected. 2 people here").waitFor();
  await lines(owner).filter({ hasText: "came in" }).nth(1).waitFor();

  await guest.getByLabel("Say something").pressSequentially("Hel");
  await owner.getByText("is typing…").waitFor();
  await say(guest, EVIL);
  await lines(owner).filter({ hasText: EVIL }).waitFor();
  await owner.getByText("is typing…").waitFor({ state: "hidden" });
  const picture = { name: "dot.gif", mimeType: "image/gif", buffer: GIF };
  await owner.getByLabel("Show a picture").setInputFiles(picture);
  await owner.getByRole("button", { name: "Show", exact: true }).click();
  await shown(guest.getByAltText(/Picture by #/));
  await visitors.shoot(guest, "room");

  const third = await visitors.visit(address, {}, noted(403));
  await third.getByLabel("Password of the room").fill("sesame");
  await third.getByRole("button", { name: "Enter" }).click();
  await third.getByRole("alert").getByText("the room is full").waitFor();

  await guest.getByRole("link", { name: "All rooms" }).click();
  await lines(owner).filter({ hasText: "left" }).waitFor();
  await owner.getByText("1 person here").waitFor();
  // Who only reloads keeps the room, and needs no password again.
  await owner.reload();
  await lines(owner).filter({ hasText: EVIL }).waitFor();
  await guest.waitForTimeout(2500);
  await listed.waitFor();
  await owner.getByRole("link", { name: "All rooms" }).click();
  await listed.waitFor({ state: "detached" });
}

async function largeGifRefused() {
  const page = await visitors.visit(at("chat/"), {}, noted(413));
  const id = new URL(await openRoom(page, "Large")).searchParams.get("id");
  const file = { name: "large.gif", mimeType: "image/gif", buffer: MORE_THAN_A_PICTURE };
  await page.getByLabel("Show a picture").setInputFiles(file);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("alert").getByText("A picture has at most 5 MB.").waitFor();

  const [{ name, value }] = await page.context().cookies();
  const cookie = `${name}=${value}`;
  const type = "application/octet-stream";
  const show = (body) => ask("POST", `chat/rooms/${id}/pictures`, { cookie, body, type });
  const large = await show(MORE_THAN_A_PICTURE);
  assert.deepEqual([large.status, large.json.detail], [413, "a picture has at most 5 MB"]);
  assert.equal((await show(Buffer.from("no picture"))).status, 400);
}

async function entersByItsPageOnly() {
  const page = await visitors.visit(at("chat/"));
  const Referer = await openRoom(page, "Guarded", { password: "sesame" });
  assert.equal(await refusal("/chat", { extraHeaders: { Referer } }), "enter the room first");
  assert.equal(await refusal("/chat", {}), "this is no page of a room");
  const id = new URL(Referer).searchParams.get("id");
  const refused = await ask("GET", `chat/rooms/${id}/lines`);
  assert.deepEqual([refused.status, refused.json.detail], [403, "enter the room first"]);

  const [{ name, value }] = await page.context().cookies();
  const entered = socket("/chat", { extraHeaders: { Referer, Cookie: `${name}=${value}` } });
  try {
    await connected(entered);
    await page.getByText("2 people here").waitFor();
  } finally {
    entered.disconnect();
  }
}

async function cutOffAndBack() {
  const proxy = new CuttingProxy(base);
  try {
    const owner = await visitors.visit(at("chat/"));
    const address = await openRoom(owner, "Cut");
    const proxied = new URL(await proxy.listen());
    const guest = await visitors.visit(address.replace(new URL(base).host, proxied.host), {}, /ERR_/);
    await within(guest.upgraded, "an upgrade to WebSocket");
    await owner.getByText("2 people here").waitFor();
    proxy.accepting = false;
    proxy.cut(false);
    await guest.getByText("Not connected").waitFor();
    await owner.getByText("1 person here").waitFor();
    await say(owner, "Said meanwhile");
    proxy.accepting = true;
    await lines(guest).filter({ hasText: "Said meanwhile" }).waitFor();
    await say(guest, "I am back");
    await lines(owner).filter({ hasText: "I am back" }).waitFor();
    assert.equal(await lines(guest).filter({ hasText: "Said meanwhile" }).count(), 1);
  } finally {
    proxy.close();
  }
}

// --- What is stored ---

const KEEPER = { name: "grace", password: "grace's password" };

async function store() {
  const { json: grace } = await ask("POST", "feed/members", { body: KEEPER });
  const { json: post } = await ask("POST", "feed/posts", { token: grace.token, body: { text: "Kept" } });
  await ask("PUT", `feed/posts/${post.id}/image`, { token: grace.token, body: GIF, type: "image/gif" });
  const room = { title: "Kept", capacity: 3, password: "sesame" };
  assert.equal((await ask("POST", "chat/rooms", { body: room })).status, 201);
}

async function isThere() {
  const { json: grace } = await ask("POST", "feed/login", { body: KEEPER });
  assert.equal(grace.name, "grace");
  const { json: found } = await ask("GET", "feed/posts");
  const post = found.find(({ author, text }) => author === "grace" && text === "Kept");
  const image = await fetch(at(`rest/feed/posts/${post.id}/image`));
  assert.equal(image.headers.get("content-type"), "image/gif");
  assert.equal(image.headers.get("x-content-type-options"), "nosniff");
  assert.deepEqual(Buffer.from(await image.arrayBuffer()), GIF);
  const { json: rooms } = await ask("GET", "chat/rooms");
  const room = rooms.find(({ title }) => title === "Kept");
  const enter = (password) => ask("POST", `chat/rooms/${room.id}/entry`, { body: { password } });
  assert.equal((await enter("open")).status, 403);
  assert.equal((await enter("sesame")).status, 200);
}

// --- All of them ---

async function startPage() {
  const page = await visitors.visit(base);
  for (const name of ["Tick", "Plain", "Feed", "Chat", "Ticker"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
    await page.getByRole("link", { name: "All samples" }).click();
    await page.getByRole("heading", { name: "Oneport samples" }).waitFor();
  }
  await visitors.shoot(page, "start");
}

const STORIES = {
  "tick: everybody hears, each hears, and gets an answer": tick,
  "plain: text to and fro, every three seconds, with the address behind a proxy": plain,
  "ticker: prices over server-sent events": ticker,
  "ticker: prices by polling where streams are blocked": tickerWithoutStreams,
  "feed: what is written, changed and deleted, others see at once, one of them without WebSocket": feed,
  "feed: signing in with a wrong password is refused": signInRefused,
  "feed: a picture of 6 MB is refused": largePictureRefused,
  "feed: pages of posts, which only their author may change": pages,
  "chat: a room from its opening to its end": chat,
  "chat: a GIF of 6 MB is refused": largeGifRefused,
  "chat: a socket is let in by its page and its session only": entersByItsPageOnly,
  "chat: who was cut off comes back and sees what was said": cutOffAndBack,
  // Among the last: pages that are left before they have upgraded are counted for a while.
  "the first page leads to all samples": startPage,
  "what is written is stored": store,
};

const AGAIN = { "what was stored survives a restart": isThere };

async function main() {
  await visitors.open();
  try {
    const told = Object.entries(again ? AGAIN : STORIES).map(([name, tell]) => [name, story(tell)]);
    await run(Object.fromEntries(told), () => {});
  } finally {
    await visitors.close();
  }
}

main();
