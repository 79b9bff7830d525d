// Drives an installed Chromium through the start page, as somebody would who tries Oneport out.
//   node browser.cjs <address of the page> <API key> <Chromium> <screenshot to write> [patient]
// patient: it waits for the longest check of the page, too.
"use strict";

const assert = require("node:assert/strict");
const { createHash } = require("node:crypto");
const { chromium } = require("playwright-core");
const { run } = require("./harness.cjs");

const [page, apiKey, executablePath, screenshot, patient] = process.argv.slice(2);

function launch() {
  return chromium.launch({
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
}

/** A tab that counts what goes wrong in it, and what it asks others for. */
async function watchedTab(browser, size = { width: 1100, height: 900 }) {
  const tab = await browser.newPage({ viewport: size });
  tab.problems = [];
  tab.on("pageerror", (error) => tab.problems.push(String(error)));
  tab.on("console", (message) => message.type() === "error" && tab.problems.push(message.text()));
  tab.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== new URL(page).origin) {
      tab.problems.push(`asked ${url.origin}`);
    }
  });
  return tab;
}

const line = (tab, name) => tab.locator(".line", { has: tab.getByRole("heading", { name, exact: true }) });

const LINES = ["Socket.IO", "Plain WebSocket", "Server-sent events", "Long-polling"];

async function emit(event, ...data) {
  const posted = await fetch(new URL("api/emit", page), {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ event, data }),
  });
  assert.ok(posted.ok, `${posted.status} ${await posted.text()}`);
}

async function hearsOnFourLines() {
  const browser = await launch();
  try {
    const tab = await watchedTab(browser);
    await tab.goto(page);
    for (const name of LINES) {
      await line(tab, name).getByText("connected", { exact: true }).waitFor();
    }
    await line(tab, "Socket.IO").getByText("upgraded to websocket").waitFor();

    // Posted from outside, as by curl.
    await emit("from-outside", { id: 1, text: "příliš <b>" });
    for (const name of LINES) {
      await line(tab, name).getByText("příliš <b>").waitFor();
    }

    // Posted from the page itself.
    await tab.fill("#emit-event", "from-page");
    await tab.fill("#emit-data", '["hello"]');
    await tab.fill("#emit-key", apiKey);
    await tab.click("#emit-send");
    for (const name of LINES) {
      await line(tab, name).getByText(/after \d+ ms/).waitFor();
    }
    for (const language of ["curl", "javascript", "java"]) {
      assert.match(await tab.textContent(`#code-${language}`), /from-page/);
    }
    await tab.screenshot({ path: screenshot, fullPage: true });
    assert.deepEqual(tab.problems, []);
  } finally {
    await browser.close();
  }
}

async function cutsALineAndMissesNothing() {
  const browser = await launch();
  try {
    const tab = await watchedTab(browser);
    await tab.goto(page);
    const sse = line(tab, "Server-sent events");
    await sse.getByText("connected", { exact: true }).waitFor();
    await emit("before", 1);
    await sse.getByText("before").waitFor();
    await sse.getByRole("button").click();
    await sse.getByText("cut", { exact: true }).waitFor();
    await emit("meanwhile", 2);
    await sse.getByText("Back, and nothing was missed.").waitFor();
    await sse.getByText("meanwhile").waitFor();
    assert.deepEqual(tab.problems, []);
  } finally {
    await browser.close();
  }
}

async function testsItsInstallation() {
  const browser = await launch();
  try {
    const tab = await watchedTab(browser);
    await tab.goto(page);
    await tab.click("#run-checks");
    const check = (name) => tab.locator("#checks li", { hasText: name });
    for (const name of ["A WebSocket opens", "Server-sent events arrive", "own origin", "Keys for publishing"]) {
      await check(name).and(tab.locator(".passed")).waitFor();
    }
    // It is HTTP/1.1 here: the line is red, and says what to do.
    await check("HTTP/2").and(tab.locator(".failed")).getByText("speak HTTP/2").waitFor();
    if (patient) {
      await check("A poll may wait 25 seconds").and(tab.locator(".passed")).waitFor({ timeout: 40_000 });
    }
    assert.deepEqual(tab.problems, []);
  } finally {
    await browser.close();
  }
}

async function hasItsDocumentation() {
  const browser = await launch();
  try {
    const tab = await watchedTab(browser);
    await tab.goto(page);
    await tab.getByRole("link", { name: "Documentation" }).click();
    await tab.getByRole("heading", { name: "Get started" }).waitFor();
    for (const link of await tab.locator("#contents a").all()) {
      const name = await link.textContent();
      await link.click();
      await tab.waitForFunction((title) => document.title.startsWith(title), name);
    }
    assert.deepEqual(tab.problems, []);
  } finally {
    await browser.close();
  }
}

async function makesAKeyWherePublishingIsClosed() {
  const browser = await launch();
  try {
    const tab = await browser.newPage();
    const requests = [];
    await tab.route("**/page/state", (route) =>
      route.fulfill({ json: { path: "/socket.io/", publish: "closed", anyOrigin: false } })
    );
    await tab.goto(page);
    await tab.locator("#closed").waitFor();
    tab.on("request", (request) => requests.push(request.url() + request.postData()));
    await tab.click("#make-key");
    await tab.locator("#new-key").waitFor();
    const [, key] = /^Authorization: Bearer ([\w-]{43})$/.exec(
      await tab.textContent("#new-key-value")
    );
    const hash = createHash("sha256").update(key).digest("hex");
    assert.equal(
      await tab.textContent("#new-key-setting"),
      `oneport.api.keys=backend=sha256:${hash}`
    );
    assert.ok(requests.every((request) => !request.includes(key) && !request.includes(hash)));
  } finally {
    await browser.close();
  }
}

run(
  {
    "four lines hear what is emitted, from outside and from the page": hearsOnFourLines,
    "a line that is cut comes back and has missed nothing": cutsALineAndMissesNothing,
        "the documentation is there": hasItsDocumentation,
    "where publishing is closed, the page makes a key": makesAKeyWherePublishingIsClosed,
    "the page tests the installation it came from": testsItsInstallation,
  },
  () => {}
);
