// Short texts for program tests: two that have nothing in common, and one that differs in case only.

export const bread = `The oven of the village bakery was lit at three every morning for eighty years.
When the last baker fell ill her neighbors took turns at the peel until a buyer came from the coast.
`;

export const breadInCapitals = bread.toUpperCase();

export const sea = `Two fishing boats collided in thick fog outside the harbor on Tuesday night.
Nobody was hurt, but the catch of a whole week went overboard and the gulls followed it for hours.
`;
