// A list as a file. It is longer than what the app gives at once: all its pages become one file.
import { getText } from './api.js';
import { h, put } from './dom.js';
import { number } from './format.js';
import { whyNot } from './session.js';
import { counted, t } from './words.js';

const MARK = '\ufeff'; // by which spreadsheet programs know UTF-8
const END = '\r\n';

/** Lines but for the headings; those within quotes are no lines of their own. */
const rowsOf = text => text.replace(/"[^"]*"/g, '').split(END).length - 2;

const nameOf = headers => /filename="?([^";]+)/.exec(headers.get('Content-Disposition') ?? '')?.[1];

const hand = (parts, name) => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([MARK, ...parts], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** A file that the app made, under the name that it gave. */
export const handFile = ({ headers, text }, name) => hand([text], nameOf(headers) ?? name);

/**
 * All pages from the top to the end under one line of headings. onPage is called with the rows so far while there are
 * more. Answers how many there were; where the signal comes first there is no file.
 */
const download = async (path, query, onPage, signal) => {
  const parts = [];
  let [rows, name, cursor] = [0, 'leads.csv', null];
  do {
    const { headers, text } = await getText(path, { ...query, format: 'csv', cursor }, { signal });
    if (!cursor) name = nameOf(headers) ?? name;
    parts.push(cursor ? text.slice(text.indexOf(END) + END.length) : text);
    rows += rowsOf(text);
    cursor = headers.get('X-Next-Cursor');
    if (cursor) onPage(rows);
  } while (cursor);
  hand(parts, name);
  return rows;
};

/** The button, which stops what it has begun, and beside it how far that is. query() says which list of the door. */
export const csvButton = (path, query, signal) => {
  const note = h('span', { role: 'status', class: 'quiet' });
  let stop = null;
  const tell = (text, isWrong) => {
    note.className = isWrong ? 'wrong' : 'quiet';
    put(note, text);
  };
  const show = running => {
    stop = running;
    put(button, t(running ? 'csvStop' : 'csv'));
  };
  const begin = async () => {
    const mine = new AbortController();
    show(mine);
    put(note);
    try {
      const rows = await download(
        path, query(), so => tell(t('csvSoFar', { n: number(so) })), AbortSignal.any([signal, mine.signal]));
      tell(counted('csvDone', rows, { n: number(rows) }));
    } catch (problem) {
      if (problem.name !== 'AbortError') tell(whyNot(problem), true);
      else if (mine.signal.aborted) tell(t('csvStopped'));
    } finally {
      show(null);
    }
  };
  const press = () => stop ? stop.abort() : begin();
  const button = h('button', { type: 'button', class: 'plain', onclick: press }, t('csv'));
  return h('p', { class: 'csv' }, note, ' ', button);
};
