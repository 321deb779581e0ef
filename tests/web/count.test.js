import assert from "node:assert/strict";
import test from "node:test";
import {left} from "../../fandom/web/static/src/count.js";

test("an emoji is one character, as for the server", () => {
  assert.equal(left("ab🔥", 5), 2);
});

test("too much is less than nothing left", () => {
  assert.equal(left("abcdef", 5), -1);
});
