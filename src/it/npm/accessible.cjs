// Looks for barriers on every page, in the light and in the dark, with axe.
//   node accessible.cjs <address of oneport.war> <address of oneport-samples.war> <API key> <Chromium> <pages, as JSON>
// The pages: all there are, such as index.html of oneport.war or samples/chat/room.html of the other.
"use strict";

const assert = require("node:assert/strict");
const axe = require("axe-core");
const { run } = require("./harness.cjs");
const { GIF, Visitors } = require("./visitors.cjs");

const [oneport, samples, apiKey, executablePath, pages] = process.argv.slice(2);

const visitors = new Visitors(executablePath);

const SCHEMES = ["light", "dark"];

/** What the browser says to who has not signed in, or is refused. */
const REFUSED = /status of 40[13] /;

async function look(page, where) {
  await page.evaluate(axe.source);
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
    const serious = violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ html }) => html) }));
    assert.deepEqual(serious, [], `${where}, ${colorScheme}`);
  }
}

async function startPage(page) {
  await page.goto(oneport);
  await page.locator(".line", { hasText: "upgraded to websocket" }).waitFor();
  await page.click("#run-checks");
  await page.locator("#checks .failed").first().waitFor();
  await look(page, "connected");
}

async function console(page) {
  await page.goto(new URL("console/", oneport).href);
  await page.getByLabel("API key").waitFor();
  await look(page, "signed out");
  await page.getByLabel("API key").fill(apiKey);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator("#tabs").waitFor();
  for (const tab of await page.locator("#tabs a").all()) {
    const name = await tab.textContent();
    await tab.click();
    await page.locator("main h2:visible").first().waitFor();
    await look(page, name);
  }
}

async function documentation(page) {
  await page.goto(new URL("docs/", oneport).href);
  await page.getByRole("heading", { name: "Get started" }).waitFor();
  for (const link of await page.locator("#contents a").all()) {
    const name = await link.textContent();
    await link.click();
    await page.waitForFunction((title) => document.title.startsWith(title), name);
    await look(page, name);
  }
}

const sample = (path) => new URL(path, samples).href;

async function tick(page) {
  await page.goto(sample("tick/"));
  await page.getByLabel("Name").fill("alice");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.locator("#connected li").first().waitFor();
  await look(page, "connected");
}

async function plain(page) {
  await page.goto(sample("plain/"));
  await page.getByText("Hello,").waitFor();
  await look(page, "connected");
}

async function ticker(page) {
  await page.goto(sample("ticker/"));
  await page.locator("#prices tr").first().waitFor();
  await look(page, "with a price");
}

async function feed(page) {
  await page.goto(sample("feed/"));
  await page.getByText("1 person here").waitFor();
  await page.getByLabel("Name").fill("alice");
  await page.getByLabel("Password").fill("a wrong password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("wrong").waitFor();
  await look(page, "refused");
  await page.getByRole("button", { name: "Sign up" }).click();
  await page.getByLabel("What is new?").fill("With a picture");
  await page.getByLabel("Picture").setInputFiles({ name: "dot.gif", mimeType: "image/gif", buffer: GIF });
  await page.getByRole("button", { name: "Post" }).click();
  await page.getByAltText("Picture of alice").waitFor();
  await look(page, "with a post");
  await page.getByRole("button", { name: "Change" }).click();
  await look(page, "changing");
}

async function openRoom(page) {
  await page.goto(sample("chat/"));
  await page.getByLabel("Title").fill("A room");
  await page.getByLabel("Password").fill("sesame");
  await page.getByRole("button", { name: "Open" }).click();
  await page.getByText("Connected.").waitFor();
}

async function rooms(page) {
  await openRoom(page);
  await page.goBack();
  await page.locator("#rooms li").first().waitFor();
  await look(page, "with a room");
}

async function room(page) {
  await openRoom(page);
  for (let line = 1; line <= 20; line++) {
    await page.getByLabel("Say something").fill(`Line ${line}.`);
    await page.getByRole("button", { name: "Say" }).click();
    await page.getByText(`Line ${line}.`).waitFor();
  }
  await look(page, "with more lines than are shown");
  const address = page.url();
  await page.context().clearCookies();
  await page.goto(address);
  await page.getByLabel("Password of the room").waitFor();
  await look(page, "at the door");
}

async function samplesPage(page) {
  await page.goto(samples);
  await look(page, "first page");
}

const LOOKED_AT = {
  "console/index.html": console,
  "docs/index.html": documentation,
  "index.html": startPage,
  "samples/chat/index.html": rooms,
  "samples/chat/room.html": room,
  "samples/feed/index.html": feed,
  "samples/index.html": samplesPage,
  "samples/plain/index.html": plain,
  "samples/tick/index.html": tick,
  "samples/ticker/index.html": ticker,
};

async function main() {
  await visitors.open();
  try {
    const checks = { "every page there is, is looked at": () => assert.deepEqual(JSON.parse(pages).sort(), Object.keys(LOOKED_AT)) };
    for (const [name, check] of Object.entries(LOOKED_AT)) {
      checks[`${name} has no serious barrier`] = async () => {
        try {
          await check(await visitors.visit(name.startsWith("samples/") ? samples : oneport, {}, REFUSED));
          visitors.assertNoProblems();
        } finally {
          await visitors.leave();
          visitors.problems.length = 0;
        }
      };
    }
    await run(checks, () => {});
  } finally {
    await visitors.close();
  }
}

main();
