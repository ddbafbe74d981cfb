// Leads within insights: their names lead to their pages, and the whole list comes as a file.
import { csvButton } from './csv.js';
import { h } from './dom.js';
import { nameOf } from './row.js';
import { lang } from './words.js';

export const leadLink = (lead, product) => h('a', {
  class: 'lead', href: `#/leads/${lead.leadId}?product=${encodeURIComponent(product)}`,
}, nameOf(lead));

/** What a door says as a file, all of it. */
export const asFile = (path, page, params) => csvButton(
  `insights/${path}`, () => ({ product: page.line.id, ...params, lang: lang() }), page.signal);

/** The list of a door as a file, in long pages. */
export const listAsFile = (path, page, params) => asFile(path, page, { top: 1000, ...params });
