// Where each topic is: (epoch, seq). Says of every event whether it is the next one, a repeat, or proof of a loss.
export class Positions {
  #at = new Map();

  adopt(json) {
    for (const [topic, [epoch, seq]] of Object.entries(JSON.parse(json || "{}"))) this.#at.set(topic, {epoch, seq});
  }

  of(topic) {
    return this.#at.get(topic) ?? {};
  }

  knows(topic) {
    return this.#at.has(topic);
  }

  forget(topic) {
    this.#at.delete(topic);
  }

  // The answer to a watch. Events may have come before it; what they said is newer.
  start(topic, {epoch, seq, topics = []}) {
    for (const each of topics) this.start(each.topic, each);
    if (epoch === null || epoch === undefined) return;
    const here = this.#at.get(topic);
    if (!here || here.epoch !== epoch || here.seq < seq) this.#at.set(topic, {epoch, seq});
  }

  step({topic, live_epoch: epoch, seq}) {
    const here = this.#at.get(topic);
    if (!here) {
      this.#at.set(topic, {epoch, seq});
      return "next";
    }
    if (here.epoch === epoch && seq <= here.seq) return "repeat";
    const follows = here.epoch === epoch && seq === here.seq + 1;
    this.#at.set(topic, {epoch, seq});
    return follows ? "next" : "missed";
  }
}
