// What is wrong with a line, in the reader's language: the sentences of the app are English.
import { fieldText } from './import-fields.js';
import { has, lang, t } from './words.js';

const KNOWN = [
  ['required', /^Is required\.$/],
  ['number', /^Must be a number like/],
  ['time', /^Must be a time like/],
  ['format', /^Must be written as (.*)\.$/],
  ['mail', /^Must be a mail address/],
  ['oneOf', /^Must be one of (.*)\.$/],
  ['future', /^Must not be in the future|day ahead/],
  ['conflict', /^Another content is known/],
  ['erased', /^The person's data was erased/],
  ['quote', /^Has a quote/],
  ['long', /^Is longer than|^Has more than|^Must be at most/],
  ['header', /^Is the header once more/],
  ['letters', /^Is not written in/],
  ['sameOrder', /^Is of the order of line (\d+)/],
  ['differs', /^Is not the same on all lines/],
  ['manyLines', /^Its order has more lines/],
  ['currency', /^Must be ([A-Z]{3}), the currency/],
];

/** The value, which the app repeats only where it reads as a figure or a time. */
const quoted = text => {
  const found = /, but is '(.*?)'/.exec(text);
  return found ? t('inBrackets', { text: found[1] }) : '';
};

const inWords = text => {
  for (const [name, pattern] of KNOWN) {
    const found = pattern.exec(text);
    if (found) return t(`importFault.${name}`, { value: found[1] ?? '', said: quoted(text) });
  }
  return text;
};

/** <c>amount: Must be a number…</c> with the field's name as the page calls it. */
export const faultText = text => {
  const parted = /^([A-Za-z.]+): (.*)$/s.exec(text);
  const isField = parted && (has(`importField.${parted[1]}`) || parted[1].startsWith('attributes.'));
  const [name, said] = isField ? [fieldText(parted[1]), parted[2]] : [null, text];
  const told = lang() === 'en' ? said : inWords(said);
  return name ? t('importFaultOf', { field: name, text: told }) : told;
};
