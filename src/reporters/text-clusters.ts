// A cluster in the text report: the document that is kept, and under it what it makes redundant, each with its relation
// in words. Relations and measures stand in columns; where the widest id leaves no room for them, they move to a line
// of their own, because an id is there to be copied and is never cut. Refuses to hold more than one cluster.
import type { ClusterRecord, Member, Relation } from '../model.js';
import { compareCodePoints } from '../text-order.js';
import type { DocumentText } from './document-text.js';
import { openDocumentText } from './document-text.js';
import { fitId, measureColumns, padColumns } from './fit-text.js';
import { formatInteger, formatJaccard, formatPercent } from './format-quantity.js';
import type { Paint, TextPage } from './text-page.js';
import { writePassages } from './text-passages.js';

/** A cluster of more members shows only its first ones … */
const MAX_MEMBERS = 20;
/** … this many: enough to see what it is about. */
const FIRST_MEMBERS = 10;

/** The relations as people say them. */
export const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  identical: 'identical',
  'same-text': 'same text',
  near: 'near',
  contained: 'contained',
  overlap: 'overlap',
};

/** Columns of the longest of them. */
export const RELATION_COLUMNS = 9;

const KEPT = 'kept  ';
const BRANCH = '   ├  ';
const LAST_BRANCH = '   └  ';
const TRUNK = '   │  ';
const NO_BRANCH = '      ';

/** Writes a cluster, with a gap before it. */
export function writeCluster(page: TextPage, cluster: ClusterRecord): void {
  const { style } = page;
  page.writeGap();
  page.writeLine(`${style.green(KEPT.trimEnd())}  ${style.bold(fitId(cluster.representative))}`);
  const { members } = cluster;
  const shown = members.length > MAX_MEMBERS ? members.slice(0, FIRST_MEMBERS) : members;
  const rows = shown.map((member) => describeMember(page, member, cluster.representative));
  const idColumns = Math.max(0, ...rows.map(({ id }) => measureColumns(id)));
  const textColumns = Math.max(0, ...rows.map(({ text }) => measureColumns(text)));
  const isOneLine = BRANCH.length + idColumns + 2 + textColumns <= page.width;
  const isCut = shown.length < members.length;
  const representative = openDocumentText(cluster.representative, page.readText);
  rows.forEach(({ id, text }, i) => {
    const isLast = i === rows.length - 1 && !isCut;
    const below = style.dim(isLast ? NO_BRANCH : TRUNK);
    const branch = style.dim(isLast ? LAST_BRANCH : BRANCH);
    page.writeLine(isOneLine ? `${branch}${padColumns(id, idColumns)}  ${text}` : `${branch}${id}`);
    if (!isOneLine) page.writeLine(`${below}${text}`);
    writeMemberPassages(page, isLast, shown[i], representative);
  });
  if (isCut) {
    const rest = `… and ${formatInteger(members.length - shown.length)} more (--reporter json lists all)`;
    page.writeLine(style.dim(`${LAST_BRANCH}${rest}`));
  }
}

function writeMemberPassages(page: TextPage, isLast: boolean, member: Member, representative: DocumentText): void {
  const { passages = [], passagesTotal = passages.length } = member;
  if (passagesTotal === 0) return;
  const other = member.via === undefined ? representative : openDocumentText(member.via, page.readText);
  const isLeft = compareCodePoints(member.document, other.id) < 0;
  writePassages(
    page,
    `${isLast ? NO_BRANCH : TRUNK}  `,
    passages,
    passagesTotal,
    { label: other === representative ? 'kept' : 'there', side: isLeft ? 'right' : 'left', text: other },
    { label: 'here', side: isLeft ? 'left' : 'right', text: openDocumentText(member.document, page.readText) },
  );
}

function describeMember(page: TextPage, member: Member, representative: string): { id: string; text: string } {
  const { style } = page;
  const id = fitId(member.document);
  const relation = paintRelation(page, member.relation)(padColumns(RELATION_WORDS[member.relation], RELATION_COLUMNS));
  const other = member.via === undefined || member.via === representative ? null : fitId(member.via);
  switch (member.relation) {
    case 'identical':
      return { id, text: other === null ? relation.trimEnd() : `${relation}  to ${other}` };
    case 'same-text':
      return {
        id,
        text: `${relation}  only case, spacing or punctuation differ${other === null ? '' : ` from ${other}`}`,
      };
    case 'near':
    case 'contained': {
      const coverage = `${formatPercent(member.coverage).padStart(5)} of its words stand in ${other ?? 'the kept one'}`;
      const jaccard = `jaccard ${formatJaccard(member.jaccard, page.thresholds.jaccard ?? 1)}`;
      return { id, text: `${relation}  ${coverage}, ${style.dim(jaccard)}` };
    }
  }
}

/** Red: the same text. Yellow: look before you delete. */
export function paintRelation(page: TextPage, relation: Relation): Paint {
  return relation === 'identical' || relation === 'same-text' ? page.style.red : page.style.yellow;
}
