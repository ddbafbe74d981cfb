// The questions of the page, in the order in which they are read.
import { alertsPart } from './part-alerts.js';
import { alikePart } from './part-alike.js';
import { classesPart } from './part-classes.js';
import { creditPart } from './part-credit.js';
import { effectPart } from './part-effect.js';
import { funnelPart } from './part-funnel.js';
import { pointsPart } from './part-points.js';
import { riskPart } from './part-risk.js';
import { routesPart } from './part-routes.js';
import { secondPart } from './part-second.js';
import { spendPart } from './part-spend.js';
import { touchPart } from './part-touch.js';
import { trackingPart } from './part-tracking.js';
import { voicePart } from './part-voice.js';

export const PARTS = [
  funnelPart, touchPart, routesPart, alikePart, classesPart, secondPart, riskPart, effectPart, spendPart, creditPart,
  trackingPart, voicePart, pointsPart, alertsPart,
];
