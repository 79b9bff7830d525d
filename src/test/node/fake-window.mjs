// What a page has in `window`, with a clock that stands still until it is told to go on, and transports that are
// played by the test: what the page asked for is in `sockets`, `sources` and `requests`, oldest first.

export class FakeWindow extends EventTarget {
  #now = 1_000_000;
  #timers = new Map();
  #lastTimer = 0;
  #stored = new Map();

  sockets = [];
  sources = [];
  requests = [];
  reported = [];
  /** What Math.random() gives. */
  random = 0.5;
  location = { href: "https://example.org/shop/page.html" };
  navigator = { onLine: true };
  document = Object.assign(new EventTarget(), { visibilityState: "visible" });

  Math = { ...Math, min: Math.min, max: Math.max, random: () => this.random };
  Date = { now: () => this.#now };
  reportError = (error) => this.reported.push(error);

  localStorage = {
    getItem: (key) => this.#stored.get(key) ?? null,
    setItem: (key, value) => void this.#stored.set(key, value),
    removeItem: (key) => void this.#stored.delete(key),
  };

  constructor() {
    super();
    const window = this;
    this.WebSocket = class extends FakeSocket {
      constructor(url, protocol) {
        super(url, protocol);
        window.sockets.push(this);
      }
    };
    this.EventSource = class extends FakeSource {
      constructor(url, init) {
        super(url, init);
        window.sources.push(this);
      }
    };
  }

  setTimeout = (action, millis) => {
    this.#timers.set(++this.#lastTimer, { action, due: this.#now + Math.max(0, millis) });
    return this.#lastTimer;
  };

  clearTimeout = (id) => void this.#timers.delete(id);

  fetch = (url, init) =>
    new Promise((resolve, reject) => {
      this.requests.push(new FakeRequest(url, init, resolve, reject));
    });

  get now() {
    return this.#now;
  }

  get timers() {
    return this.#timers.size;
  }

  /** Lets time pass, step by step from timer to timer. */
  async pass(millis) {
    const end = this.#now + millis;
    await settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, { action, due }] = next;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, due);
      action();
      await settle();
    }
    this.#now = end;
  }

  /** The machine sleeps: time passes, but timers run only afterwards. */
  async sleep(millis) {
    this.#now += millis;
    await this.pass(0);
  }

  #next(end) {
    return [...this.#timers]
      .filter(([, timer]) => timer.due <= end)
      .sort(([, one], [, other]) => one.due - other.due)[0];
  }

  async goOnline() {
    this.navigator.onLine = true;
    this.dispatchEvent(new Event("online"));
    await settle();
  }

  async show(visibilityState) {
    this.document.visibilityState = visibilityState;
    this.document.dispatchEvent(new Event("visibilitychange"));
    await settle();
  }

  get socket() {
    return this.sockets.at(-1);
  }

  get source() {
    return this.sources.at(-1);
  }

  get request() {
    return this.requests.at(-1);
  }
}

/** Until all that is ready to run has run. */
export function settle() {
  return new Promise((resolve) => setImmediate(resolve));
}

class FakeSocket {
  sent = [];
  closed = false;

  constructor(url, protocol) {
    this.url = String(url);
    this.protocol = protocol;
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  // What the server does:

  async open() {
    this.onopen?.({});
    await settle();
  }

  async says(message) {
    this.onmessage?.({ data: typeof message === "string" ? message : JSON.stringify(message) });
    await settle();
  }

  async ends(code = 1006) {
    this.onclose?.({ code });
    await settle();
  }

  async accept(cursor = "e-0", more = {}) {
    await this.open();
    await this.says({
      subscribed: ["news"],
      cursor,
      recovered: false,
      reason: "no_cursor",
      id: 2,
      ...more,
    });
  }
}

class FakeSource extends EventTarget {
  readyState = 0;
  lastEventId = "";

  constructor(url, init) {
    super();
    this.url = new URL(url);
    this.withCredentials = init.withCredentials;
  }

  get query() {
    return Object.fromEntries(this.url.searchParams);
  }

  get closed() {
    return this.readyState === 2;
  }

  close() {
    this.readyState = 2;
  }

  // What the server does:

  async open() {
    this.readyState = 1;
    this.onopen?.({});
    await settle();
  }

  /** An event without id leaves the last one as it was, as in browsers. */
  async says(type, data, id) {
    this.lastEventId = id ?? this.lastEventId;
    const { lastEventId } = this;
    const text = typeof data === "string" ? data : JSON.stringify(data);
    if (this.readyState !== 2) {
      this.dispatchEvent(Object.assign(new Event(type), { data: text, lastEventId }));
    }
    await settle();
  }

  async ready(cursor = "e-0", data = { recovered: false, reason: "no_cursor" }) {
    await this.open();
    await this.says("oneport:ready", { cursor, ...data }, cursor);
  }

  /** The stream has ended: a browser would come again. */
  async ends() {
    this.readyState = 0;
    this.onerror?.({});
    await settle();
  }

  /** A status other than 200: a browser would not come again. */
  async refuses() {
    this.readyState = 2;
    this.onerror?.({});
    await settle();
  }
}

class FakeRequest {
  aborted = false;
  #resolve;
  #reject;

  constructor(url, init, resolve, reject) {
    this.url = new URL(url);
    this.init = init;
    this.headers = init.headers;
    this.#resolve = resolve;
    this.#reject = reject;
    init.signal?.addEventListener("abort", () => {
      this.aborted = true;
      reject(new Error("aborted"));
    });
  }

  get query() {
    return Object.fromEntries(this.url.searchParams);
  }

  async answer(body, { status = 200, headers = {} } = {}) {
    const text = status === 304 ? null : typeof body === "string" ? body : JSON.stringify(body);
    this.#resolve(new Response(text, { status, headers }));
    await settle();
  }

  async fails() {
    this.#reject(new TypeError("Failed to fetch"));
    await settle();
  }
}
