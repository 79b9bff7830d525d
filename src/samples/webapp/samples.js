// What the pages of the samples have in common.

const MOST = 50;

export const at = (id) => document.getElementById(id);

/** A new element; what it says is a text, never markup. */
export function element(tag, text = "") {
  const created = document.createElement(tag);
  created.textContent = text;
  return created;
}

/** Puts a text at the top of a list. */
export function prepend(list, text) {
  at(list).prepend(element("li", text));
  while (at(list).childElementCount > MOST) {
    at(list).lastElementChild.remove();
  }
}

const MOST_PICTURE_BYTES = 5 * 1024 * 1024;

/** Whether a picture may be sent; if not, `problem` says why. The server asks the same again. */
export function fits(file) {
  const fitting = file.size <= MOST_PICTURE_BYTES;
  at("problem").textContent = fitting ? "" : "A picture has at most 5 MB.";
  return fitting;
}

export function json(value) {
  return { body: JSON.stringify(value), headers: { "Content-Type": "application/json" } };
}

/**
 * A function that asks the resources below a path: it answers their JSON; null where there is none,
 * or where it went wrong, which is then shown in the element `problem`.
 *
 * @param token called for the token to show, where there is one
 */
export function rest(path, token = () => undefined) {
  const base = new URL(`../rest/${path}`, location.href);
  const send = async (method, url, { body, headers = {} } = {}) => {
    at("problem").textContent = "";
    const shown = token();
    const all = shown ? { ...headers, Authorization: `Bearer ${shown}` } : headers;
    try {
      const answer = await fetch(new URL(url, base), { method, headers: all, body });
      const text = await answer.text();
      if (answer.ok) {
        return text ? JSON.parse(text) : null;
      }
      at("problem").textContent = problem(answer, text);
    } catch {
      at("problem").textContent = "The server can't be reached.";
    }
    return null;
  };
  send.url = (url) => new URL(url, base).href;
  return send;
}

function problem(answer, text) {
  try {
    return JSON.parse(text).detail;
  } catch {
    return `That did not work (${answer.status}).`;
  }
}
