// What people say, by theme.
import { barRows } from './chart-rows.js';
import { h } from './dom.js';
import { month, number, share } from './format.js';
import { figureCell, interval, peopleN, sentences } from './insight-part.js';
import { t } from './words.js';

const quotesOf = themes => {
  const quotes = themes.flatMap(theme => theme.quotes.slice(0, 1).map(quote => ({ ...quote, label: theme.label })));
  return quotes.length > 0 && h('ul', { class: 'quotes' }, quotes.slice(0, 3).map(quote => h('li', null,
    h('q', null, quote.text), ' ',
    h('small', { class: 'quiet' }, `${quote.label}${t('comma')}${month(quote.month)}`))));
};

export const voicePart = {
  id: 'voice',
  ask: page => page.ask('voice'),
  show({ all, themes }) {
    const named = themes.filter(theme => theme.theme !== 'none' && theme.heard.people > 0);
    const none = themes.find(theme => theme.theme === 'none');
    if (all.people === 0) return { sentence: null };
    return {
      picture: named.length > 0 && barRows(named.slice(0, 8).map(theme => ({
        name: theme.label, value: theme.heard.people, told: peopleN(theme.heard.people),
        below: [share(theme.share.value), interval(theme.share, share), theme.share.note].filter(Boolean).join(' '),
        tone: 's4',
      }))),
      sentence: sentences(t('voiceSaid', { n: number(all.people), comments: number(all.comments) }),
        named.length > 0 ? t('voiceMost', { theme: named[0].label, share: share(named[0].share.value) }) : null,
        none?.heard.people > 0 ? t('voiceNone', { n: number(none.heard.people) }) : null),
      more: quotesOf(named),
      table: {
        head: [t('theme'), t('people'), t('comments'), t('shareOfSpeakers'), t('rating')],
        rows: themes.map(theme => [
          theme.label, number(theme.heard.people), number(theme.heard.comments), figureCell(theme.share, share),
          theme.heard.rating.value === null ? '–' : figureCell(theme.heard.rating, value => number(value, 1))]),
      },
    };
  },
};
