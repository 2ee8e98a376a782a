// Pages of one site: the same header and footer around a text of their own. The folder fixtures/boilerplate holds the
// first forty of them.
//
// A page is a pure function of its number: a seeded generator draws words from short lists, so the same number gives
// the same bytes on every machine. This file refuses to write files; the tests do that.

import { seedDraws } from './seed-draws.js';

/** Two pages hold one notice: this one first … */
const NOTICE_PAGE = 17;
/** … and this one with a few words changed. Every other page's text is its own. */
const REPEATED_NOTICE_PAGE = 31;

/** 45 words: below the 50 of `--passage`, so that the frame alone is no overlap. */
const HEADER = `Parish of Fernhollow and the Seven Mills
Home, Council, Minutes, Planning, Footpaths, Halls for hire, Bus times, Contact
The parish office is open on weekday mornings from nine until noon.
Please ring the bell twice: the clerk may be in the garden with the hens.`;

/** 32 words. The page's number stands before it, so that no common end of two texts makes it longer. */
const FOOTER = `Minutes are kept in the green cabinet and may be read by anyone on request.
Corrections reach us soonest by post. This site sets no cookies and has no opinion on parking.`;

const LEADERS = [
  'The chair',
  'Councillor Ames',
  'The clerk',
  'A resident of Mill Row',
  'The warden',
  'Mrs. Tolley',
  'The churchwarden',
  'Mr. Quill',
];
const VERBS = [
  'reported on',
  'asked about',
  'thanked volunteers for',
  'objected to',
  'gave figures for',
  'read a letter on',
  'proposed a day for',
  'withdrew a motion on',
];
const THINGS = [
  'the duck pond',
  'the lower footbridge',
  'grit for the hill',
  'the reading room stove',
  'the cricket roller',
  'the bus shelter',
  'the yew hedge',
  'the war memorial',
  'the school crossing',
  'the weir',
  'the allotment tap',
  'the hall piano',
  'the tithe barn',
  'the bonfire stack',
];
const TURNS = [
  'after a long pause',
  'with some warmth',
  'for the third time',
  'before tea was served',
  'at the request of the school',
  'in place of an absent member',
  'to general surprise',
  'without notes',
];
const SUMS = [
  'forty',
  'sixty-five',
  'ninety',
  'a hundred and twelve',
  'two hundred',
  'three hundred and thirty',
  'just under five hundred',
  'seven',
];
const OUTCOMES = [
  'a sum of {sum} was set aside',
  'nothing was decided',
  'the matter goes to the {season} meeting',
  '{sum} in stamps will be spent',
  'a working party of {count} was named',
  'the vote was tied at {count}',
  'the clerk will write to the county by {season}',
  'a bucket was passed round and came back with {sum}',
];
const SEASONS = ['spring', 'summer', 'harvest', 'autumn', 'Advent', 'Candlemas', 'Whitsun', 'Lammas'];
const COUNTS = ['three', 'four', 'five', 'six', 'eight', 'eleven'];
const REASONS = [
  'because the old one had rotted',
  'since the frost had lifted it',
  'now that the swifts have gone',
  'as the insurers had asked',
  'although nobody could find the deed',
  'until the surveyor returns from Wales',
  'so that prams may pass',
  'while the road is closed',
];

const NOTICE = `On the night of the nineteenth the sluice above the tannery will be opened for the first time in forty years, so
that the bed of the leat can be cleared of silt. Families along Mill Row are asked to lift carpets, to move whatever
they keep in cellars, and to leave a lamp in the window if they would like to be woken. The water should not pass the
second step. Should it pass the third, the bell of Saint Osyth will be rung without stopping, and all are to walk, not
drive, to the tithe barn, where there will be soup. The wardens carry whistles and a list of those who cannot walk.
Cattle must be off the meadow by four. Children may watch from the hump of the bridge as long as they hold on to
somebody, and the schoolmistress has promised that arithmetic will begin an hour late.`;

/** The repeat of the notice: three changes in 140 words leave a Jaccard of 0.82, the frame counted. */
const REPEATED_NOTICE = NOTICE.replace('nineteenth', 'twenty-second')
  .replace('by four', 'by five')
  .replace('an hour late', 'at ten');

function makeMinutes(number: number): string {
  const draws = seedDraws(number);
  const sentences: string[] = [];
  for (let i = 0; i < 9; i++) {
    const outcome = draws
      .pick(OUTCOMES)
      .replace('{sum}', draws.pick(SUMS))
      .replace('{count}', draws.pick(COUNTS))
      .replace('{season}', draws.pick(SEASONS));
    sentences.push(
      `${draws.pick(LEADERS)} ${draws.pick(VERBS)} ${draws.pick(THINGS)} ${draws.pick(TURNS)}; ${outcome}, ${draws.pick(REASONS)}.`,
    );
  }
  return sentences.join('\n');
}

/** The page of a number from 1, about 1.5 KB of text. */
export function makeBoilerplatePage(number: number): string {
  const own = number === NOTICE_PAGE ? NOTICE : number === REPEATED_NOTICE_PAGE ? REPEATED_NOTICE : makeMinutes(number);
  return `${HEADER}\n\nPage ${number}\n\n${own}\n\n${number}\n\n${FOOTER}\n`;
}

/** The file name of a page: `page-07.txt`. */
export function nameBoilerplatePage(number: number): string {
  return `page-${String(number).padStart(2, '0')}.txt`;
}
