// What every page needs.
import htmx from "htmx.org/dist/htmx.esm.js";
import {io} from "socket.io-client";
window.htmx = htmx; window.io = io;
