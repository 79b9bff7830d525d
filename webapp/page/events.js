// What has come over all lines, the latest first.
import { at, element, shown } from "./dom.js";

const MAX_EVENTS = 200;

let count = 0;

export function showEvent(line, name, args) {
  const item = element("li", "new");
  item.append(element("time", "", new Date().toLocaleTimeString()), element("span", "name", name), element("span", "by", line));
  if (args.length) {
    item.append(element("pre", "", args.map(shown).join("\n")));
  }
  const list = at("events");
  list.prepend(item);
  while (list.childElementCount > MAX_EVENTS) {
    list.lastElementChild.remove();
  }
  setCount(count + 1);
}

export function clearEvents() {
  at("events").replaceChildren();
  setCount(0);
}

function setCount(now) {
  count = now;
  at("count").textContent = now;
  at("empty").hidden = now > 0;
}
