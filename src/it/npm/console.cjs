// Drives an installed Chromium through the console, as an administrator would.
//   node console.cjs <address of oneport.war> <API key that may all> <Chromium> <folder for screenshots> <name of the server>
//     [<address of one where users sign in at the server: grace, who may read, and bob, who may not>]
"use strict";

const assert = require("node:assert/strict");
const { join } = require("node:path");
const { chromium } = require("playwright-core");
const { io } = require("socket.io-client");
const { next, run, within } = require("./harness.cjs");

const [page, apiKey, executablePath, screenshots, server, withUsers] = process.argv.slice(2);
const address = new URL("console/", page).href;

const launch = () => chromium.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] });

async function inConsole(task, options = {}) {
  const browser = await launch();
  const socket = io(new URL(page).origin, {
    path: new URL("socket.io/", page).pathname,
    transports: ["websocket"],
    forceNew: true,
  });
  try {
    await next(socket, "connect");
    const tab = await browser.newPage({ viewport: { width: 1100, height: 900 }, ...options });
    const problems = [];
    tab.on("pageerror", (error) => problems.push(String(error)));
    tab.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    tab.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== new URL(page).origin) {
        problems.push(`asked ${url.origin}`);
      }
    });
    await tab.goto(address);
    await task(tab, socket, problems);
    // Who has not signed in is told so by a 401, which browsers note.
    assert.deepEqual(problems.filter((problem) => !problem.includes("401")), []);
  } finally {
    socket.disconnect();
    await browser.close();
  }
}

async function signIn(tab, key = apiKey) {
  await tab.getByLabel("API key").fill(key);
  await tab.getByRole("button", { name: "Sign in" }).click();
}

const shot = (tab, name) => tab.screenshot({ path: join(screenshots, `console-${name}-${server}.png`), fullPage: true });

async function showsNothingToOthers() {
  await inConsole(async (tab) => {
    await signIn(tab, "a-guess");
    await tab.locator("#sign-in-problem", { hasText: "API key" }).waitFor();
    assert.equal(await tab.textContent("#offline"), "");
    assert.equal(await tab.locator("#tabs").isVisible(), false);
    await tab.reload();
    await tab.getByLabel("API key").waitFor();
  });
}

async function showsHowItGoes() {
  await inConsole(async (tab, socket) => {
    await signIn(tab);
    await tab.getByText(/may publish, read, manage, inspect/).waitFor();
    await tab.getByRole("heading", { name: "Connections" }).waitFor();
    await tab.locator(".legend", { hasText: /WebSocket: [1-9]/ }).waitFor();
    await tab.waitForFunction(() => document.querySelectorAll("canvas").length === 4);
    await shot(tab, "overview");
  });
}

async function fitsDarkAndNarrowWindows() {
  await inConsole(
    async (tab) => {
      await signIn(tab);
      await tab.locator(".legend", { hasText: /WebSocket: [1-9]/ }).waitFor();
      const wider = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 0, `the page is ${wider} px wider than the window`);
      await shot(tab, "narrow");
    },
    { viewport: { width: 360, height: 740 }, colorScheme: "dark" }
  );
}

async function findsAndDisconnectsASession() {
  await inConsole(async (tab, socket) => {
    await signIn(tab);
    await tab.getByRole("link", { name: "Sessions" }).click();
    await tab.getByLabel("Contains").fill(socket.id);
    await tab.getByRole("button", { name: "Find" }).click();
    await tab.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
    await tab.getByRole("button", { name: "Detail" }).click();
    await tab.getByRole("dialog").getByText(`socket ${socket.id}`).waitFor();
    await tab.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    const gone = next(socket, "disconnect");
    await tab.getByRole("button", { name: "Disconnect" }).click();
    await tab.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
    assert.equal((await gone)[0], "io server disconnect");
    await tab.getByText("Disconnected.").waitFor();
    await shot(tab, "sessions");
  });
}

