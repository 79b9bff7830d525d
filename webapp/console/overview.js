// How it goes: charts of the last ten minutes, or the last day.
import uPlot from "./lib/uPlot.esm.js";
import { get } from "./api.js";
import { element } from "../page/dom.js";
import { ago, bytes, card, repeat, select, table } from "./parts.js";
import { whyEnded, whyFellBack, whyRefused } from "./reasons.js";

const TRANSPORTS = [
  ["polling", "Polling"],
  ["websocket", "WebSocket"],
  ["sse", "Event streams"],
  ["longpoll", "Polls"],
  ["ws", "Plain WebSocket"],
];
const HEIGHT = 180;
const SLOWEST_EVERY = 5000;

const number = (value) => (value === null || value < 0 ? "–" : value.toLocaleString(undefined, { maximumFractionDigits: 1 }));
const millis = (value) => (value === null || value < 0 ? "–" : `≤ ${value} ms`);

const CHARTS = [
  {
    title: "Connections",
    stacked: true,
    least: 5,
    lines: TRANSPORTS.map(([name, label]) => ({ name, label, colour: name })),
    text: number,
  },
  {
    title: "Events per second",
    least: 5,
    lines: [
      { name: "received", label: "from clients", colour: "received" },
      { name: "sent", label: "to clients", colour: "sent" },
      { name: "dropped", label: "dropped", colour: "dropped" },
    ],
    text: number,
  },
  {
    title: "Time of one emit to all of its clients",
    least: 1,
    lines: [
      { name: "fanOutMedian", label: "half of them", colour: "sent" },
      { name: "fanOutSlowest", label: "99 of 100", colour: "dropped" },
    ],
    text: millis,
  },
  {
    title: "Waits to be written",
    least: 4096,
    lines: [{ name: "queuedBytes", label: "for all clients", colour: "received" }],
    text: bytes,
  },
];

export const overview = {
  title: "Overview",

  open(view, query, known) {
    const range = select([["seconds", "the last ten minutes"], ["minutes", "the last day"]], "seconds");
    range.setAttribute("aria-label", "Which time");
    const tiles = element("dl", "tiles facts");
    const top = card("Now");
    top.append(tiles, range);
    const grid = element("div", "grid");
    const charts = CHARTS.map((chart) => draw(chart, grid));
    const ended = reasons("Disconnects", "Why connections ended, since the start", whyEnded);
    const refused = reasons("Refused and fallen back", "Since the start", (reason) => whyRefused(reason) || whyFellBack(reason));
    const slow = slowest();
    grid.append(ended.card, refused.card);
    view.append(top, grid, slow.card);
    const update = () => {
      now(tiles, known);
      charts.forEach((chart) => chart.show(known.columns, known[range.value]));
      ended.show(known.ended);
      refused.show({ ...known.refused, ...known.fellBack });
    };
    range.addEventListener("change", update);
    return {
      update,
      stop() {
        slow.stop();
        charts.forEach((chart) => chart.stop());
      },
    };
  },
};

function now(tiles, known) {
  const last = known.seconds[known.seconds.length - 1];
  const value = (name) => (last ? last[known.columns.indexOf(name) + 1] : 0);
  const facts = [
    ["Sessions", number(known.sessions)],
    ["Events in", `${number(value("received"))} /s`],
    ["Events out", `${number(value("sent"))} /s`],
    ["Dropped", `${number(value("dropped"))} /s`],
    ["Bytes out", `${bytes(value("sentBytes"))} /s`],
    ["Waiting", bytes(value("queuedBytes"))],
    ["Version", known.version],
  ];
  tiles.replaceChildren(
    ...facts.map(([name, text]) => {
      const fact = document.createElement("div");
      fact.append(element("dt", "", name), element("dd", "", text));
      return fact;
    })
  );
}

const colourOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** One chart with its legend, which is read by those who can't see the chart. */
function draw(chart, grid) {
  const box = card(chart.title);
  const figure = element("div", "chart");
  figure.setAttribute("aria-hidden", "true");
  const legend = element("ul", "legend");
  box.append(figure, legend);
  grid.append(box);
  // The uppermost first: each that is drawn later covers what is below it.
  const lines = chart.stacked ? [...chart.lines].reverse() : chart.lines;
  const plot = new uPlot(
    {
      width: 300,
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      scales: { y: { range: (self, low, high) => [0, Math.max(chart.least, (high ?? 0) * 1.1)] } },
      axes: [axis(), { ...axis(), size: 64, values: (self, ticks) => ticks.map((tick) => chart.text(tick).replace("≤ ", "")) }],
      series: [
        {},
        ...lines.map((line) => ({
          stroke: () => colourOf(line.colour),
          fill: chart.stacked ? () => colourOf(line.colour) : undefined,
          width: 1.5,
          points: { show: !chart.stacked, size: 3 },
        })),
      ],
    },
    [[], ...lines.map(() => [])],
    figure
  );
  const resize = new ResizeObserver(() => plot.setSize({ width: Math.max(200, figure.clientWidth), height: HEIGHT }));
  resize.observe(figure);
  return {
    show(columns, samples) {
      const at = (name) => columns.indexOf(name) + 1;
      plot.setData([samples.map((sample) => sample[0] / 1000), ...values(chart, lines, samples, at)]);
      const last = samples[samples.length - 1];
      legend.replaceChildren(
        ...chart.lines.map((line) => {
          const item = element("li", "", "");
          item.append(element("span", `swatch swatch-${line.colour}`), `${line.label}: ${last ? chart.text(last[at(line.name)]) : "–"}`);
          return item;
        })
      );
    },
    stop() {
      resize.disconnect();
      plot.destroy();
    },
  };
}

const axis = () => ({
  stroke: () => colourOf("soft"),
  grid: { stroke: () => colourOf("line"), width: 1 },
  ticks: { stroke: () => colourOf("line"), width: 1 },
});

function values(chart, lines, samples, at) {
  if (!chart.stacked) {
    return lines.map((line) => samples.map((sample) => (sample[at(line.name)] < 0 ? null : sample[at(line.name)])));
  }
  const sums = [...lines].reverse().reduce((below, line) => {
    const under = below[below.length - 1];
    below.push(samples.map((sample, i) => sample[at(line.name)] + (under ? under[i] : 0)));
    return below;
  }, []);
  return sums.reverse();
}

function reasons(title, caption, explain) {
  const box = card(title);
  const list = table(caption, [["Reason"], ["How often", "number"], ["What it means"]]);
  box.append(list.element);
  let before = "";
  return {
    card: box,
    show(counts) {
      const text = JSON.stringify(counts);
      if (text !== before) {
        before = text;
        const found = Object.entries(counts).sort((a, b) => b[1] - a[1]);
        list.show(found.map(([reason, count]) => [reason, count, explain(reason)]));
      }
    },
  };
}

function slowest() {
  const box = card("Slowest clients");
  const list = table("Those for which most waits to be written", [
    ["Session"],
    ["Transport"],
    ["Address"],
    ["User"],
    ["Connected", "number"],
    ["Waiting", "number"],
    ["Dropped", "number"],
  ]);
  box.append(list.element);
  const looking = repeat(
    SLOWEST_EVERY,
    async () => {
      const { sessions } = await get("console/slowest");
      list.show(
        sessions.map((each) => {
          const link = element("a", "", each.id);
          link.href = `#sessions?search=${encodeURIComponent(each.id)}`;
          return [link, each.transport, each.address, each.user ?? "", ago(Date.parse(each.connectedAt)), bytes(each.queuedBytes), each.droppedEvents];
        })
      );
      list.caption = sessions.length ? "Those for which most waits to be written" : "Nothing waits for anybody.";
    },
    () => {}
  );
  return { card: box, stop: looking.stop };
}
