// Package gate checks what a model wrote against the sentences that it cites: a
// statement is shown only when each of its figures stands in a cited sentence, with
// the same value, for the same thing.
//
//	statement  到10月，规上工业产值468200万元 [1]
//	                     └──name──┘└value─┘
//	cited      1-10月，全镇规上工业产值46.82亿元；规上工业增加值9.37亿元
//	           └period┘    └indicator┘└figure─┘  └─────rival─────────┘
//
// Everything here is a pure function of the statement and its sentences. Where it
// can't be decided whether a statement is right, it fails: the reader then gets the
// verbatim sentence.
package gate
