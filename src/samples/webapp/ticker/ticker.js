// oneport.mjs is part of every application that has Oneport's jar.
import oneport from "../oneport.mjs";
import { at, element } from "../samples.js";

const prices = oneport(new URL("../events", location.href).href, {
  namespace: "/ticker",
  rooms: ["prices"],
  transports: ["sse", "longpoll", "poll"],
});

prices.on("oneport:state", ({ state, transport }) => {
  at("state").textContent = state === "open" ? `Connected, by ${transport}` : state;
});

prices.on("price", (stock, cents) => {
  const row = find(stock) ?? add(stock);
  const before = Number(row.dataset.cents ?? cents);
  row.dataset.cents = cents;
  row.cells[1].textContent = (cents / 100).toFixed(2);
  row.cells[2].textContent = `${cents < before ? "−" : "+"}${(Math.abs(cents - before) / 100).toFixed(2)}`;
});

function find(stock) {
  return at("prices").querySelector(`[data-stock="${CSS.escape(stock)}"]`);
}

function add(stock) {
  const row = element("tr");
  row.dataset.stock = stock;
  const name = element("th", stock);
  name.scope = "row";
  row.append(name, element("td"), element("td"));
  at("prices").append(row);
  return row;
}
