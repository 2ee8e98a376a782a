// Two articles written for the tests, and the page of a site that carries one of them among its other posts.
//
// The page is what makes people miss copies: the article is in it to the last word, and yet little more than half of
// what the two have together is in both.

/** 180 words. */
export const BELL_ARTICLE = `The bell that nobody rang

For eleven days in March the bell of Saint Brendan's sounded a single stroke at a quarter past four in the
morning, and for eleven days nobody in Coombe Abbas could say who rang it. The rope had been taken down for
repair at Candlemas. The door of the tower has two locks, and the keys to them hang in different houses.

Mrs. Pellow, who lives nearest, wrote down the hour each night on the back of a seed catalogue. By the sixth
night there were forty people in the lane with flasks and folding chairs. A man from the county newspaper
fell asleep against the lychgate and missed it twice.

It was the boy who delivers bread who found the answer. He had noticed that the first goods train of the
morning passed the viaduct at fourteen minutes past, and that his own basket hummed on its bracket when it
did. A bolt in the bell frame had worked loose, the engineer said afterwards, and the whole tower was
listening for the train.`;

/** 167 words; shares nothing with the other. */
export const ORCHARD_ARTICLE = `Apples of the lower valley return

Three varieties of apple that were last sold before the war will be offered again at the Harrowfield market
this autumn, after a retired surveyor matched old trees to a list in a miller's account book. The Leathercoat
Russet, the Slack-ma-Girdle and a cooking apple known only as "Widow Tansley's" were growing unlabelled in
hedges and behind garages within two miles of each other.

Grafts were taken in the winter of the great flood, when most of the valley could be reached only by boat.
Sixteen of them failed. The rest stand in a field that slopes north, which every book advises against, and
bear so heavily that the branches have to be propped with clothes poles.

Whether anybody will want them is another matter. The russet looks like a potato, admits the surveyor, and
the widow's apple must be baked for two hours before it stops being an argument. He has bought a larger oven.`;

/** Around the article on the bell: what its site puts on every page, and the beginnings of six other posts. */
export const BELL_PAGE = `The Coombe Valley Courier - news from both banks of the river since 1871
Home | Council | Harvest | Letters | Obituaries | Subscribe for the price of a bun

${BELL_ARTICLE}

Related posts

The ferryman's dog has learned the timetable. Passengers at Lower Staithe say that the animal now barks two
minutes before departure and cannot be argued with, even by those who hold a season ticket and a grievance.

Council to vote on whether the duck house is a building. If it is, somebody should have asked permission in
1964, and the fine by now would exceed the value of the pond, the ducks and the councillors' patience.

A recipe for damson cheese that takes four days and one divorce. Begin with nine pounds of fruit, a wide pan
and nobody else in the kitchen; skim whatever rises, and do not answer the telephone until Thursday evening.

Your letters: on verges, on vergers, and on the man who practises the bagpipes under the bypass. We print the
kindest of them here and have sent the remainder to a solicitor in Great Marling for safe keeping and advice.

Copyright the Courier and its heirs. Please recycle this page, or at least wrap something nice in it.`;

/** An article with one word in thirty changed. */
export function reviseArticle(article: string): string {
  let word = 0;
  return article.replace(/\p{L}+/gu, (found) => (++word % 30 === 0 ? 'revised' : found));
}
