// "2h": the same words as the server's.
import assert from "node:assert/strict";
import {test} from "node:test";
import {ago} from "../../fandom/web/static/src/ago.js";

const HOUR = 3600;
const said = [[3, "1m"], [59 * 60, "59m"], [2 * HOUR + 3000, "2h"], [24 * HOUR, "1d"], [15 * 24 * HOUR, "2w"], [400 * 24 * HOUR, "1y"]];

for (const [seconds, words] of said) {
  test(`${seconds} s ago is ${words}`, () => assert.equal(ago(seconds, "en"), words));
}

test("in German it is said in German", () => assert.match(ago(2 * HOUR, "de"), /^2.?(h|Std\.)$/));
