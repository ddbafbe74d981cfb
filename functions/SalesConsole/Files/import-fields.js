// What the columns of a file are, by its first lines: each column with some of its values, and the field it becomes.
import { field, h, select } from './dom.js';
import { t, words } from './words.js';

const PERSON = ['email', 'customer'];
const FIELDS = {
  purchases: [
    ...PERSON, 'occurredAt', 'amount', 'id', 'product', 'currency', 'campaignId', 'refundOf', 'sku', 'quantity',
    'unitPrice', 'listPrice',
  ],
  reactions: [...PERSON, 'occurredAt', 'type', 'id', 'product', 'campaignId', 'channel'],
  leads: [...PERSON, 'name', 'phone', 'locale', 'updatedAt'],
};
const NEEDED = { purchases: ['occurredAt', 'amount'], reactions: ['occurredAt', 'type'], leads: [] };
const DATES = ['occurredAt', 'updatedAt'];
const SUMS = ['amount', 'unitPrice', 'listPrice'];
const FORMATS = ['yyyyMMdd', 'd.M.yyyy', 'M/d/yyyy', 'd/M/yyyy', 'M/d/yyyy H:mm', 'd/M/yyyy H:mm'];
const ATTRIBUTE = 'attributes.';
const SHOWN = 3;

export const fieldText = name => name.startsWith(ATTRIBUTE)
  ? t('importAnswer', { name: name.slice(ATTRIBUTE.length) }) : t(`importField.${name}`);

/** An answer is named with plain letters and figures, as templates and rules name it. */
const answerOf = column => {
  const plain = column.normalize('NFKC').replace(/[^A-Za-z0-9]+/g, '');
  return /^[A-Za-z]/.test(plain) ? `${ATTRIBUTE}${plain[0].toLowerCase()}${plain.slice(1, 40)}` : null;
};

const optionsOf = (kind, column) => [
  ['', t('importIgnored')], ...FIELDS[kind].map(name => [name, fieldText(name)]),
  ...(kind === 'leads' && answerOf(column) ? [[answerOf(column), fieldText(answerOf(column))]] : []),
];

const nameOf = column => typeof column === 'object' ? column.column : column;

/** The suggested field of each column, with what the suggestion says of how it is written. */
const suggestedFor = suggestion => new Map(Object.entries(suggestion.mapping).map(([name, column]) => [
  String(nameOf(column)), { name, ...(typeof column === 'object' ? column : {}) },
]));

/** The rows of a form: one for each column. value() answers the mapping; lacks() what is still missing. */
export class ColumnForm {
  constructor(kind, suggestion, before) {
    this.kind = kind;
    this.suggestion = suggestion;
    const suggested = before ?? suggestedFor(suggestion);
    this.rows = suggestion.columns.map((column, at) => this.row(column, at, suggested.get(column)));
    this.list = h('ul', { class: 'fileColumns' }, this.rows.map(row => row.element));
  }

  row(column, at, suggested) {
    const values = [...new Set(this.suggestion.sample.map(cells => cells[at]).filter(Boolean))];
    const choice = select({}, optionsOf(this.kind, column), suggested?.name);
    const further = h('div', { class: 'further' });
    const row = { column, values, choice, further, suggested, at };
    const show = () => further.replaceChildren(...this.further(row));
    choice.addEventListener('change', show);
    show();
    row.element = h('li', null,
      h('p', { class: 'column' }, h('b', null, this.suggestion.header ? column : t('importColumn', { n: column })),
        h('small', { class: 'quiet' }, values.slice(0, SHOWN).join(t('importAnd')) || t('importEmptyColumn'))),
      field(t('importBecomes'), choice), further);
    return row;
  }

  /** What has to be known of a field beyond its column. */
  further(row) {
    const { choice: { value: name }, suggested } = row;
    row.parts = {};
    if (DATES.includes(name)) {
      const formats = [['', t('importUsualDates')], ...FORMATS.map(one => [one, one])];
      row.parts.format = select({}, formats, suggested?.format);
      return [field(t('importFormat'), row.parts.format)];
    }
    if (SUMS.includes(name)) {
      row.parts.decimal = select(
        {}, [['', t('importPoint')], [',', t('importComma')]], suggested?.decimal === ',' ? ',' : '');
      if (name === 'amount' && this.kind === 'purchases')
        row.parts.of = select({}, [['', t('importOfLine')], ['order', t('importOfOrder')]], suggested?.of ?? '');
      return [
        field(t('importDecimal'), row.parts.decimal), row.parts.of && field(t('importOf'), row.parts.of),
      ].filter(Boolean);
    }
    if (name === 'type') {
      row.parts.words = new Map(row.values.map(word => [word, select(
        {}, [['', word], ...words().reactions.map(type => [type.id, type.name])],
        suggested?.values?.[word] ?? words().reactions.find(type => type.name === word)?.id)]));
      return [...row.parts.words].map(([word, choice]) => field(t('importWord', { word }), choice));
    }
    return [];
  }

  value() {
    const mapping = {};
    for (const { choice, parts, column, at } of this.rows.filter(row => row.choice.value)) {
      const more = Object.fromEntries(['format', 'decimal', 'of']
        .map(name => [name, parts[name]?.value]).filter(([, value]) => value));
      const said = [...parts.words ?? []].map(([word, one]) => [word, one.value]).filter(([, id]) => id);
      if (said.length > 0) more.values = Object.fromEntries(said);
      mapping[choice.value] = { column: this.suggestion.header ? column : at + 1, ...more };
    }
    return mapping;
  }

  /** As it stands, to be shown again. */
  kept() {
    const mapping = this.value();
    return new Map(this.rows.filter(row => row.choice.value)
      .map(row => [row.column, { name: row.choice.value, ...mapping[row.choice.value] }]));
  }

  /** A sentence for what cannot be so; null: it can be sent. */
  fault() {
    const chosen = this.rows.map(row => row.choice.value).filter(Boolean);
    const twice = chosen.find((name, at) => chosen.indexOf(name) !== at);
    if (twice) return t('importTwice', { field: fieldText(twice) });
    if (chosen.filter(name => PERSON.includes(name)).length !== 1) return t('importNobody');
    const missing = NEEDED[this.kind].find(name => !chosen.includes(name));
    return missing ? t('importMissing', { field: fieldText(missing) }) : null;
  }
}
