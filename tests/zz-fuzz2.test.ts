import { it } from 'vitest';
import { matchCorpus } from '../src/run/match-corpus.js';
import { parseOptions } from '../src/options.js';
import { listScanRecords } from '../src/report/scan-records.js';
import { USUAL_THRESHOLDS, listDuplicatePairs, measureCommonRun, countShared, describeExactly } from './helpers/exact-documents.js';
import { makeCorpus, makeJournal } from './helpers/make-corpus.js';
import { drawTokens, writeTokens } from './helpers/made-texts.js';
import { seedDraws } from './helpers/seed-draws.js';
it('fuzz', async () => {
  let total=0, miss=0, missGuaranteed=0, falseP=0, ovBad=0, ovTotal=0, leftOut=0;
  for (let seed=0; seed<40; seed++) {
    const draws = seedDraws(5000+seed);
    const pool = Array.from({length: 6+draws.below(20)}, ()=>drawTokens(draws, 3+draws.below(15), 'words'));
    const docs = Array.from({length: 40}, (_, i) => {
      const own = Array.from({length: 1+draws.below(6)}, ()=>drawTokens(draws, 5+draws.below(40), 'words'));
      const lines = Array.from({length: 5+draws.below(60)}, ()=> draws.below(3)===0 ? draws.pick(own) : draws.pick(pool));
      if (i%5===0) { const r = draws.pick(pool); for (let k=0;k<40;k++) lines.splice(draws.below(lines.length),0,r); }
      const tokens = lines.flat();
      return {id:'d'+i, tokens, text: writeTokens(tokens)};
    });
    const exact = docs.map(d=>describeExactly(d.id, d.tokens));
    const options = parseOptions({allPairs: true});
    const f = await matchCorpus(makeCorpus(docs, options), options, makeJournal());
    const recs = [...listScanRecords(f)];
    const got = new Map(recs.filter(r=>r.type==='pair').map((r:any)=>[[r.left,r.right].sort().join(' '), r]));
    leftOut += f.cover.leftOutByCaps;
    for (const p of listDuplicatePairs(exact, USUAL_THRESHOLDS)) {
      total++;
      const k=[p.larger.id,p.smaller.id].sort().join(' ');
      if (got.has(k)) { got.delete(k); continue; }
      miss++;
      const run = measureCommonRun(p.larger.tokens,p.smaller.tokens);
      if (run>=40) { missGuaranteed++; console.log('guaranteed', seed, p.relation, run, p.shared, p.smaller.shingles.size, p.larger.shingles.size); }
    }
    falseP += got.size;
    const reps = new Set<string>(exact.map(e=>e.id));
    for (const r of recs) if (r.type==='cluster') for (const m of r.members) reps.delete(m.document);
    const kept = exact.filter(e=>reps.has(e.id));
    const want = new Map<string,number>();
    kept.forEach((a,i)=>{ for (const b of kept.slice(0,i)) { if (countShared(a,b)===0) continue; const run=measureCommonRun(a.tokens,b.tokens); if (run>=100) want.set([a.id,b.id].sort().join(' '), Math.floor(run/2)); } });
    ovTotal += want.size;
    for (const r of recs) if (r.type==='overlap') { const k=[r.left,r.right].sort().join(' '); if (want.get(k)!==r.longestPassageWords) {ovBad++; console.log('ov', seed, k, want.get(k), r.longestPassageWords);} want.delete(k); }
    for (const [k,v] of want) { ovBad++; console.log('ov missed', seed, k, v); }
  }
  console.log({total, miss, missGuaranteed, falseP, ovBad, ovTotal, leftOut});
}, 600000);
