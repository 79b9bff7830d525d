// The rooms of a namespace, the biggest or busiest first.
import { get } from "./api.js";
import { element } from "../page/dom.js";
import { button, card, field, input, repeat, select, table } from "./parts.js";

const EVERY = 5000;
const PAGE = 50;

export const rooms = {
  title: "Rooms",

  open(view, query) {
    let skip = 0;
    const namespace = select(["/"], "/");
    const search = input("search", query.get("search") ?? "");
    const sort = select([["members", "members"], ["rate", "events per second"], ["name", "name"]], "members");
    const filters = element("form", "filters");
    filters.append(field("Namespace", namespace), field("Name contains", search), field("Sorted by", sort));
    const list = table("Rooms", [["Room"], ["Members", "number"], ["Events/s", "number"], ["Sessions"]]);
    const place = element("span", "", "");
    const back = button("Previous", () => turn(-PAGE));
    const on = button("Next", () => turn(PAGE));
    const pager = element("div", "pager");
    pager.append(back, on, place);
    const box = card("Rooms");
    box.append(filters, list.element, pager);
    view.append(box);

    const looking = repeat(EVERY, load, (failure) => (place.textContent = failure.message));
    const turn = (by) => {
      skip = Math.max(0, skip + by);
      looking.now();
    };
    const anew = () => turn(-skip);
    filters.addEventListener("submit", (submit) => submit.preventDefault());
    filters.addEventListener("input", anew);
    get("console/namespaces").then(({ namespaces }) => {
      const names = namespaces.includes("/") ? namespaces : ["/", ...namespaces];
      namespace.replaceChildren(...names.map((name) => new Option(name, name)));
      namespace.value = query.get("namespace") ?? "/";
      anew();
    });

    async function load() {
      const { count, everybodyRate, rooms: found } = await get("console/rooms", {
        namespace: namespace.value,
        search: search.value,
        sort: sort.value,
        skip,
      });
      list.show(
        found.map(({ room, members, rate }) => {
          const link = element("a", "", "who is in it");
          link.href = `#sessions?namespace=${encodeURIComponent(namespace.value)}&room=${encodeURIComponent(room)}`;
          return [room, members, rate, link];
        })
      );
      list.caption = `${count.toLocaleString()} rooms in ${namespace.value}; ${everybodyRate.toLocaleString()} events/s to everybody`;
      place.textContent = count ? `${skip + 1} to ${Math.min(skip + PAGE, count)} of ${count.toLocaleString()}` : "";
      back.disabled = skip === 0;
      on.disabled = skip + PAGE >= count;
    }
    return { stop: looking.stop };
  },
};
