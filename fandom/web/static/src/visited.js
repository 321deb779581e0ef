// The dot beside a show: something has been said there since one last looked. Known in this browser only.
import {on} from "./live.js";

const name = (slug) => `visited:${slug}`;
const rows = () => document.querySelectorAll(".rail [data-show]");

function dot(row, shown) {
  for (const each of row.querySelectorAll("[data-fresh]")) each.hidden = !shown;
}

function look() {
  for (const row of rows()) {
    const {show, last} = row.dataset;
    if (row.hasAttribute("aria-current") || !localStorage.getItem(name(show))) localStorage.setItem(name(show), new Date().toISOString());
    dot(row, last && Date.parse(last) > Date.parse(localStorage.getItem(name(show))));
  }
}

export function start() {
  look();
  on("moment.published", ({moment, topic}) => {
    const slug = moment?.show?.slug ?? topic?.replace("show:", "");
    const row = [...rows()].find((each) => each.dataset.show === slug && !each.hasAttribute("aria-current"));
    if (row) dot(row, true);
  });
}
