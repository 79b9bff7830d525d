// A TCP proxy in front of a server that passes bytes on, until it cuts.
"use strict";

const net = require("node:net");

/** How long the server is not told of a cut that it is not to notice: soon enough for a test. */
const UNTOLD_MILLIS = 1_500;

class CuttingProxy {
  /** `server`: the URL of an application. */
  constructor(server) {
    this.server = new URL(server);
    this.pairs = new Set();
    this.abandoned = new Set();
    this.accepting = true;
    this.cuts = 0;
    this.listener = net.createServer((client) => this.connect(client));
  }

  /** Returns the address of the application by way of this proxy. */
  async listen() {
    await new Promise((resolve) => this.listener.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${this.listener.address().port}${this.server.pathname}`;
  }

  /**
   * From now on everything is cut off after that many bytes of the server, and again and again: `next` says after how
   * many, and whether the server is not to notice.
   */
  cutEach(next) {
    this.next = next;
    this.plan = next();
  }

  connect(client) {
    if (!this.accepting) {
      client.destroy();
      return;
    }
    const upstream = net.connect(Number(this.server.port), this.server.hostname);
    const pair = { client, upstream };
    this.pairs.add(pair);
    client.setNoDelay(true);
    upstream.setNoDelay(true);
    client.on("data", (data) => upstream.destroyed || upstream.write(data));
    upstream.on("data", (data) => this.pairs.has(pair) && this.pass(data, client));
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ]) {
      from.on("error", () => {});
      from.on("close", () => {
        if (this.pairs.delete(pair)) {
          // What came before the end still goes out.
          to.destroySoon();
        }
      });
    }
  }

  pass(data, client) {
    const { plan } = this;
    if (!plan || data.length < plan.bytes) {
      if (plan) {
        plan.bytes -= data.length;
      }
      client.write(data);
      return;
    }
    // The bytes before the cut get through, as they would.
    client.write(data.subarray(0, plan.bytes));
    this.plan = this.next();
    this.cut(plan.unnoticed);
  }

  /** Cuts all connections; if unnoticed, the server is told of it a while later only. */
  cut(unnoticed) {
    this.cuts++;
    for (const { client, upstream } of this.pairs) {
      client.destroySoon();
      if (unnoticed) {
        this.abandon(upstream);
      } else {
        upstream.destroy();
      }
    }
    this.pairs.clear();
  }

  /** Nobody reads what the server writes. */
  abandon(upstream) {
    upstream.pause();
    this.abandoned.add(upstream);
    setTimeout(() => {
      upstream.destroy();
      this.abandoned.delete(upstream);
    }, UNTOLD_MILLIS).unref();
  }

  close() {
    this.next = undefined;
    this.plan = undefined;
    this.cut(false);
    this.abandoned.forEach((upstream) => upstream.destroy());
    this.listener.close();
  }
}

module.exports = { CuttingProxy };
