// Drives an installed Chromium through the start page, as somebody would who tries Oneport out.
//   node browser.cjs <address of the page> <API key> <Chromium> <screenshot to write>
"use strict";

const assert = require("node:assert/strict");
const { createHash } = require("node:crypto");
const { chromium } = require("playwright-core");
const { run } = require("./harness.cjs");

const [page, apiKey, executablePath, screenshot] = process.argv.slice(2);

async function text(tab, selector, expected) {
  await tab.waitForFunction(
    ([where, what]) => document.querySelector(where)?.textContent.trim() === what,
    [selector, expected],
    { timeout: 30_000 }
  );
}

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

async function opensAndReceives() {
  const browser = await launch();
  try {
    const tab = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    const problems = [];
    const foreign = [];
    tab.on("pageerror", (error) => problems.push(String(error)));
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    tab.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== new URL(page).origin) {
        foreign.push(request.url());
      }
    });
    await tab.goto(page);
    await text(tab, "#status", "connected");
    await text(tab, "#transport", "websocket");

    // Posted from outside, as by curl.
    const posted = await fetch(new URL("api/emit", page), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ event: "from-outside", data: [{ id: 1, text: "příliš" }] }),
    });
    assert.ok(posted.ok, `${posted.status} ${await posted.text()}`);
    await tab.locator("#events", { hasText: "from-outside" }).waitFor();
    await tab.locator("#events", { hasText: "příliš" }).waitFor();

    // Posted from the page itself.
    await tab.fill("#emit-event", "from-page");
    await tab.fill("#emit-data", '["hello"]');
    await tab.fill("#emit-key", apiKey);
    await tab.click("#emit-send");
    await tab.locator("#events", { hasText: "from-page" }).waitFor();

    assert.match(await tab.textContent("#curl"), /curl .*api\/emit/s);
    await tab.screenshot({ path: screenshot, fullPage: true });
    assert.deepEqual(problems, []);
    assert.deepEqual(foreign, [], "the page needs nothing from elsewhere");
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
      route.fulfill({ json: { path: "/socket.io/", publish: "closed" } })
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
    "the page connects, upgrades, and shows what was posted": opensAndReceives,
    "where publishing is closed, the page makes a key": makesAKeyWherePublishingIsClosed,
  },
  () => {}
);
