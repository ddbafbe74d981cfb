// Small pictures of what happened; each stands beside its words, so it says nothing to a screen reader.
import { svg } from './dom.js';

const PATHS = {
  entry: 'M4 5h16v14H4zM8 10h8M8 14h5',
  reaction: 'M12 4l2.4 5.2 5.6.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6L4 9.8l5.6-.6z',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  call: 'M6 3l4 4-2 3c1 2.500 3 4.500 6 6l3-2 4 4c-1 2-3 3-5 2.500C9 19 4 13 3.500 8 3 6 4 4 6 3z',
  purchase: 'M5 8h14l-1 12H6zM9 8V6a3 3 0 0 1 6 0v2',
  consent: 'M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6zM8.500 12l2.500 2.500 4.500-5',
  stage: 'M4 20h4v-6H4zM10 20h4V9h-4zM16 20h4V4h-4z',
  points: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 17V7.500h3.500a2.750 2.750 0 0 1 0 5.500H9.500',
  claim: 'M7 21v-2a5 5 0 0 1 10 0v2M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
};

export const icon = kind => svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' },
  svg('path', { d: PATHS[kind] ?? PATHS.reaction }));
