// Asks the server, as who has signed in.
import { problem } from "../page/problem.js";

const KEY = "oneport.console.key";
const base = new URL("../api/", document.baseURI);

/** Why the server did not do it, in its own words; with the status 0 if it was not reached. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export const apiUrl = (path) => new URL(path, base);

export function signInWith(key) {
  sessionStorage.setItem(KEY, key);
}

export function forget() {
  sessionStorage.removeItem(KEY);
}

export const hasKey = () => sessionStorage.getItem(KEY) !== null;

/** The answer to a GET, with these parameters; those without a value are left out. */
export function get(path, parameters = {}) {
  const url = apiUrl(path);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") {
      url.searchParams.set(name, value);
    }
  }
  return ask(url, {});
}

export function send(method, path, body) {
  const init = { method };
  if (body !== undefined) {
    init.body = body;
    init.headers = { "Content-Type": "application/json" };
  }
  return ask(apiUrl(path), init);
}

async function ask(url, init) {
  const headers = { ...init.headers };
  const key = sessionStorage.getItem(KEY);
  if (key !== null) {
    headers.Authorization = `Bearer ${key}`;
  }
  const response = await reached(fetch(url, { ...init, headers, cache: "no-store" }));
  if (response.ok) {
    return response.status === 204 ? undefined : reached(response.json());
  }
  throw new Refused(response.status, await problem(response));
}

/** What fails here has failed on the way. */
async function reached(answer) {
  try {
    return await answer;
  } catch {
    throw new Refused(0, "The server can't be reached.");
  }
}
