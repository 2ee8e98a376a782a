// The nouns of dedupe, and the contracts between its rooms: types only, no code.
//
// Everything that crosses from one room to another is declared in src/model, as plain data in flat arrays, and imported from
// here. Words are those of docs/architecture.md; units stand in the names. This room refuses to know how anything is done: no
// file system, no kernel, no console.
export type * from './model/document-ids.js';
export type * from './model/report.js';
export type * from './model/sketches.js';
export type * from './model/sources.js';
