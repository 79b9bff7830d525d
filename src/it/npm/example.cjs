// Two people in two pages of the example application, in an installed Chromium.
//   node example.cjs <address of the application> <Chromium>
"use strict";

const assert = require("node:assert/strict");
const { chromium } = require("playwright-core");
const { run } = require("./harness.cjs");

const [page, executablePath] = process.argv.slice(2);

async function inTwoPages(story) {
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  try {
    const tabs = [await browser.newPage(), await browser.newPage()];
    for (const tab of tabs) {
      await tab.goto(page);
      // An answer comes once it is connected.
      await say(tab, "here");
      await tab.getByText("You: here (number 1)").waitFor();
    }
    await story(...tabs);
  } finally {
    await browser.close();
  }
}

async function say(tab, text) {
  await tab.getByLabel("Say").fill(text);
  await tab.getByRole("button", { name: "Send" }).click();
}

async function chats() {
  await inTwoPages(async (one, other) => {
    await say(one, "a <b>word</b>");
    await one.getByText("You: a <b>word</b> (number 2)").waitFor();
    await other.getByText("Somebody: a <b>word</b>").waitFor();
    assert.equal(await one.getByText("Somebody: a <b>word</b>").count(), 0);
  });
}

async function posts() {
  await inTwoPages(async (one, other) => {
    const posted = await fetch(new URL("rest/feed", page), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text: "news" }),
    });
    assert.equal(posted.status, 204);
    for (const tab of [one, other]) {
      await tab.getByText("create: news").waitFor();
    }
  });
}

run({ "what one says, the other hears": chats, "what is posted, everybody sees": posts }, () => {});
