// What is wrong with a line, as the app says it in the reader's language.
import { fieldText } from './import-fields.js';
import { has, t } from './words.js';

/** <c>amount: Must be a number…</c> with the field's name as the page calls it. */
export const faultText = text => {
  const [, field, said] = /^([A-Za-z.]+)(?:: |：)(.*)$/s.exec(text) ?? [];
  return field && (has(`importField.${field}`) || field.startsWith('attributes.'))
    ? t('importFaultOf', { field: fieldText(field), text: said })
    : text;
};