async function showsEventsAsTheyPass() {
  await inConsole(async (tab, socket) => {
    await signIn(tab);
    await tab.getByRole("link", { name: "Events" }).click();
    await tab.getByLabel("show what they say").check();
    await tab.getByText("Looking…").waitFor();
    await tab.waitForResponse((response) => response.url().includes("data=true") && response.ok());
    const told = next(socket, "watched");
    socket.emit("said", "<img src=x onerror=alert(1)>");
    const emitted = await fetch(new URL("api/emit", page), {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ event: "watched", data: ["<b>bold</b>"] }),
    });
    assert.ok(emitted.ok);
    await told;
    await tab.locator(".passing li", { hasText: `from ${socket.id} over websocket` }).getByText("said").waitFor();
    await tab.locator(".passing li", { hasText: "to everybody" }).getByText("watched").first().waitFor();
    // Text, never markup.
    await tab.locator(".passing pre", { hasText: "<img src=x onerror=alert(1)>" }).waitFor();
    await tab.locator(".passing pre", { hasText: "<b>bold</b>" }).waitFor();
    assert.equal(await tab.locator(".passing img, .passing b").count(), 0);
    await shot(tab, "events");
  });
}

/** What one page asks for in a second, on average. */
async function costsLittle() {
  await inConsole(async (tab) => {
    await signIn(tab);
    await tab.locator(".legend", { hasText: /WebSocket: [1-9]/ }).waitFor();
    const bytes = await tab.evaluate(async () => {
      performance.clearResourceTimings();
      await new Promise((resolve) => setTimeout(resolve, 6000));
      return performance.getEntriesByType("resource").reduce((sum, each) => sum + each.transferSize, 0) / 6;
    });
    assert.ok(bytes > 0 && bytes < 20_000, `${bytes} bytes in a second`);
  });
}

async function publishes() {
  await inConsole(async (tab, socket) => {
    await signIn(tab);
    await tab.getByRole("link", { name: "Publish" }).click();
    const told = next(socket, "from-console");
    await tab.getByLabel("Event", { exact: true }).fill("from-console");
    await tab.getByLabel("Data").fill("[12345678901234567890, 1");
    await tab.getByRole("button", { name: "Emit" }).click();
    await tab.getByText("The data is not JSON").waitFor();
    await tab.getByLabel("Data").fill('["x", 1]');
    await tab.getByRole("button", { name: "Emit" }).click();
    assert.deepEqual(await told, ["x", 1]);
    await tab.getByText(/Accepted at .* for \d+ clients/).waitFor();
  });
}

async function listsRoomsAndSettings() {
  await inConsole(async (tab) => {
    await signIn(tab);
    await tab.getByRole("link", { name: "Rooms" }).click();
    await tab.getByText(/rooms in \//).first().waitFor();
    await tab.getByRole("link", { name: "Configuration" }).click();
    await within(tab.locator("td", { hasText: "oneport.api.keys" }).first().waitFor(), "the settings");
    const keys = tab.locator("tr", { has: tab.locator("td:first-child", { hasText: /^oneport\.api\.keys$/ }) });
    assert.equal(await keys.locator("td").nth(1).textContent(), "***");
    await tab.getByLabel("only what is not the default").uncheck();
    await tab.getByLabel("Contains").fill("drainTimeout");
    await tab.locator("td", { hasText: "oneport.drainTimeout" }).first().waitFor();
    await shot(tab, "configuration");
  });
}

async function asUser(username, task) {
  const browser = await launch();
  try {
    const tab = await browser.newPage({ httpCredentials: { username, password: "it-password" } });
    await tab.goto(new URL("console/", withUsers).href);
    await task(tab);
  } finally {
    await browser.close();
  }
}

async function letsInByRole() {
  await asUser("grace", async (tab) => {
    await tab.getByText(/may read$/).waitFor();
    await tab.getByRole("heading", { name: "Connections" }).waitFor();
    assert.equal(await tab.locator("#sign-out").isVisible(), false);
  });
  await asUser("bob", async (tab) => {
    await tab.getByText(/^That user has no role/).waitFor();
    assert.equal(await tab.textContent("#offline"), "");
    assert.equal(await tab.locator("#tabs").isVisible(), false);
  });
}

run(
  {
    "who has no key is shown nothing": showsNothingToOthers,
    "charts show how it goes": showsHowItGoes,
    "it fits a window of 360 px, in the dark": fitsDarkAndNarrowWindows,
    "a session is found and disconnected": findsAndDisconnectsASession,
    "events are shown as they pass": showsEventsAsTheyPass,
    "the page asks for less than 20 kB in a second": costsLittle,
    "the form publishes": publishes,
    "rooms and settings are listed": listsRoomsAndSettings,
    ...(withUsers ? { "a role of the server's lets in, without a key": letsInByRole } : {}),
  },
  () => {}
);
