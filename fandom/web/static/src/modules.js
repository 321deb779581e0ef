// Page modules: an element names its script, which is loaded once and started for each such element.
import * as live from "./live.js";
import * as http from "./ask.js";
import {gone} from "./feed.js";
import {toast} from "./toast.js";
import {say} from "./words.js";

const tools = {live, http, toast, say, gone, bring};

export function bring(root) {
  for (const each of root.querySelectorAll("[data-module]:not([data-started])")) {
    each.dataset.started = "";
    import(each.dataset.module).then((module) => module.start(each, tools));
  }
}
