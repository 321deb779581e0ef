// The clip as a moment: sent once, however often it is tried; the same words go under the same key.
const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");

export class Posting {
  #body = null;
  #key = null;

  constructor(http, say) {
    Object.assign(this, {http, say});
  }

  // {moment}, or {errors} by field; "" is said of the whole.
  async send(moment) {
    const body = JSON.stringify(moment);
    if (body !== this.#body) this.#renew(body);
    const headers = {"Content-Type": "application/json", "Idempotency-Key": this.#key};
    const response = await this.http.ask("/api/v1/moments", {method: "POST", headers, body}).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok && answer) return {moment: answer};
    return {errors: answer?.errors ?? {"": [this.#reason(response, answer)]}, out: response?.status === 401};
  }

  #renew(body) {
    this.#body = body;
    this.#key = random();
  }

  #reason(response, answer) {
    if (response?.status === 429) return this.say("slow-down");
    if (response?.status === 401) return this.say("signed-out");
    return (response && response.status < 500 && answer?.detail) || this.say("no-luck");
  }
}
