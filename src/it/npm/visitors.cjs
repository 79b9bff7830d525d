// People at browsers of their own, in one Chromium: what goes wrong on their pages is noted.
"use strict";

const assert = require("node:assert/strict");
const { join } = require("node:path");
const { chromium } = require("playwright-core");

/** A picture of one dot. */
const GIF = Buffer.from("R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=", "base64");

const PATIENCE_MILLIS = 10_000;

class Visitors {
  /** `name`: of the server, for the names of screenshots. */
  constructor(executablePath, screenshots, name) {
    this.options = { executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] };
    this.screenshots = screenshots;
    this.name = name;
    this.problems = [];
  }

  async open() {
    this.browser = await chromium.launch(this.options);
  }

  /**
   * A page of somebody who has not been here before.
   *
   * @param options of the browser's context
   * @param expected what the browser may say at its console, as a regular expression
   */
  async visit(address, options = {}, expected = /^$/) {
    const context = await this.browser.newContext({ viewport: { width: 1000, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    const own = new URL(address).host;
    page.upgraded = upgrade(page);
    page.on("pageerror", (error) => this.problems.push(String(error)));
    page.on("dialog", (dialog) => {
      this.problems.push(`a script of somebody's ran: ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on("console", (message) => {
      const text = `${message.text()} ${message.location().url}`;
      if (message.type() === "error" && !expected.test(text)) {
        this.problems.push(text);
      }
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.host !== own) {
        this.problems.push(`asked ${url.host}`);
      }
    });
    await page.goto(address);
    return page;
  }

  /** Light and dark, wide and narrow; fails if the narrow one has to be scrolled sideways. */
  async shoot(page, name) {
    const size = page.viewportSize();
    const path = (kind) => join(this.screenshots, `samples-${name}${kind}-${this.name}.png`);
    await page.screenshot({ path: path(""), fullPage: true });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 740 });
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wider <= 0, `${name} is ${wider} px wider than a window of 360 px`);
    await page.screenshot({ path: path("-narrow-dark"), fullPage: true });
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize(size);
  }

  async leave() {
    await Promise.all(this.browser.contexts().map((context) => context.close()));
  }

  async close() {
    await this.browser.close();
  }

  /** Whatever went wrong since the last time. */
  assertNoProblems() {
    assert.deepEqual(this.problems.splice(0), []);
  }
}

/** Settles once the page's Socket.IO uses a WebSocket: before, servers notice no cut. */
function upgrade(page) {
  return new Promise((resolve) => {
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => payload === "5" && resolve());
    });
  });
}

module.exports = { GIF, Visitors };
