// What every page needs. Page modules come with the elements that name them.
import "htmx.org/dist/htmx.esm.js";
import * as ago from "./ago.js";
import * as count from "./count.js";
import * as drafts from "./drafts.js";
import * as feed from "./feed.js";
import * as inbox from "./inbox.js";
import * as installed from "./installed.js";
import * as keys from "./keys.js";
import * as line from "./line.js";
import * as live from "./live.js";
import * as manners from "./manners.js";
import * as me from "./me.js";
import {bring} from "./modules.js";
import * as people from "./people.js";
import * as reactions from "./reactions.js";
import * as sheet from "./sheet.js";
import * as takeback from "./takeback.js";
import * as visited from "./visited.js";

for (const part of [ago, drafts, count, feed, inbox, installed, keys, line, manners, me, people, reactions, sheet, takeback, visited, live]) part.start();
bring(document);
document.addEventListener("htmx:after:swap", () => bring(document));
