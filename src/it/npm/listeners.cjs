// oneport.js in an installed Chromium, by way of a proxy, while events are published past it.
//   node listeners.cjs <server's address> <the same by way of the proxy> <setting as JSON> <API key> <Chromium>
// The setting: {"name":…,"options":{…},"quietSeconds":…,"seconds":…,"transports":[…],"fallbacks":[…],"reconnects":…}
// is what oneport() is given; how long nothing is published, and then events; over what the page may say that it hears
// them at the end; why the server was told that it fell back; how often the connection came back at least.
"use strict";

const assert = require("node:assert/strict");
const { chromium } = require("playwright-core");
const { run, within } = require("./harness.cjs");

const [server, proxied, json, apiKey, executablePath] = process.argv.slice(2);
const setting = JSON.parse(json);
const EVERY_MILLIS = 200;
const room = "news";

function pause(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

async function publish(number) {
  const response = await fetch(new URL("api/emit", server), {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ rooms: [room], event: "numbers", data: [number, "ž"] }),
  });
  assert.ok(response.ok, `${response.status} ${await response.text()}`);
}

async function hearsEachOnce() {
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
    const tab = await browser.newPage();
    const problems = [];
    tab.on("pageerror", (error) => problems.push(String(error)));
    // Any document of that origin: this one opens nothing by itself.
    await tab.goto(new URL("oneport.js", proxied).href);
    await tab.evaluate(
      async ([options, where]) => {
        const { default: oneport } = await import(new URL("oneport.mjs", location).href);
        if (options.token) {
          const { token } = options;
          options.token = () => token;
        }
        const heard = [];
        const states = [];
        const resets = [];
        const s = oneport("events", { rooms: [where], ...options });
        s.on("numbers", (number, letter) => heard.push(letter === "ž" ? number : letter));
        s.on("oneport:state", (change) => states.push(change));
        s.on("oneport:reset", (reset) => resets.push(reset));
        window.listening = { s, heard, states, resets };
      },
      [setting.options ?? {}, room]
    );
    await tab.waitForFunction(() => listening.s.state === "open", undefined, { timeout: 30_000 });

    await pause(setting.quietSeconds * 1000);
    const count = (setting.seconds * 1000) / EVERY_MILLIS;
    const expected = Array.from({ length: count }, (_, number) => number);
    for (const number of expected) {
      await publish(number);
      await pause(EVERY_MILLIS);
    }
    await tab.waitForFunction((last) => listening.heard.includes(last), count - 1, {
      timeout: 30_000,
    });
    const { heard, states, resets } = await tab.evaluate(() => ({ ...listening, s: undefined }));
    assert.deepEqual(heard, expected, "each once, in order");
    assert.deepEqual(resets, []);
    assert.deepEqual(problems, []);

    const opened = states.filter(({ state }) => state === "open");
    const last = opened.at(-1);
    assert.ok(setting.transports.includes(last.transport), JSON.stringify(states));
    assert.ok(opened.length > (setting.reconnects ?? 0), JSON.stringify(states));
    assert.equal(last.recovered, opened.length > 1, "only the first one had no past");

    const seen = await (await fetch(new URL("seen", server))).json();
    assert.deepEqual(seen.fallbacks, setting.fallbacks ?? []);
    assert.deepEqual(
      seen.urls.filter((url) => url.includes("secret")),
      []
    );
    assert.equal(seen.authorized > 0, setting.options?.token !== undefined);
    await tab.evaluate(() => listening.s.close());
  } finally {
    await within(browser.close(), "the end of Chromium");
  }
}

run({ [setting.name]: hearsEachOnce }, () => {});
