// The pages that the list is made of: one question at a time, and what is shown stays with the question it answers.
import { get } from './api.js';
import { keyOf } from './row.js';

const MOST = 1000; // what the door gives at once
const CALLS = 5; // for one press of a button

/** A lead that has moved down in between is where it was seen last. */
const joined = (leads, more) => {
  const fresh = new Set(more.map(keyOf));
  return [...leads.filter(lead => !fresh.has(keyOf(lead))), ...more];
};

export class Pages {
  #signal;
  #list = null; // ends the questions about one list
  #turn = Promise.resolve();

  constructor(signal) {
    this.#signal = signal;
    this.shown = { query: null, leads: [], cursor: null, calls: 0 };
  }

  /** Another list, from its top. Whatever is asked about the one before is let go. */
  first(query, wanted) {
    this.#list?.abort();
    this.#list = new AbortController();
    return this.#next(signal => this.#ask(query, null, wanted, CALLS, signal));
  }

  /** So many more. Answers how many came. */
  further(wanted) {
    return this.#next(async signal => {
      const { query, leads, cursor, calls } = this.shown;
      await this.#ask(query, cursor, wanted, CALLS, signal);
      const more = this.shown;
      this.shown = { ...more, leads: joined(leads, more.leads), calls: calls + more.calls };
      return more.leads.length;
    });
  }

  /** As many as are shown, from the top, by the same filters: query has their times of now. */
  again(query, least) {
    return this.#next(signal => this.#ask(
      query, null, Math.max(least, this.shown.leads.length), Math.max(CALLS, this.shown.calls), signal));
  }

  #next(work) {
    const signal = AbortSignal.any([this.#signal, this.#list.signal]);
    const turn = this.#turn.then(() => work(signal));
    this.#turn = turn.catch(() => {}); // told to whoever asked
    return turn;
  }

  /** Narrow filters have short pages, even empty ones, with a cursor: some of them are asked for at once. */
  async #ask(query, cursor, wanted, most, signal) {
    let [leads, calls] = [[], 0];
    do {
      const page = await get('leads', {
        ...query, curve: 'true', top: Math.min(MOST, wanted - leads.length), cursor,
      }, { signal });
      leads = joined(leads, page.leads);
      ({ cursor } = page);
      calls++;
    } while (cursor && leads.length < wanted && calls < most);
    signal.throwIfAborted();
    this.shown = { query, leads, cursor, calls };
  }
}
